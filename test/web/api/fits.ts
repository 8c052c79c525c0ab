/** The parts of JSON Schema 2020-12 that our document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
}

const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/** Where a value does not fit a schema. A field that the schema does not name does not fit, where it names any. */
export function misfits(schemas: Record<string, Schema>, schema: Schema, value: unknown, at = ''): string[] {
  if (schema.$ref !== undefined)
    return misfits(schemas, schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]!, value, at);
  if (schema.oneOf) {
    const tried = schema.oneOf.map((one) => misfits(schemas, one, value, at));
    return tried.some((one) => one.length === 0) ? [] : tried.flat();
  }
  return [...ownMisfits(schema, value, at), ...innerMisfits(schemas, schema, value, at)];
}

function ownMisfits(
  { type, const: constant, enum: values, format }: Schema,
  value: unknown,
  at: string,
): string[] {
  const types = [type ?? []].flat();
  if (types.length > 0 && !types.includes(typeOf(value))) return [`${at} is ${typeOf(value)}`];
  if (constant !== undefined && constant !== value) return [`${at} is not ${String(constant)}`];
  if (values && !values.includes(value)) return [`${at} is none of the values`];
  if (format && typeof value === 'string' && !FORMATS[format]!.test(value)) return [`${at} is no ${format}`];
  return [];
}

function innerMisfits(schemas: Record<string, Schema>, schema: Schema, value: unknown, at: string): string[] {
  const { items, properties, required = [] } = schema;
  if (Array.isArray(value))
    return items ? value.flatMap((one, i) => misfits(schemas, items, one, `${at}[${i}]`)) : [];
  if (typeof value !== 'object' || value === null || !properties) return [];
  const fields = Object.entries(value);
  const open = 'resourceType' in value;
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is not there`),
    ...fields.flatMap(([name, one]) => {
      const inner = properties[name];
      if (inner === undefined) return open ? [] : [`${at}.${name} is not described`];
      return misfits(schemas, inner, one, `${at}.${name}`);
    }),
  ];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

import type { FhirResource } from '../../src/domain/pull.js';

/** Changes that a source makes to a record without meaning anything by them; the same for the same seed. */
export type Noise = (record: FhirResource[], seed: number) => FhirResource[];

type Json = Record<string, unknown>;

export const ALL_NOISE: Record<string, Noise> = {
  shuffled: (record, seed) =>
    shuffle(
      record.map((resource) => eachList(resource, seed)),
      seed,
    ) as FhirResource[],
  'read twice': (record, seed) => [...record, ...record.filter((_, at) => (at + seed) % 2 === 0)],
  'serialised anew': (record) =>
    (JSON.parse(JSON.stringify(record)) as FhirResource[]).map((one) => reversedKeys(one)),
  'all ids': renamedIds,
  'all accession numbers': (record, seed) => renumbered(record, ({ value }) => `${String(value)}-${seed}`),
  'volatile fields': (record, seed) => record.map((resource) => withVolatileFields(resource, seed)),
  'other display texts': (record, seed) => record.map((resource) => redisplayed(resource, seed)),
  'renamed systems': (record) => renamedSystems(record),
  zones: (record, seed) => record.map((resource) => rezoned(resource, seed)),
};
export const noiseNames = Object.keys(ALL_NOISE);

function eachObject(value: unknown, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((one) => eachObject(one, change));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, child]) => [key, eachObject(child, change)]);
  return change(Object.fromEntries(inner) as Json);
}

function eachList(resource: FhirResource, seed: number): FhirResource {
  return eachObject(resource, (object) =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [
        key,
        Array.isArray(value) ? shuffle(value, seed + 1) : value,
      ]),
    ),
  ) as FhirResource;
}

/** Fisher-Yates with a small generator of its own, so that a failure can be repeated. */
function shuffle(list: unknown[], seed: number): unknown[] {
  const shuffled = [...list];
  let state = seed;
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    state = (state * 16807) % 2147483647;
    const other = state % (last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

function reversedKeys(resource: FhirResource): FhirResource {
  return eachObject(resource, (object) =>
    Object.fromEntries(Object.entries(object).reverse()),
  ) as FhirResource;
}

/** Every logical id but the patient's, and every reference to one, handed out anew in another order. */
function renamedIds(record: FhirResource[], seed: number): FhirResource[] {
  const rename = (id: string): string => `${(id.length * 7919 + seed) % 9973}-${[...id].reverse().join('')}`;
  return record.map((resource) => {
    const renamed = eachObject(resource, (object) => {
      const { reference } = object;
      if (typeof reference !== 'string' || reference.startsWith('Patient/')) return object;
      const [type, id = ''] = reference.split('/');
      return { ...object, reference: `${type}/${rename(id)}` };
    }) as FhirResource;
    return { ...renamed, id: rename(resource.id ?? '') };
  });
}

function isAccession({ type }: Json): boolean {
  return JSON.stringify(type ?? '').includes('ACSN');
}

function renumbered(record: FhirResource[], number: (identifier: Json) => string): FhirResource[] {
  return eachObject(record, (object) =>
    isAccession(object) ? { ...object, value: number(object) } : object,
  ) as FhirResource[];
}

function withVolatileFields(resource: FhirResource, seed: number): FhirResource {
  return {
    ...resource,
    meta: { versionId: String(seed), lastUpdated: '2026-02-02T02:02:02Z', source: `#${seed}` },
    text: { status: 'generated', div: `<div>${seed} right knee 1999</div>` },
    contained: [{ resourceType: 'Endpoint', id: 'e', address: `https://pacs.example/${seed}?token=${seed}` }],
    ...(resource.resourceType === 'ImagingStudy'
      ? { endpoint: [{ reference: '#e', display: `at ${seed}` }] }
      : {}),
  };
}

/** Where a code says what is meant, what is shown beside it is free. */
function redisplayed(resource: FhirResource, seed: number): FhirResource {
  return eachObject(resource, (object) =>
    'code' in object && 'system' in object ? { ...object, display: `right wrist ${seed}` } : object,
  ) as FhirResource;
}

function renamedSystems(record: FhirResource[]): FhirResource[] {
  return eachObject(record, (object) =>
    typeof object['system'] === 'string' && object['system'] !== 'urn:dicom:uid'
      ? { ...object, system: `${object['system']}/v2` }
      : object,
  ) as FhirResource[];
}

/** The same instants in another zone; what has no zone is left as it is. */
function rezoned(resource: FhirResource, seed: number): FhirResource {
  const hours = (seed % 20) - 10;
  const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
  return eachObject(resource, (object) =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => {
        if (typeof value !== 'string' || !/T.*(Z|[+-]\d\d:\d\d)$/.test(value)) return [key, value];
        return [key, new Date(Date.parse(value) + hours * 3_600_000).toISOString().slice(0, 19) + zone];
      }),
    ),
  ) as FhirResource;
}

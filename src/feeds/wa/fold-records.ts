import type { WaRecord } from './wa-record.js';

/** A row that has a name, and the file it stands in. */
export interface PlacedRecord extends WaRecord {
  name: string;
  file: string;
}

/**
 * One record for each breach, in the order of their first rows: kinds of information are gathered, and what one row
 * leaves blank another fills; where rows differ the first stands. Rows belong together by id and name. Without an id
 * they do when they say the same of the breach.
 */
export function foldRecords(records: readonly PlacedRecord[]): PlacedRecord[] {
  const breaches = new Map<string, PlacedRecord>();
  for (const record of records) {
    const key = keyOf(record);
    const known = breaches.get(key);
    breaches.set(key, known ? joined(known, record) : record);
  }
  return [...breaches.values()].map((breach) => ({
    ...breach,
    // Sorted, since no form promises an order, and another order is no other breach.
    informationTypes: [...new Set(breach.informationTypes)].sort(),
  }));
}

function keyOf({ name, fields }: PlacedRecord): string {
  return JSON.stringify(fields.id === undefined ? fields : [nativeId(fields.id), name.toLowerCase()]);
}

function joined(first: PlacedRecord, second: PlacedRecord): PlacedRecord {
  // Pushed rather than copied: a breach may have as many rows as a file.
  first.informationTypes.push(...second.informationTypes);
  return { ...first, fields: { ...second.fields, ...first.fields }, url: first.url ?? second.url };
}

/** The CSV groups the digits: "9,707" is 9707. */
export function nativeId(text: string): string {
  return /^[\d,]+$/.test(text) ? text.replaceAll(',', '') : text;
}

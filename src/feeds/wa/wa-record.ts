/** What the source calls the facts of a breach; its JSON names them like this, its CSV with capitals. */
export const WA_FIELDS = [
  'id',
  'name',
  'datesubmitted',
  'dateaware',
  'datestart',
  'dateend',
  'databreachcause',
  'cyberattacktype',
  'washingtoniansaffected',
  'industrytype',
  'businesstype',
  'entitystate',
] as const;
export type WaField = (typeof WA_FIELDS)[number];

/** One row of any of the forms in which Washington publishes its list. */
export interface WaRecord {
  /** As written; a field that the form does not have, or that is blank, is not there. */
  fields: Partial<Record<WaField, string>>;
  informationTypes: string[];
  /** The letter to the people concerned, where the form links it. */
  url: string | null;
  /** CSV: counted with the header as 1. JSON and page: the position in the list, from 1. */
  record: number;
  /** Of the file; of JSON, which has no lines to count by, the position again. */
  line: number;
}

/** The rows of a file, and those that are none. */
export interface WaRecords {
  records: WaRecord[];
  rejected: { why: string; record: number; line: number }[];
}

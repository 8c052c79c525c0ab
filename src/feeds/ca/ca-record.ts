/** One row of California's list, as CSV or on its page. */
export interface CaRecord {
  name: string;
  /** Any number of dates, as written. */
  breached: string;
  reported: string;
  /** As sb24-600001; the CSV has none. */
  nativeId: string | null;
  url: string | null;
  record: number;
  line: number;
}

/** The rows of a file, and those that are none. */
export interface CaRecords {
  records: CaRecord[];
  rejected: { why: string; record: number; line: number }[];
}

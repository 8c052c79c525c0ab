import type { Reader } from './words/times.js';

/** Whose record, for whom. */
export interface RecordOf {
  patientId: string;
  readerId: string;
  reader: Reader;
  /** Whether the reader may answer. */
  mayAct: boolean;
}

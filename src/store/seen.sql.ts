/** The tables of a record, and the functions that give what one reader may see of each. */
const SEEN = {
  connection: 'seen_connection',
  study: 'seen_study',
  exposure: 'seen_exposure',
  patient_case: 'seen_case',
  expectation: 'seen_expectation',
} as const;

/**
 * SQL to stand behind WITH: from there on the tables of a record hold what one reader may see and nothing else, for the
 * statement and for every fragment in it. What hangs on their rows (flags, answers, pulls …) is read by joining them.
 * @param reader the SQL name of the reader's account
 */
export function seenBy(reader: string): string {
  return Object.entries(SEEN)
    .map(([table, seen]) => `${table} AS NOT MATERIALIZED (SELECT * FROM ${seen}(${reader}))`)
    .join(', ');
}

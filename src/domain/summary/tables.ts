/**
 * The tables of a provider's monthly summary. What a cell counts is said in words beside it (`summary.<table>.<cell>` in
 * templates/words) and in SQL in store/summary; a table with `total` adds its cells up. No cell of one table is
 * the sum of cells of another, so that nothing hidden in one can be worked out from the others.
 */
export const SUMMARY_TABLES = [
  { id: 'studies', cells: ['new'], total: false },
  {
    id: 'changes',
    cells: ['after-final', 'report-amended', 'no-longer-shown', 'other-change'],
    total: true,
  },
  { id: 'identity', cells: ['other-person', 'same-images'], total: false },
  { id: 'answers', cells: ['not-mine', 'not-sure', 'known'], total: true },
  {
    id: 'innocent',
    cells: ['filed-late', 'sent-from-elsewhere', 'records-joined', 'label-fixed', 'forgotten', 'other-place'],
    total: true,
  },
  {
    id: 'ended',
    cells: ['corrected', 'moved', 'misuse', 'no-answer', 'something-else'],
    total: true,
  },
  { id: 'requests', cells: ['access', 'amendment', 'accounting', 'other-letter'], total: true },
  { id: 'answered', cells: ['in-time', 'late', 'open-past-due'], total: true },
  {
    id: 'links',
    cells: ['access-ended', 'not-available', 'not-allowed', 'not-readable'],
    total: true,
  },
] as const satisfies SummaryTable[];

export interface SummaryTable {
  id: string;
  cells: string[];
  total: boolean;
}

export type SummaryTableId = (typeof SUMMARY_TABLES)[number]['id'];

/** Name of a figure among all of a summary: `<table>.<cell>`, and `<table>.total`. */
export function figureName(table: string, cell: string): string {
  return `${table}.${cell}`;
}

/** Names of all figures that are counted, table by table. */
export const COUNTED_FIGURES = SUMMARY_TABLES.flatMap(({ id, cells }) =>
  cells.map((cell) => figureName(id, cell)),
);

import { COUNTED_ALONE } from '../domain/summary/measure.js';
import { SUMMARY_TABLES } from '../domain/summary/tables.js';

export interface DefinedFigure {
  table: string;
  cell: string;
}

/** Every figure that has a definition of its own, in the order in which summaries show them. */
export function definedFigures(): DefinedFigure[] {
  const alone = (table: keyof typeof COUNTED_ALONE): DefinedFigure[] =>
    COUNTED_ALONE[table].map((cell) => ({ table, cell }));
  return [
    ...alone('coverage'),
    ...SUMMARY_TABLES.flatMap(({ id, cells }) => cells.map((cell) => ({ table: id, cell }))),
    ...alone('breaches'),
  ];
}

import type { Figure, Shown, SummaryFigures, SummaryRow } from './figures.js';
import { trendMonths } from './year.js';

/** The name of a figure as people read it. */
export type FigureLabel = (table: string, figure: string) => string;

/** Without it a spreadsheet takes the letters of UTF-8 for those of its own code page. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const TO_QUOTE = /[",\r\n]/;

type Cell = string | number;

/**
 * A summary as CSV (RFC 4180), one line a figure. Numbers are written with a point and nothing between thousands; what is
 * hidden is the word `hidden`, a month without a summary `none`, and what a figure does not have is empty.
 * @throws where the summary has no figures
 */
export function summaryCsv({ month, version, figures }: SummaryRow, label: FigureLabel): string {
  if (figures === null) throw new Error('a summary without figures has no lines');
  const lines = [headLine(month), ...figureLines(figures, label).map((cells) => [month, version, ...cells])];
  return BYTE_ORDER_MARK + lines.map((cells) => cells.map(cellText).join(',') + LINE_END).join('');
}

function headLine(month: string): Cell[] {
  return [
    ...[
      'month',
      'version',
      'table',
      'figure',
      'label',
      'count',
      'per_1000',
      'mean_before',
      'year',
      'year_exact',
    ],
    ...trendMonths(month),
  ];
}

function figureLines(figures: SummaryFigures, label: FigureLabel): Cell[][] {
  const { patients, ofPatients, studies, breaches, tables } = figures;
  const counted = (table: string, id: string, count: Cell): Cell[] => [
    ...[table, id, label(table, id), count],
    ...Array.from({ length: 4 + trendMonths(figures.month).length }, () => ''),
  ];
  return [
    counted('coverage', 'patients', patients),
    counted('coverage', 'of-patients', ofPatients ?? ''),
    counted('coverage', 'studies', studies),
    ...tables.flatMap((table) => table.figures.map((figure) => figureLine(table.id, figure, label))),
    counted('breaches', 'own', breaches.own),
    counted('breaches', 'vendors', breaches.vendors),
  ];
}

function figureLine(table: string, figure: Figure, label: FigureLabel): Cell[] {
  const { id, count, perThousand, meanBefore, year, trend } = figure;
  const exact = year.count === 'hidden' ? '' : year.isExact ? 'yes' : 'no';
  return [
    ...[table, id, label(table, id), count, perThousand, meanBefore, year.count, exact],
    ...(trend as Shown[]),
  ];
}

/** One cell: no formula, and in quotes where it needs them. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const plain = FORMULA.test(cell) ? `'${cell}` : cell;
  return TO_QUOTE.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

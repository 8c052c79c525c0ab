import { DateTime } from 'luxon';
import type { MonthCount } from '../store/pages/breaches.reader.js';
import type { ChartView } from './views/breaches.js';
import { BREACH_KINDS } from './words/breach-kinds.js';
import { statedDay, type Reader } from './words/times.js';

const MONTHS = 24;
const STEP = 10;
const HEIGHT = 40;
/** A month with one breach is seen beside one with hundreds. */
const LOWEST = 2;

/** The months that are drawn, as YYYY-MM, oldest first: of one year, else the last 24 with this one. */
export function chartMonths(year: number | null, now: Date): string[] {
  const today = DateTime.fromJSDate(now, { zone: 'utc' }).startOf('month');
  const first =
    year === null ? today.minus({ months: MONTHS - 1 }) : DateTime.utc(year, 1, 1).startOf('month');
  return Array.from({ length: year === null ? MONTHS : 12 }, (_, at) =>
    first.plus({ months: at }).toFormat('yyyy-MM'),
  );
}

/** A row of bars for each kind, all to one scale, and the same as figures. */
export function chartView(counts: MonthCount[], months: string[], reader: Reader): ChartView {
  const found = new Map(counts.map(({ month, kind, breaches }) => [`${month} ${kind}`, breaches]));
  const of = (month: string, kind: string): number => found.get(`${month} ${kind}`) ?? 0;
  const most = Math.max(1, ...counts.map(({ breaches }) => breaches));
  const nameOf = (month: string): string => statedDay(month, reader)?.words ?? month;
  return {
    width: STEP * months.length,
    height: HEIGHT,
    most,
    first: nameOf(months[0]!),
    last: nameOf(months.at(-1)!),
    kinds: BREACH_KINDS.map((kind) => ({
      kind,
      total: months.reduce((sum, month) => sum + of(month, kind), 0),
      bars: months.flatMap((month, at) => barOf(of(month, kind), at, most)),
    })),
    months: [...months]
      .reverse()
      .map((month) => ({ name: nameOf(month), counts: BREACH_KINDS.map((kind) => of(month, kind)) })),
  };
}

function barOf(breaches: number, at: number, most: number): { x: number; y: number; height: number }[] {
  if (breaches === 0) return [];
  const height = Math.max(LOWEST, Math.round((HEIGHT * breaches) / most));
  return [{ x: STEP * at + 1, y: HEIGHT - height, height }];
}

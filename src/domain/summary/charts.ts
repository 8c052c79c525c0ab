import type { Figure, Shown, SummaryFigures } from './figures.js';
import { figureName } from './tables.js';

/** The twelve figures whose months are drawn, in reading order. */
export const CHARTS = [
  'studies.new',
  'changes.after-final',
  'changes.report-amended',
  'changes.no-longer-shown',
  'identity.other-person',
  'identity.same-images',
  'answers.not-mine',
  'innocent.total',
  'requests.total',
  'answered.in-time',
  'answered.open-past-due',
  'links.total',
] as const;

/** How high a hidden month is drawn, as a share of the chart: always the same, so that it tells nothing. */
const HIDDEN_SHARE = 0.3;

export interface TrendBar {
  kind: 'count' | 'hidden' | 'none';
  /** Height as a share of the chart, 0 to 1. */
  share: number;
}

/** The months of a figure as bars; the highest month that is shown fills the chart. */
export function trendBars(trend: readonly Shown[]): TrendBar[] {
  const most = highestOf(trend);
  return trend.map((month) => {
    if (month === 'hidden') return { kind: month, share: HIDDEN_SHARE };
    if (month === 'none') return { kind: month, share: 0 };
    return { kind: 'count', share: most === 0 ? 0 : month / most };
  });
}

/** The highest month that is shown, or 0. */
export function highestOf(trend: readonly Shown[]): number {
  return trend.reduce<number>((most, month) => (typeof month === 'number' ? Math.max(most, month) : most), 0);
}

export interface DrawnFigure {
  name: (typeof CHARTS)[number];
  figure: Figure;
}

/** The figures that are drawn, of those that the summary has. */
export function drawnFigures({ tables }: SummaryFigures): DrawnFigure[] {
  const byName = new Map(
    tables.flatMap(({ id, figures }) =>
      figures.map((figure) => [figureName(id, figure.id), figure] as const),
    ),
  );
  return CHARTS.flatMap((name) => {
    const figure = byName.get(name);
    return figure === undefined ? [] : [{ name, figure }];
  });
}

/** Share of the office's patients who agreed to be counted, in percent to one decimal; null where it does not say how many it has. */
export function coveragePercent({ patients, ofPatients }: SummaryFigures): number | null {
  return ofPatients === null ? null : Math.round((patients * 1000) / ofPatients) / 10;
}

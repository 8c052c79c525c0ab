import { type DrawnFigure, drawnFigures, highestOf, trendBars } from '../../domain/summary/charts.js';
import type { Shown, SummaryFigures, SummaryRow } from '../../domain/summary/figures.js';
import { trendMonths } from '../../domain/summary/year.js';
import { definedFigures } from '../../summaries/definitions.js';
import { formsOf, type SummaryForm } from '../../summaries/summary-files.js';
import { linksFailed, percentShown, SummaryWords } from '../../summaries/summary-words.js';
import { localeOf, wordsIn } from '../../words/words.js';
import type { Shell } from '../views/shell.js';
import type {
  SummaryBarView,
  SummaryChartView,
  SummaryFiguresView,
  SummaryTableView,
  SummaryView,
} from '../views/summary.js';
import { momentWords, type Reader } from '../words/times.js';

/** Width of a month in a chart, of the bar in it, and height of the chart, in the units of the drawing. */
const STEP = 10;
const BAR_WIDTH = 7;
const HEIGHT = 40;
/** A count of 0 has no bar, any other one that can be seen. */
const LOWEST = 2;
const DASH_HEIGHT = 1;

/** Where a summary and what belongs to it can be found. */
export interface SummaryLinks {
  /** The page of the office, with all its summaries. */
  list: string;
  /** The newest version of the month; null where this is it. */
  newer: string | null;
  form: (form: SummaryForm) => string;
  /** Other months (YYYY-MM), newest first. */
  months: { month: string; href: string }[];
  /** Other versions of this month, newest first. */
  versions: { version: number; href: string }[];
}

/** The page of one summary, but for its frame. */
export function summaryView(
  row: SummaryRow,
  reader: Reader,
  links: SummaryLinks,
): Omit<SummaryView, keyof Shell> {
  const words = new SummaryWords(wordsIn(localeOf(reader.language)));
  const { provider, month, version, figures, correction } = row;
  return {
    name: provider.name,
    zone: provider.timeZone,
    month: words.month(month),
    version,
    made: momentWords(row.madeAt, reader),
    figures: figures === null ? null : figuresView(figures, words),
    correction: correction && { why: correction.why, changed: words.changed(correction.changed) },
    listHref: links.list,
    newerHref: links.newer,
    files: formsOf(row).map((form) => ({ form, href: links.form(form) })),
    months: links.months.map((each) => ({ label: words.month(each.month), href: each.href })),
    versions: links.versions,
  };
}

function figuresView(figures: SummaryFigures, words: SummaryWords): SummaryFiguresView {
  const { patients, ofPatients, studies, breaches, month, tables } = figures;
  const months = trendMonths(month);
  return {
    patients,
    ofPatients,
    percent: percentShown(figures),
    studies,
    breaches,
    linksFailed: linksFailed(figures),
    tables: tables.map(tableView),
    charts: drawnFigures(figures).map(chartView),
    first: words.month(months[0]!),
    last: words.month(months.at(-1)!),
    months: months.map((each) => words.month(each, 'short')),
    defined: definedFigures(),
  };
}

function tableView({ id, figures }: SummaryFigures['tables'][number]): SummaryTableView {
  return { id, figures: figures.map(({ id: cell, ...figure }) => ({ table: id, cell, ...figure })) };
}

function chartView({ name, figure: { count, trend } }: DrawnFigure): SummaryChartView {
  const months = (kind: Shown): number => trend.filter((each) => each === kind).length;
  const [hidden, none] = [months('hidden'), months('none')];
  return {
    name,
    id: name.replace('.', '-'),
    count,
    bars: trendBars(trend).map(({ kind, share }, at) => barView(kind, share, at)),
    most: highestOf(trend),
    shown: trend.length - hidden - none,
    hidden,
    none,
  };
}

function barView(kind: SummaryBarView['kind'], share: number, at: number): SummaryBarView {
  const x = at * STEP + (STEP - BAR_WIDTH) / 2;
  if (kind === 'none') return { kind, x, y: HEIGHT - HEIGHT / 4, height: DASH_HEIGHT };
  const height = share === 0 ? 0 : Math.max(LOWEST, Math.round(share * HEIGHT));
  return { kind, x, y: HEIGHT - height, height };
}

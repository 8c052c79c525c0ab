import type { TrendBar } from '../../domain/summary/charts.js';
import type { Shown } from '../../domain/summary/figures.js';
import type { TimeView } from '../words/times.js';
import type { Shell } from './shell.js';

/** One line of a table; the words of it go by `table` and `cell`. */
export interface SummaryFigureView {
  table: string;
  cell: string;
  count: number | 'hidden';
  perThousand: number | 'hidden';
  meanBefore: Shown;
  year: { count: number | 'hidden'; isExact: boolean };
  trend: Shown[];
}

export interface SummaryTableView {
  id: string;
  figures: SummaryFigureView[];
}

/** One month of a chart, in the units of the drawing. */
export interface SummaryBarView {
  kind: TrendBar['kind'];
  x: number;
  y: number;
  height: number;
}

export interface SummaryChartView {
  /** Figure name, `<table>.<cell>`. */
  name: string;
  /** Unique on the page. */
  id: string;
  count: number | 'hidden';
  bars: SummaryBarView[];
  /** The highest month that is shown. */
  most: number;
  /** How many of the months are shown, hidden, and without a summary. */
  shown: number;
  hidden: number;
  none: number;
}

/** A further month or version, newest first. */
export interface SummaryLinkView {
  label: string;
  href: string;
}

export interface SummaryFiguresView {
  patients: number;
  ofPatients: number | null;
  /** Share of all patients in percent; null where the office does not say how many it has. */
  percent: number | null;
  studies: number | 'hidden';
  breaches: { own: number; vendors: number };
  linksFailed: number | 'hidden';
  tables: SummaryTableView[];
  charts: SummaryChartView[];
  /** First and last of the twelve months, in words, and all of them. */
  first: string;
  last: string;
  months: string[];
  /** Every figure with a definition of its own. */
  defined: { table: string; cell: string }[];
}

export interface SummaryView extends Shell {
  /** Of the office. */
  name: string;
  /** IANA zone. */
  zone: string;
  month: string;
  version: number;
  made: TimeView;
  /** Null where fewer than eleven patients agreed to be counted. */
  figures: SummaryFiguresView | null;
  correction: { why: string; changed: string[] } | null;
  listHref: string;
  /** The newest version of the month; null where this is it. */
  newerHref: string | null;
  files: { form: 'pdf' | 'csv' | 'json'; href: string }[];
  months: SummaryLinkView[];
  versions: { version: number; href: string }[];
}

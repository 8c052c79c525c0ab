import type { WithdrawalReason } from '../../store/breach-review.store.js';
import type { BreachKind } from '../words/breach-kinds.js';
import type { TimeView } from '../words/times.js';
import type { AffectedView, ReportedTo } from './breach.js';
import type { FilingView } from './breach-review.js';
import type { StateChoice } from './organizations.js';
import type { Shell } from './shell.js';

/** A public list, as its name is told. */
export type PublicFeed = ReportedTo;

/** One kind of breach over the months: a bar each, in the units of the drawing. */
export interface KindChart {
  kind: BreachKind;
  total: number;
  bars: { x: number; y: number; height: number }[];
}

export interface ChartView {
  /** Of the drawing, whose bars are 8 wide. */
  width: number;
  height: number;
  /** Breaches that the highest bar stands for. */
  most: number;
  first: string;
  last: string;
  kinds: KindChart[];
  /** The same as figures, newest first. */
  months: { name: string; counts: number[] }[];
}

export interface ListedBreachView {
  href: string;
  name: string;
  state: string | null;
  kind: BreachKind;
  reportedOn: TimeView | null;
  source: PublicFeed;
  /** Other lists that have it too. */
  also: PublicFeed[];
  affected: AffectedView;
}

export interface FeedReadView {
  source: PublicFeed;
  readAt: TimeView | null;
}

/** The public page: nothing on it is about any person. */
export interface BreachesView extends Shell {
  query: string;
  /** Something was asked for. */
  filtered: boolean;
  states: StateChoice[];
  feeds: { value: string; source: PublicFeed; chosen: boolean }[];
  kinds: { kind: BreachKind; chosen: boolean }[];
  years: { year: string; chosen: boolean }[];
  breaches: ListedBreachView[];
  nextHref: string | null;
  /** Back to the newest; null on the first page. */
  firstHref: string | null;
  chart: ChartView;
  read: FeedReadView[];
  attribution: boolean;
}

export interface BreachView extends Shell {
  name: string;
  filings: FilingView[];
  withdrawn: { reason: WithdrawalReason; at: TimeView } | null;
  read: FeedReadView[];
  attribution: boolean;
}

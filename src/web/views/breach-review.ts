import type { Verdict, WithdrawalReason } from '../../store/breach-review.store.js';
import type { NameWord } from '../words/differing-words.js';
import type { BreachKind } from '../words/breach-kinds.js';
import type { MatchReason } from '../words/match-reasons.js';
import type { TimeView } from '../words/times.js';
import type { WebLink } from '../words/web-link.js';
import type { AffectedView, ReportedTo } from './breach.js';
import type { Shell } from './shell.js';

/** One row of one feed, as anybody may read it there. */
export interface FilingView {
  name: string;
  source: ReportedTo;
  state: string | null;
  reportedOn: TimeView | null;
  breachOn: TimeView | null;
  kind: BreachKind;
  asFiled: string[];
  /** Counted by the feed's own scope: never to be added to another. */
  affected: AffectedView;
  informationTypes: string[];
  description: string | null;
  report: WebLink | null;
  /** Since when the feed shows it no more. */
  gone: TimeView | null;
}

/** A filing and an organization side by side. */
export interface PairView {
  /** Letters, figures and hyphens; unique on the page. */
  anchor: string;
  action: string;
  breachHref: string;
  filing: FilingView;
  filedName: NameWord[];
  organizationName: NameWord[];
  /** The words that only one of the names has, for those who do not see marks. */
  onlyFiled: string[];
  onlyKnown: string[];
  aliases: string[];
  city: string | null;
  state: string | null;
  organizationHref: string;
  reasons: MatchReason[];
  /** Percent. */
  score: number;
  tellAfter: TimeView;
  /** Their time is over. */
  told: boolean;
}

export interface VerdictView {
  anchor: string;
  filedName: string;
  organization: string;
  breachHref: string;
  verdict: Verdict;
  by: string;
  at: TimeView;
  /** Where it can be changed; null where a newer one counts. */
  action: string | null;
}

export interface FilingLinkView {
  filing: { name: string; source: ReportedTo };
  others: { name: string; source: ReportedTo }[];
  breachHref: string;
  /** Names of rules of the linking, as words. */
  reasons: string[];
  score: number;
  at: TimeView;
  undone: { at: TimeView; by: string | null } | null;
  undoAction: string | null;
}

export interface BreachReviewView extends Shell {
  waiting: number;
  pairs: PairView[];
  /** Patients are asked at once here (embedded mode). */
  atOnce: boolean;
  verdicts: VerdictView[];
  earlierHref: string | null;
  links: FilingLinkView[];
}

export interface BreachOperatorView extends Shell {
  name: string;
  publicHref: string;
  filings: FilingView[];
  links: FilingLinkView[];
  withdrawal: { reason: WithdrawalReason; by: string; at: TimeView } | null;
  withdrawAction: string | null;
}

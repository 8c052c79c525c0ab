import type { FeedSource, Filing } from '../domain/filing.js';
import type { AffectedView, DataKind, ReportedTo } from './views/breach.js';

/** Who reads the reports that a feed lists. CISA's and the press's are for staff and never lead to an exposure by themselves. */
export const REPORTED_TO: Record<FeedSource, ReportedTo> = {
  hhs: 'hhs',
  wa: 'washington',
  ca: 'california',
  sec: 'sec',
  hibp: 'hibp',
  cisa: 'press',
  rss: 'press',
  sandbox: 'sandbox',
};

/** Kinds of data by the words of a report. */
const DATA_KINDS: [DataKind, RegExp][] = [
  ['social-security', /social security|\bssns?\b/i],
  ['bank', /bank(ing)? (account|information)|financial (account|& banking|and banking)/i],
  ['card', /(credit|debit) card|(?<!id(entification)? )card numbers?/i],
  [
    'health-plan',
    /health plan|health insurance|insurance (policy|id|number)|member id|medicare|medicaid id/i,
  ],
  ['password', /password|log-?in credential/i],
  [
    'medical',
    /(medical|clinical|diagnos\w+|treatment) (information|records?|data|history)|health (information|records?|data)\b/i,
  ],
  ['images', /\b(x-rays?|radiolog\w+|imaging|medical images|scans)\b/i],
];

/** The kinds of data that a report names in its text; none where it names none. */
export function dataKinds(description: string | null): DataKind[] {
  return DATA_KINDS.filter(([, words]) => words.test(description ?? '')).map(([kind]) => kind);
}

/** How many people a report counts, where it is more than a stand-in. */
export function affectedOf({ affected, affectedIsPlaceholder }: Filing): AffectedView {
  if (affectedIsPlaceholder) return { state: 'at-least-500' };
  return affected === null ? { state: 'not-told' } : { state: 'counted', people: affected };
}

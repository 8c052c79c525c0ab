import type {
  GivenVerdict,
  LinkRow,
  OperatorBreach,
  WaitingPair,
} from '../store/pages/breach-review.reader.js';
import { REPORTED_TO } from './filed-data.js';
import { filedName, filingView, noName } from './filing-view.js';
import type { FilingLinkView, PairView, VerdictView } from './views/breach-review.js';
import { differingWords, type NameWord } from './words/differing-words.js';
import { matchReasons } from './words/match-reasons.js';
import { momentWords, type Reader } from './words/times.js';

export const REVIEW_HREF = '/breaches/review';

export function breachReviewHref(breachId: string): string {
  return `/breaches/${breachId}/review`;
}

/** A possible match with both sides, and what tells their names apart. */
export function pairView(pair: WaitingPair, reader: Reader): PairView {
  const { filing, organization, tellAfter } = pair;
  const [filed, known] = differingWords(filing.name, organization.name);
  return {
    anchor: `pair-${pair.filingId}-${pair.organizationId}`,
    action: verdictAction(pair),
    breachHref: breachReviewHref(pair.breachId),
    filing: filingView(filing, null, reader),
    filedName: filed,
    organizationName: known,
    onlyFiled: differing(filed),
    onlyKnown: differing(known),
    aliases: organization.aliases.slice(0, 10),
    city: organization.city,
    state: organization.state,
    organizationHref: `/organizations/${pair.organizationId}`,
    reasons: matchReasons(pair.reasons),
    score: percent(pair.score),
    tellAfter: momentWords(tellAfter, reader),
    told: tellAfter <= reader.now,
  };
}

export function verdictView(given: GivenVerdict, reader: Reader): VerdictView {
  return {
    anchor: `verdict-${given.id}`,
    filedName: filedName({ name: given.filedName }, reader),
    organization: given.organization,
    breachHref: breachReviewHref(given.breachId),
    verdict: given.verdict,
    by: given.by,
    at: momentWords(given.at, reader),
    action: given.counts ? verdictAction(given) : null,
  };
}

export function linkView(link: LinkRow, reader: Reader): FilingLinkView {
  const short = (filing: LinkRow['filing']) => ({
    name: filedName(filing, reader),
    source: REPORTED_TO[filing.source],
  });
  return {
    filing: short(link.filing),
    others: link.others.map(short),
    breachHref: breachReviewHref(link.breachId),
    reasons: link.reasons.map((reason) => reason.replaceAll('-', ' ')),
    score: percent(link.score),
    at: momentWords(link.at, reader),
    undone: link.undoneAt && { at: momentWords(link.undoneAt, reader), by: link.undoneBy },
    undoAction: link.undoneAt === null ? `/breaches/links/${link.id}/undo` : null,
  };
}

/** A breach is called by the first name that it was reported under. */
export function breachName({ filings }: Pick<OperatorBreach, 'filings'>, reader: Reader): string {
  return filings[0] ? filedName(filings[0].filing, reader) : noName(reader);
}

function verdictAction({ filingId, organizationId }: { filingId: string; organizationId: string }): string {
  return `${REVIEW_HREF}/${filingId}/${organizationId}`;
}

function differing(words: NameWord[]): string[] {
  return words.filter(({ differs }) => differs).map(({ text }) => text);
}

function percent(score: number): number {
  return Math.round(100 * score);
}

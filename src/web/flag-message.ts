import { placeOf } from '../domain/letters/place.js';
import type { Level } from '../domain/level.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import { plainReasons, type Signs } from '../domain/messages/plain-reasons.js';
import type { StudyTold, Told, Why } from '../domain/messages/told.js';
import type { Study } from '../domain/study.js';
import type { FlagRow } from '../store/pages/flag.reader.js';
import type { StudyPageRow } from '../store/pages/study.reader.js';
import { scanWords } from '../words/scan-words.js';
import { type Values, wordsIn } from '../words/words.js';
import type { WrittenMessage } from '../words/write-message.js';
import { audienceOf, dayAfter, messageOf, type MessageReader } from './message-of.js';
import { imagesOf } from './study-view.js';
import { statedDay } from './words/times.js';

const BACKDATED = 'dated-long-before-first-seen';
/** What else happened beside the change is told once, unless it has words of its own. */
const NAMED_BESIDE = new Set([
  'also-reissued',
  'also-report-amended',
  'also-report-added',
  'also-derived-added',
]);
const NOTHING_TO_COMPARE = new Set(['no-order-visit-or-report', 'recent-and-no-evidence-readable']);

/** What pages know of a flag besides its row. */
export interface FlagState {
  level: Level;
  since: Date;
  /** A type of resource could be read that would speak for the scan. */
  evidenceReadable: boolean;
  /** It is shown again, after it was not. */
  returned: boolean;
}

/** The message of a flag. */
export function flagMessage(row: FlagRow, state: FlagState, to: MessageReader): WrittenMessage {
  const asked = {
    ...askedOf(row, state),
    level: state.level,
    audience: audienceOf(to.who),
    place: placeOf(row.study),
  };
  return messageOf(toldOf(asked, row, state), valuesOf(row.study, row.after, state.since, to), to);
}

/** The message of a scan that no flag asks about. */
export function studyMessage(row: StudyPageRow, level: Level, to: MessageReader): WrittenMessage {
  const { study, answer, dealt } = row;
  const told: Told = {
    situation: 'S02',
    firstList: study.firstList,
    level,
    audience: audienceOf(to.who),
    place: placeOf(study),
    ...NOTHING_ASKED,
    answer: answer?.answer ?? null,
    dealt: dealt !== null,
    dated: study.facts.started !== null,
  };
  return messageOf(told, valuesOf(study, study.facts, study.firstSeenAt, to), to);
}

const NOTHING_ASKED: StudyTold = {
  answer: null,
  dealt: false,
  why: [],
  reasons: [],
  billFits: false,
  dated: false,
};

type Asked = StudyTold & Pick<Told, 'level' | 'audience' | 'place'>;

function toldOf(asked: Asked, { situation, reasons, after }: FlagRow, { returned }: FlagState): Told {
  if (situation === 'S03') return { situation, ...asked };
  if (situation === 'S04') return { situation, how: changeOf(reasons), ...asked };
  if (situation === 'S05') return { situation, how: goneHow(after, returned), ...asked };
  // Both texts of a report stand on the page, side by side.
  if (situation === 'S06') return { situation, texts: false, ...asked };
  if (situation === 'S09') return { situation, by: after.ai?.by ?? 'label', product: false, ...asked };
  return { situation: 'S02', firstList: false, ...asked };
}

function goneHow({ status }: Study, returned: boolean): 'again' | 'withdrawn' | 'gone' {
  if (returned) return 'again';
  return status === 'retracted' ? 'withdrawn' : 'gone';
}

function changeOf(reasons: string[]): 'changed' | 'replaced' | 'merged' {
  if (reasons.includes('images-replaced')) return 'replaced';
  return reasons.some((reason) => reason.startsWith('charts-joined')) ? 'merged' : 'changed';
}

function askedOf(row: FlagRow, { evidenceReadable }: FlagState): StudyTold {
  const { situation, answer, dealt, after, flagEvidence } = row;
  return {
    answer: answer?.answer ?? null,
    dealt: dealt !== null,
    why: whyOf(row, evidenceReadable),
    reasons: plainReasons(situation, signsOf(row)),
    billFits: flagEvidence.some(({ type }) => type === 'ExplanationOfBenefit'),
    dated: after.started !== null,
  };
}

function whyOf({ reasons, after, study }: FlagRow, evidenceReadable: boolean): Why[] {
  const codes = reasons.map((code) => {
    if (code.startsWith('also-') && !NAMED_BESIDE.has(code)) return 'also-changed';
    return !evidenceReadable && NOTHING_TO_COMPARE.has(code) ? 'nothing-to-compare' : code;
  });
  const said = [...new Set(codes)].map((code) =>
    code === 'recent-and-no-evidence-readable' ? 'nothing-to-compare' : code,
  );
  return said.map((code) =>
    code === BACKDATED ? { code, years: wholeYears(after, study.firstSeenAt) } : { code },
  );
}

function signsOf({ study, reasons, after, sameDay }: FlagRow): Signs {
  return {
    backdated: reasons.includes(BACKDATED),
    otherPlace: study.organization !== study.site,
    onlyOrdered: after.source === 'order' || (after.status === 'registered' && imagesOf(after) === null),
    onlyReport: after.source === 'report' || after.source === 'document',
    sameDay,
    old: wholeYears(after, study.firstSeenAt) >= OLD_YEARS,
  };
}

/** So long places keep scans at least in most states. */
const OLD_YEARS = 7;

function wholeYears({ started }: Study, seen: Date): number {
  const made = Date.parse(started ?? '');
  const years = Math.floor((seen.getTime() - made) / (365.25 * 86_400_000));
  return years >= 1 ? years : 0;
}

function valuesOf(
  { organization, firstSeenAt }: FlagRow['study'],
  facts: Study,
  since: Date,
  to: MessageReader,
): { values: Values } {
  const { locale, reader } = to;
  const day = facts.started === null ? null : statedDay(facts.started, { ...reader, language: locale });
  const sinceOn = dayAfter(since, 0, to);
  return {
    values: {
      organization,
      ...scanWords(wordsIn(locale), scanKind(facts.modalities), day?.words ?? null),
      scanDay: day?.words ?? '',
      seenOn: sinceOn,
      goneSince: sinceOn,
      firstSeen: dayAfter(firstSeenAt, 0, to),
    },
  };
}

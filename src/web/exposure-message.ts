import { breachComplainBy, letterBy } from '../domain/cases/clocks.js';
import type { Filing } from '../domain/filing.js';
import { filingNews } from '../domain/filing-news.js';
import { placeOf } from '../domain/letters/place.js';
import { namesIdentityNumbers } from '../domain/identity-numbers.js';
import type { Level } from '../domain/level.js';
import type { BreachTold, Told } from '../domain/messages/told.js';
import { namesNumbers, type PaperNotice } from '../domain/paper-notice.js';
import type { ExposureRow } from '../store/pages/exposure.reader.js';
import { dayInFull } from '../words/days.js';
import { type Values, wordsIn } from '../words/words.js';
import type { WrittenMessage } from '../words/write-message.js';
import { affectedOf, dataKinds, REPORTED_TO } from './filed-data.js';
import { audienceOf, messageOf, type MessageReader } from './message-of.js';
import { complainWords } from './words/complain-words.js';
import { matchReasons } from './words/match-reasons.js';
import { calendarDay } from './words/times.js';

/** How sure it is that a report is about the place: after the patient's answer, and what an operator took back. */
export type Certainty = 'confirmed' | 'possible' | 'vendor' | 'not-mine' | 'withdrawn';

/** The message of a breach at a place that holds somebody's scans. */
export function exposureMessage(
  row: ExposureRow,
  { certainty, level, held }: { certainty: Certainty; level: Level; held: number },
  to: MessageReader,
): WrittenMessage {
  const common = { level, audience: audienceOf(to.who), place: placeOf(row) };
  const told: Told =
    row.situation === 'S15'
      ? { situation: 'S15', news: certainty === 'withdrawn' ? 'withdrawn' : 'other-place', ...common }
      : { situation: SITUATION_OF[certainty], ...common, ...breachTold(row, held > 0, to) };
  return messageOf(told, { values: valuesOf(row, held, to) }, to);
}

const SITUATION_OF = {
  confirmed: 'S12',
  possible: 'S13',
  'not-mine': 'S13',
  withdrawn: 'S13',
  vendor: 'S14',
} as const;

function breachTold(row: ExposureRow, held: boolean, to: MessageReader): BreachTold {
  const { answer, dealt, filing, paper } = row;
  const given = answer?.answer ?? null;
  const said = {
    answer: given === 'know' || given === 'not-mine' ? given : null,
    dealt: dealt !== null,
    held,
  };
  return filing === null ? { ...said, ...ofLetter(paper!, to) } : { ...said, ...ofReport(filing, row) };
}

function ofReport(
  filing: Filing,
  { situation, reasons, changes, louder }: ExposureRow,
): Omit<BreachTold, 'answer' | 'dealt' | 'held'> {
  const { fewerBefore, moreKinds, closed } = filingNews(filing, changes, louder);
  return {
    letter: false,
    reportedOn: filing.submitted !== null,
    affected: affectedOf(filing).state,
    kinds: dataKinds([filing.description, ...filing.informationTypes].join('. ')),
    numbers: namesIdentityNumbers(filing),
    why: matchReasons(reasons).map((reason) => (reason === 'vendor' ? 'works-for' : reason)),
    letterBy: letterBy(situation, filing.discovered) !== null,
    hotline: false,
    offerCode: false,
    morePeople: fewerBefore !== null,
    moreKinds,
    closed,
  };
}

/** A letter's own numbers are for those who may act. */
function ofLetter(
  { kinds, hotline, offerCode }: PaperNotice,
  { who }: MessageReader,
): Omit<BreachTold, 'answer' | 'dealt' | 'held'> {
  const acts = who.role !== 'helper';
  return {
    letter: true,
    reportedOn: true,
    affected: 'not-told',
    kinds,
    numbers: namesNumbers(kinds),
    why: [],
    letterBy: false,
    hotline: acts && hotline !== null,
    offerCode: acts && offerCode !== null,
    morePeople: false,
    moreKinds: false,
    closed: false,
  };
}

function valuesOf(row: ExposureRow, held: number, to: MessageReader): Values {
  const { organization, situation, filing, paper, createdAt } = row;
  const toldOn = calendarDay(createdAt, to.reader);
  const complaint = breachComplainBy({ filing, paper, toldOn });
  const day = (date: string | null): string => (date === null ? '' : dayInFull(date, to.locale));
  return {
    organization,
    reportedName: filing?.name ?? paper!.place,
    reportedTo: filing === null ? 'paper' : REPORTED_TO[filing.source],
    reportedOn: day(filing?.submitted ?? null),
    affected: filing?.affected ?? 0,
    before: (filing && filingNews(filing, row.changes, row.louder).fewerBefore) ?? 0,
    studies: held,
    letterOn: day(paper?.letterOn ?? null),
    hotline: paper?.hotline ?? '',
    offerCode: paper?.offerCode ?? '',
    letterBy: day(letterBy(situation, filing?.discovered ?? null)),
    complainBy: complainWords(complaint, calendarDay(to.reader.now, to.reader), wordsIn(to.locale)),
  };
}

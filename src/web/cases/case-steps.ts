import { complainBy, letterBy } from '../../domain/cases/clocks.js';
import { daysAfter } from '../../domain/cases/calendar.js';
import { jurisdictionOf } from '../../domain/letters/place.js';
import { type CaseStep, stepsOn } from '../../domain/cases/steps.js';
import type { Level } from '../../domain/level.js';
import type { Message } from '../../domain/messages/message.js';
import { scanKind } from '../../domain/messages/scan-kind.js';
import { type Step, stepsAt } from '../../domain/messages/steps.js';
import type { Situation } from '../../domain/situation.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { scanWords } from '../../words/scan-words.js';
import type { Values } from '../../words/words.js';
import { writeMessage, type WrittenMessage } from '../../words/write-message.js';
import type { CaseStepView } from '../views/case.js';
import { statedDay } from '../words/times.js';
import { type CaseReaderOf, dayOf, inFull, momentDay, say } from './case-reader.js';

/** Days from the opening of a case until a call should be made (this week where it is pressing), and a bill be looked at. */
const CALL_DAYS: Record<Level, number> = { quiet: 14, info: 14, check: 14, 'act soon': 7, 'act now': 7 };
const BILL_DAYS = 14;

/** The steps of a case on the reader's day, in words. */
export function caseSteps(row: CaseRow, reader: CaseReaderOf): { steps: CaseStepView[]; rules: string[] } {
  const standing = stepsOn(row.stepKeys, row.steps, reader.today);
  const written = writtenSteps(row, reader);
  const byKey = new Map(standing.map((step) => [step.key as string, step]));
  return {
    steps: [...written.steps, ...written.moreSteps].map((step) => ({
      ...step,
      ...saidOf(byKey.get(step.key)!, reader),
      named: namesOf(step.what, reader),
    })),
    rules: written.more,
  };
}

/** How many steps wait to be done. */
export function openSteps(row: CaseRow, today: string): number {
  return stepsOn(row.stepKeys, row.steps, today).filter(({ state }) => state === 'open').length;
}

function saidOf(
  { state, until, said }: CaseStep,
  reader: CaseReaderOf,
): Pick<CaseStepView, 'state' | 'said'> {
  if (state === 'open' || said === null) return { state: 'open', said: null };
  const values = { by: said.by, day: momentDay(reader, said.at) };
  const put = until === null ? values : { ...values, until: inFull(reader, until) };
  return { state, said: say(reader, `step.${state}`, put) };
}

function namesOf(step: string, reader: CaseReaderOf): CaseStepView['named'] {
  const named = (state: string): string => say(reader, 'step.named', { state, step });
  return { done: named('done'), skip: named('skip'), later: named('later'), open: named('open') };
}

/** The words of each step, by its key. */
export function stepNames(row: CaseRow, reader: CaseReaderOf): Map<string, string> {
  const { steps, moreSteps } = writtenSteps(row, reader);
  return new Map([...steps, ...moreSteps].map(({ key, what }) => [key, what]));
}

function writtenSteps(row: CaseRow, reader: CaseReaderOf): WrittenMessage {
  const { who, words, today } = reader;
  const steps = stepsAt(jurisdictionOf(row), row.stepKeys);
  const values = { who: who.role, name: who.name, ...valuesOf(row, reader) };
  return writeMessage(stepsAlone(row, steps, reader), { today, values, quotes: {}, tables: {} }, words);
}

/** A message of nothing but its steps. */
function stepsAlone({ situation, level }: CaseRow, steps: Step[], { who }: CaseReaderOf): Message {
  return {
    situation: situation as Situation,
    level,
    audience: who.role === 'self' ? 'patient' : who.role,
    title: { id: 'in-order' },
    happened: [],
    means: [],
    stepsIntro: null,
    steps,
    help: [],
    more: [],
    laws: [...new Set(steps.flatMap(({ laws }) => laws))],
  };
}

/** What the words of steps name; dates are counted from the day on which the case was opened, and do not move on. */
export function valuesOf(row: CaseRow, reader: CaseReaderOf): Values {
  const { organization, filing, level } = row;
  const opened = openedOn(row, reader);
  const letter = letterBy(filing?.discovered ?? null);
  return {
    organization,
    reportedName: filing?.name ?? organization,
    ...scanOf(row, reader),
    callBy: inFull(reader, daysAfter(opened, CALL_DAYS[level])),
    billsBy: inFull(reader, daysAfter(opened, BILL_DAYS)),
    complainBy: inFull(reader, complainDay(row, reader)),
    ...(letter === null ? {} : { letterBy: inFull(reader, letter) }),
  };
}

/** "a CT scan dated 14 February 2019", for the steps that name it. */
export function scanOf({ study }: CaseRow, { words, zone }: CaseReaderOf): Values {
  const language = words.locale;
  const started = study?.started ?? null;
  // A stated day is told with its year in any case: which day it is to the reader changes nothing.
  const day = started === null ? null : statedDay(started, { language, zone, now: new Date(0) });
  return {
    ...scanWords(words, scanKind(study?.modalities ?? []), day?.words ?? null),
    ...(day === null ? {} : { scanDay: day.words }),
  };
}

/** The last day to complain to OCR, from the day of the breach or the day on which the person knew, whichever came first. */
export function complainDay(row: CaseRow, reader: CaseReaderOf): string {
  const { filing, paper } = row;
  return complainBy(filing?.breachEnd ?? paper?.breachOn ?? null, openedOn(row, reader));
}

function openedOn({ openedAt }: CaseRow, { zone }: CaseReaderOf): string {
  return dayOf(openedAt.toISOString(), zone);
}

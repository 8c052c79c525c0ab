import { breachComplainBy, letterBy } from '../../domain/cases/clocks.js';
import { isLetter } from '../../domain/cases/plan.js';
import { placeOf } from '../../domain/letters/place.js';
import { type CaseStep, stepsOn } from '../../domain/cases/steps.js';
import { stepDays } from '../../domain/messages/days.js';
import type { Message } from '../../domain/messages/message.js';
import { scanKind } from '../../domain/messages/scan-kind.js';
import { type Step, stepAt, type StepKey } from '../../domain/messages/steps.js';
import type { Situation } from '../../domain/situation.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { scanWords } from '../../words/scan-words.js';
import type { Values } from '../../words/words.js';
import { writeMessage, type WrittenMessage } from '../../words/write-message.js';
import { audienceOf } from '../message-of.js';
import type { CaseStepView } from '../views/case.js';
import { statedDay } from '../words/times.js';
import { complainWords } from '../words/complain-words.js';
import { caseKeys, caseLevel } from './case-plan.js';
import { type CaseReaderOf, dayOf, inFull, momentDay, say } from './case-reader.js';

/** The steps of a case on the reader's day, in words. */
export function caseSteps(row: CaseRow, reader: CaseReaderOf): { steps: CaseStepView[]; rules: string[] } {
  const keys = caseKeys(row);
  const standing = stepsOn(keys, row.steps, reader.today);
  const written = writtenSteps(row, keys, reader);
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
  return stepsOn(caseKeys(row), row.steps, today).filter(({ state }) => state === 'open').length;
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

/** The words of each step by its key, also of those that are asked no more. */
export function stepNames(row: CaseRow, reader: CaseReaderOf): Map<string, string> {
  const keys = [...new Set([...caseKeys(row), ...row.stepKeys])];
  const { steps, moreSteps } = writtenSteps(row, keys, reader);
  return new Map([...steps, ...moreSteps].map(({ key, what }) => [key, what]));
}

function writtenSteps(row: CaseRow, keys: StepKey[], reader: CaseReaderOf): WrittenMessage {
  const { who, words, today } = reader;
  const at = { place: placeOf(row), audience: audienceOf(who) };
  // Whether the day of the letter is known can change after the case was opened.
  const letter = letterDay(row) === null ? 'watch-letter' : 'watch-letter-by';
  const steps = keys.map((key) => ({ ...stepAt(at, isLetter(key) ? letter : key), key }));
  const values = { who: who.role, name: who.name, ...valuesOf(row, reader) };
  return writeMessage(stepsAlone(row, steps, reader), { today, values, quotes: {}, tables: {} }, words);
}

/** A message of nothing but its steps. */
function stepsAlone(row: CaseRow, steps: Step[], { who }: CaseReaderOf): Message {
  return {
    situation: row.situation as Situation,
    level: caseLevel(row),
    audience: audienceOf(who),
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
  const letter = letterDay(row);
  const complaint = complainDay(row, reader);
  const { callBy, billsBy } = stepDays(level, opened);
  return {
    organization,
    reportedName: filing?.name ?? organization,
    ...scanOf(row, reader),
    callBy: inFull(reader, callBy),
    billsBy: inFull(reader, billsBy),
    ...(complaint === null ? {} : { complainBy: complainWords(complaint, reader.today, reader.words) }),
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

/** The last day for the letter about the breach; null where none is known. */
export function letterDay({ exposure, filing }: CaseRow): string | null {
  return letterBy(exposure?.situation ?? 'S12', filing?.discovered ?? null);
}

/** The last day to complain to OCR of the breach; null for a scan. */
export function complainDay({ filing, paper, exposure }: CaseRow, { zone }: CaseReaderOf): string | null {
  if (exposure === null) return null;
  return breachComplainBy({ filing, paper, toldOn: dayOf(exposure.toldAt, zone) });
}

function openedOn({ openedAt }: CaseRow, { zone }: CaseReaderOf): string {
  return dayOf(openedAt.toISOString(), zone);
}

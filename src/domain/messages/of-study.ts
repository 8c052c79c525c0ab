import { isUnderFederalLaw } from '../letters/place.js';
import type { Line } from './message.js';
import { helpOfRecord, line, list, type Said, say, when } from './parts.js';
import { type StepKey, stepsAt } from './steps.js';
import type { StudyTold, Told } from './told.js';

type Of<Situation extends Told['situation']> = Extract<Told, { situation: Situation }>;

/** Reasons that a reader takes in; further ones explain less and less. */
const MOST_REASONS = 4;

export function firstList(told: Of<'S01'>): Said {
  return {
    title: line('S01.title'),
    happened: told.empty ? [say('S01.empty')] : [say('S01.found'), ...when(told.years, say('S01.years'))],
    means: [say('S01.means'), say('S01.from-now')],
    stepsIntro: null,
    steps: stepsAt(told, ['look-through', 'link-more', 'expected']),
    help: [line('help.app'), line('help.records')],
  };
}

export function newStudy(told: Of<'S02'>): Said {
  if (told.firstList && told.answer === null) return ofFirstList(told);
  return {
    title: line(titleOf('S02', told)),
    happened: [say(happenedOf('S02', told, told.firstList ? 'first-list' : null)), ...whyAsked(told)],
    means: meansOf(told, 'rarely'),
    ...stepsOf(told, stepsOfNew(told)),
    help: helpOfRecord(told),
  };
}

/** A scan of the first list raises no question; it can be answered all the same. */
function ofFirstList(told: Of<'S02'>): Said {
  return {
    title: line('S02.title'),
    happened: [say(happenedOf('S02', told, 'first-list'))],
    means: [say('S02.first-list.means'), say('we-read-no-scans')],
    stepsIntro: line('S02.first-list.steps'),
    steps: [],
    help: helpOfRecord(told),
  };
}

function stepsOfNew(told: StudyTold): StepKey[] {
  if (told.answer === 'not-mine') return NOT_MINE;
  return told.answer === 'unsure' ? unsure(told) : NEW;
}

const NEW: StepKey[] = ['answer', 'call-new', 'bills', 'copies'];
/** In the order in which they help: the place, the doctor who may rely on it, the record itself, who saw it. */
const NOT_MINE: StepKey[] = ['call-new', 'doctor', 'correct', 'bills', 'disclosures', 'opened'];

function unsure({ dated }: StudyTold): StepKey[] {
  return [dated ? 'calendar' : 'calendar-undated', 'call-new', 'answer'];
}

export function knownStudy(told: Of<'S03'>): Said {
  if (told.answer === 'not-mine') return newStudy({ ...told, situation: 'S02', firstList: false });
  return {
    title: line('S03.title'),
    happened: [say(happenedOf('S03', told, null))],
    means: [say('S03.means'), say('S03.report')],
    stepsIntro: line('nothing-to-do'),
    steps: [],
    help: [line('help.doctor'), line('help.records')],
  };
}

export function changedStudy(told: Of<'S04'>): Said {
  return {
    title: line(titleOf('S04', told)),
    happened: [say(happenedOf('S04', told, told.how === 'changed' ? null : told.how)), ...whyAsked(told)],
    means: meansOf(told, 'rarely'),
    ...stepsOf(told, told.answer === 'not-mine' ? NOT_MINE : CHANGED),
    help: helpOfRecord(told),
  };
}

const CHANGED: StepKey[] = ['look-change', 'call-changed', 'copies', 'correct'];

export function goneStudy(told: Of<'S05'>): Said {
  if (told.how === 'withdrawn') return goneAndDone(told, 'S05.withdrawn');
  if (told.how === 'again') return goneAndDone(told, 'S05.again');
  return {
    title: line('S05.title'),
    happened: [say(happenedOf('S05', told, null)), say('S05.kept')],
    means: meansOf(told, 'rarely'),
    ...stepsOf(told, ['call-gone', 'copies', 'blocked']),
    help: helpOfRecord(told),
  };
}

/** The place put it right, or it is back: nothing is left to do. */
function goneAndDone(told: Of<'S05'>, id: string): Said {
  return {
    title: line(`${id}.title`),
    happened: [say(id), say('S05.kept')],
    means: [say(`${id}.means`)],
    stepsIntro: line('nothing-to-do'),
    steps: [],
    help: helpOfRecord(told),
  };
}

export function amendedReport(told: Of<'S06'>): Said {
  const sees = told.texts && told.audience !== 'helper';
  return {
    title: line(reportTitle(told)),
    happened: [
      say(happenedOf('S06', told, null)),
      ...when(sees, say('S06.was'), { quote: { quoted: 'before' } }, say('S06.is'), {
        quote: { quoted: 'after' },
      }),
    ],
    means: reportMeans(told),
    ...stepsOf(told, ['look-report', 'doctor-change', 'copies', 'correct']),
    help: helpOfRecord(told),
  };
}

function reportTitle({ answer, audience }: Of<'S06'>): string {
  if (answer === 'know') return 'S06.matches.title';
  if (answer === 'differs') return 'S06.differs.title';
  return audience === 'helper' ? 'S06.title.helper' : 'S06.title';
}

function reportMeans(told: Of<'S06'>): Said['means'] {
  if (told.answer === 'know') return [say('S06.matches'), say('we-read-no-scans')];
  const often = [say('often'), list(reasonIds(told)), say('S06.sometimes')];
  return told.answer === 'differs' ? [say('S06.differs'), ...often] : often;
}

export function aiStated(told: Of<'S09'>): Said {
  const federal = isUnderFederalLaw(told.place);
  return {
    title: line('S09.title'),
    happened: [
      say('S09.happened'),
      say('S09.where', { where: told.by }),
      ...when(told.product, say('S09.product'), { quote: { quoted: 'product' } }),
    ],
    means: [say('S09.means'), say('S09.ordinary')],
    stepsIntro: line('if-you-like'),
    steps: stepsAt(told, ['ask-ai', 'ask-sharing', 'guide']),
    help: [line('help.imaging'), line('help.doctor'), ...(federal ? [line('S09.no-law')] : [])],
    laws: [
      ...(federal ? (['ai-federal'] as const) : []),
      ...(told.place === 'US-TX' ? (['ai-texas'] as const) : []),
    ],
  };
}

export function faceInScan(told: Of<'S10'>): Said {
  return {
    title: line('S10.title'),
    happened: [say('S10.happened')],
    means: [say('S10.means'), say('S10.outside')],
    stepsIntro: line('if-you-like'),
    steps: stepsAt(told, ['keep-private', 'ask-faces', 'guide']),
    help: [line('help.imaging'), line('help.app')],
  };
}

function titleOf(situation: 'S02' | 'S04', { answer, audience }: StudyTold & Pick<Told, 'audience'>): string {
  if (answer === 'not-mine') return 'S02.not-mine.title';
  if (answer === 'know') return 'S02.known.title';
  return situation === 'S02' && audience === 'helper' ? 'S02.title.helper' : `${situation}.title`;
}

/** Helpers hear that something happened; what it is, the patient shows them. */
function happenedOf(situation: string, { audience }: Pick<Told, 'audience'>, how: string | null): string {
  if (how === 'first-list') return 'S02.first-list';
  if (audience === 'helper') return `${situation}.happened.helper`;
  return how === null ? `${situation}.happened` : `${situation}.happened.${how}`;
}

/** Once it is settled whose it is, why we asked is of no use. */
function whyAsked({ why, answer, audience }: StudyTold & Pick<Told, 'audience'>): Said['happened'] {
  const settled = answer === 'know' || answer === 'not-mine';
  if (why.length === 0 || settled || audience === 'helper') return [];
  const lines = why.map(({ code, years }): Line => line(`why.${code}`, years === undefined ? {} : { years }));
  return [say('why-we-ask'), { list: lines }];
}

function meansOf(told: StudyTold, then: string): Said['means'] {
  if (told.answer === 'not-mine') return [say('S02.not-mine.means'), say('S02.not-mine.why')];
  if (told.answer === 'know') return [say('S02.known'), say('we-read-no-scans')];
  if (told.reasons.length === 0) return [say('S02.first-list.means'), say('we-read-no-scans')];
  return [say('often'), list(reasonIds(told)), say(then)];
}

function reasonIds({ reasons }: StudyTold): string[] {
  return reasons.slice(0, MOST_REASONS).map((reason) => `reason.${reason}`);
}

/** What is known asks for nothing; what is dealt with keeps its steps, in case. A bill is looked at where one fits. */
function stepsOf(
  told: StudyTold & Pick<Told, 'place' | 'audience'>,
  keys: StepKey[],
): Pick<Said, 'stepsIntro' | 'steps'> {
  if (told.answer === 'know') return { stepsIntro: line('nothing-to-do'), steps: [] };
  const fitting = keys.filter((key) => key !== 'bills' || told.billFits);
  return { stepsIntro: introOf(told), steps: stepsAt(told, fitting) };
}

function introOf({ dealt, answer }: StudyTold): Line | null {
  if (dealt) return line('nothing-more-to-do');
  if (answer === 'unsure') return line('S02.unsure');
  return answer === 'not-mine' ? line('in-order') : null;
}

import { complaintAt, line, privacyAt, type Said, say, when } from './parts.js';
import { type StepKey, stepsAt } from './steps.js';
import type { ConnectionProblem, Told } from './told.js';

type Of<Situation extends Told['situation']> = Extract<Told, { situation: Situation }>;

export function brokenConnection(told: Of<'S16'>): Said {
  return {
    title: line(told.problem === 'ending' ? 'S16.ending.title' : 'S16.title'),
    happened: [
      ...(told.problem === 'ending'
        ? [say('S16.ending')]
        : [say('S16.happened'), say(`S16.problem.${told.problem}`)]),
      ...when(
        told.audience === 'helper',
        say(told.problem === 'ending' ? 'S16.ending.helper' : 'S16.helper'),
      ),
    ],
    means:
      told.problem === 'ending'
        ? [say('S16.means.ending')]
        : [say('S16.unknown'), say(`S16.means.${meansOf(told.problem)}`)],
    stepsIntro: null,
    steps: stepsAt(told, [...mending(told.problem), 'help-desk', 'blocked']),
    help: [line('help.desk'), line('help.app')],
  };
}

function meansOf(problem: ConnectionProblem): 'permission' | 'registration' | 'other' {
  return problem === 'permission' || problem === 'registration' ? problem : 'other';
}

function mending(problem: ConnectionProblem): StepKey[] {
  return problem === 'permission' || problem === 'ending' ? ['relink'] : ['look-again'];
}

export function pausedWatch(told: Of<'S17'>): Said {
  return {
    title: line('S17.title'),
    happened: [say('S17.happened'), say(told.until ? 'S17.until' : 'S17.open')],
    means: [say('S17.means')],
    stepsIntro: null,
    steps: stepsAt(
      told,
      told.byReader ? ['resume', 'wait', 'check-access'] : ['resume', 'ask-paused', 'wait'],
    ),
    help: [line('help.app')],
  };
}

/** What somebody owes an answer to: nothing stands still unseen. */
export function requestDue(told: Of<'S21'>): Said {
  return {
    title: line(told.late ? 'S21.title' : 'S21.title.soon'),
    happened: [say('S21.happened'), say(told.late ? 'S21.due' : 'S21.due.soon')],
    means: [say('S21.means'), ...when(told.last, say('S21.last'))],
    stepsIntro: null,
    steps: stepsAt(told, [
      'ask-again',
      'find-extension',
      'keep-answer',
      ...(told.complain ? (['complain'] as const) : []),
    ]),
    help: [privacyAt(told.place), complaintAt(told.place)],
  };
}

export function digest(told: Of<'S20'>): Said {
  if (told.audience === 'officer') return officerSummary(told);
  const { news, known, open, watched, unread, gaps, pastGaps, due } = told;
  const unwatched = !watched && !unread && !gaps;
  return {
    title: line('S20.title'),
    happened: [
      ...when(news, say('S20.new')),
      ...when(!news && (watched || gaps), say('S20.nothing-new')),
      ...when(known, say('S20.known')),
      ...when(open, say('S20.open')),
      ...when(unwatched, say('S20.no-place')),
      ...when(watched, say('S20.watched'), { each: 'places', line: 'S20.place' }),
      ...when(unread, say('S20.unread'), { each: 'unread', line: 'S20.unread-place' }),
      ...when(gaps, say('S20.gaps'), { each: 'gaps', line: 'S20.gap' }),
      ...when(pastGaps, say('S20.past-gaps'), { each: 'pastGaps', line: 'S20.past-gap' }),
      ...when(due, say('S20.due'), { each: 'requests', line: 'S20.request' }),
    ],
    means: [say('S20.means'), ...when(gaps || pastGaps, say('S20.means.gap'))],
    stepsIntro: news || open || gaps || due || unwatched ? null : line('nothing-to-do'),
    steps: stepsAt(told, [gaps ? 'mend-gap' : 'add-place', 'open-items', 'settings']),
    help: [line('help.app')],
  };
}

function officerSummary(told: Of<'S20'>): Said {
  return {
    title: line('S20.officer.title'),
    happened: [say('S20.officer')],
    means: [say('S20.officer.means')],
    stepsIntro: null,
    steps: stepsAt(told, ['open-summary', 'read-definitions', 'answer-cases']),
    help: [line('help.operator')],
  };
}

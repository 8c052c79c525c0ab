import type { Audience } from '../../domain/messages/audience.js';
import { NO_SIGNS, plainReasons } from '../../domain/messages/plain-reasons.js';
import type { BreachTold, DigestTold, StudyTold, Told } from '../../domain/messages/told.js';
import type { Situation } from '../../domain/situation.js';

export type Case = 'short' | 'long';

export interface Example {
  told: Told;
  audience: Audience;
  /** Which of several of its situation in this case it is; null for the first. */
  variant: string | null;
}

type Given = Told extends infer One
  ? One extends Told
    ? Omit<One, 'audience' | 'place'> & { variant?: string }
    : never
  : never;

const FEW: StudyTold = { answer: null, dealt: false, why: [], reasons: [], billFits: false, dated: false };
const REPORTED: BreachTold = {
  answer: null,
  dealt: false,
  letter: false,
  reportedOn: false,
  affected: 'not-told',
  kinds: [],
  numbers: false,
  why: [],
  held: false,
  letterBy: false,
  hotline: false,
  offerCode: false,
  morePeople: false,
  moreKinds: false,
  closed: false,
};
const NAMED: BreachTold = {
  ...REPORTED,
  reportedOn: true,
  affected: 'counted',
  kinds: ['social-security', 'bank', 'health-plan', 'password', 'medical', 'images'],
  numbers: true,
  why: ['other-name', 'same-state'],
  held: true,
  letterBy: true,
  morePeople: true,
  moreKinds: true,
  closed: true,
};

function asked(situation: Situation, more: Partial<StudyTold>): StudyTold {
  return { ...FEW, reasons: plainReasons(situation, NO_SIGNS), ...more };
}

const UNEXPLAINED = asked('S02', {
  why: [{ code: 'no-order-visit-or-report' }, { code: 'dated-long-before-first-seen', years: 7 }],
  reasons: plainReasons('S02', { ...NO_SIGNS, backdated: true, otherPlace: true }),
  billFits: true,
  dated: true,
});

const NO_NEWS: DigestTold = {
  news: false,
  known: false,
  open: false,
  watched: true,
  unread: false,
  gaps: false,
  pastGaps: false,
  due: false,
};
const MUCH_NEWS: DigestTold = {
  news: true,
  known: true,
  open: true,
  watched: true,
  unread: true,
  gaps: true,
  pastGaps: true,
  due: true,
};

/** Every situation with its lowest level and fewest facts, and with its highest level and all of them. */
const EXAMPLES: Record<Case, Given[]> = {
  short: [
    { situation: 'S01', level: 'quiet', empty: true, years: false },
    { situation: 'S02', level: 'info', firstList: false, ...asked('S02', {}) },
    { situation: 'S03', level: 'quiet', ...FEW },
    { situation: 'S04', level: 'info', how: 'changed', ...asked('S04', {}) },
    { situation: 'S05', level: 'info', how: 'withdrawn', ...asked('S05', {}) },
    { situation: 'S06', level: 'check', texts: false, ...asked('S06', {}) },
    { situation: 'S07', level: 'act soon', differing: false, own: false },
    { situation: 'S08', level: 'quiet', atOdds: false, other: false },
    { situation: 'S09', level: 'info', by: 'label', product: false },
    { situation: 'S10', level: 'info' },
    { situation: 'S11', level: 'info', dated: false },
    { situation: 'S12', level: 'act soon', ...REPORTED },
    { situation: 'S13', level: 'check', ...REPORTED },
    { situation: 'S14', level: 'check', ...REPORTED },
    { situation: 'S15', level: 'info', news: 'withdrawn' },
    { situation: 'S16', level: 'info', problem: 'unreachable' },
    { situation: 'S17', level: 'info', until: false, byReader: true },
    { situation: 'S18', level: 'info', event: 'link', notMe: false, exported: false },
    ...(['passkey', 'codes', 'token'] as const).map((event): Given => ({
      situation: 'S18',
      level: 'info',
      event,
      notMe: false,
      exported: false,
      variant: event,
    })),
    { situation: 'S19', level: 'info', change: 'removed', toCaregiver: false, mayAct: false, until: false },
    {
      situation: 'S19',
      level: 'info',
      change: 'ending',
      toCaregiver: true,
      mayAct: true,
      until: true,
      variant: 'ending',
    },
    { situation: 'S20', level: 'quiet', ...NO_NEWS },
    { situation: 'S21', level: 'check', late: false, last: false, complain: false },
  ],
  long: [
    { situation: 'S01', level: 'info', empty: false, years: true },
    { situation: 'S02', level: 'check', firstList: false, ...UNEXPLAINED },
    { situation: 'S03', level: 'quiet', ...FEW },
    {
      situation: 'S04',
      level: 'act soon',
      how: 'replaced',
      ...asked('S04', { why: [{ code: 'images-replaced' }, { code: 'also-report-amended' }], dated: true }),
    },
    { situation: 'S05', level: 'check', how: 'gone', ...asked('S05', { dated: true }) },
    { situation: 'S06', level: 'check', texts: true, ...asked('S06', { dated: true }) },
    { situation: 'S07', level: 'act soon', differing: true, own: true },
    { situation: 'S08', level: 'check', atOdds: true, other: true },
    { situation: 'S09', level: 'info', by: 'provenance', product: true },
    { situation: 'S10', level: 'info' },
    { situation: 'S11', level: 'info', dated: true },
    { situation: 'S12', level: 'act now', ...NAMED },
    { situation: 'S13', level: 'check', ...NAMED },
    { situation: 'S14', level: 'act soon', ...NAMED },
    { situation: 'S15', level: 'info', news: 'other-place' },
    { situation: 'S16', level: 'check', problem: 'permission' },
    { situation: 'S17', level: 'info', until: true, byReader: false },
    { situation: 'S18', level: 'act now', event: 'sign-in', notMe: true, exported: true },
    { situation: 'S19', level: 'act now', change: 'added', toCaregiver: false, mayAct: true, until: true },
    { situation: 'S20', level: 'quiet', ...MUCH_NEWS },
    { situation: 'S21', level: 'check', late: true, last: true, complain: true },
  ],
};

/** Situations that are not told to helpers: of what a scan can tell beside care, and of what is not confirmed. */
const NOT_FOR_HELPERS: Situation[] = ['S08', 'S09', 'S10', 'S11', 'S13'];

/** What is told to whom (next-steps.md section 11). Both sides of a grant hear of it in words of their own. */
export function examplesOf(which: Case): Example[] {
  return EXAMPLES[which].flatMap(({ variant = null, ...example }) =>
    audiencesOf(example.situation).map((audience) => ({
      told: toldTo(example, audience),
      audience,
      variant,
    })),
  );
}

function audiencesOf(situation: Situation): Audience[] {
  if (NOT_FOR_HELPERS.includes(situation)) return ['patient', 'representative'];
  const people: Audience[] = ['patient', 'representative', 'helper'];
  return situation === 'S20' ? [...people, 'officer'] : people;
}

function toldTo(example: Given, audience: Audience): Told {
  const told = { ...example, audience, place: 'US' } as Told;
  if (told.situation !== 'S19' || audience === 'patient') return told;
  return { ...told, toCaregiver: true, level: 'info' };
}

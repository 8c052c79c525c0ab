import type { Jurisdiction, LawId } from '../law.js';

/** By when a step is to be done: words that stand for themselves, or the name of the value that holds the date. */
export type By =
  | { words: 'no-date' | 'today' | 'next-working-day' | 'before-next-care' | 'letter-date' }
  | { date: 'callBy' | 'billsBy' | 'letterBy' | 'dueOn' | 'relinkBy' | 'complainBy' };

/** One thing to do (next-steps.md section 10), in the order in which it helps. */
export interface Step {
  key: StepKey;
  /** Sentence that says how; some steps share theirs. */
  how: string;
  by: By;
  cost: 'free' | 'copy-cost' | 'free-once-a-year';
  /** Rules of law that say by when others must answer, where the place lies. */
  laws: LawId[];
  /** It has a sentence to say on the phone. */
  spoken: boolean;
}

/** The countries and unions whose rules we know; a state of one has its country's as well. */
type Country = 'US' | 'EU' | 'GB';

interface StepRule {
  /** Id of the sentence that says how; without it the step has its own (`step.<key>.how`). */
  how?: 'by-phone' | 'in-writing' | 'in-writing-privacy';
  by?: By;
  cost?: Step['cost'];
  laws?: 'access' | 'correction' | 'disclosures' | 'freeze' | 'breach-letter' | 'complaint' | 'withdrawal';
  /** It has a sentence to say on the phone. */
  spoken?: true;
  /** Only there is the office, or the rule, that it needs. */
  only?: 'US';
}

const CALL: StepRule = { how: 'by-phone', by: { date: 'callBy' }, spoken: true };
const ASK: StepRule = { how: 'by-phone', spoken: true };

/** What a person can do, by the actions of the guidance (A1 to A23). The words stand under `step.<key>`. */
const STEPS = {
  // A1, A23
  answer: {},
  calendar: {},
  'calendar-undated': {},
  'look-through': {},
  'look-change': {},
  'look-report': {},
  'tell-same': {},
  // A2
  'call-new': CALL,
  'call-changed': CALL,
  'call-gone': CALL,
  'call-identity': { ...CALL, by: { words: 'next-working-day' } },
  'call-twice': CALL,
  'call-breach': CALL,
  'call-vendor': CALL,
  'ask-letter': ASK,
  // A3 to A8
  copies: { how: 'in-writing', cost: 'copy-cost', laws: 'access' },
  correct: { laws: 'correction' },
  disclosures: { how: 'in-writing-privacy', cost: 'free-once-a-year', laws: 'disclosures', only: 'US' },
  opened: {},
  limit: {},
  // A10
  bills: { by: { date: 'billsBy' }, spoken: true },
  // A12, A14, A16
  freeze: { by: { words: 'today' }, laws: 'freeze', only: 'US' },
  complain: { by: { date: 'complainBy' }, laws: 'complaint', only: 'US' },
  blocked: { only: 'US' },
  // A17, A18
  'ask-ai': ASK,
  'ask-sharing': ASK,
  'ask-faces': ASK,
  'ask-consent': ASK,
  'keep-private': {},
  guide: {},
  'read-form': {},
  withdraw: { laws: 'withdrawal' },
  // A19
  doctor: { by: { words: 'before-next-care' }, spoken: true },
  'doctor-change': { by: { date: 'callBy' }, spoken: true },
  // A20
  password: { by: { words: 'today' } },
  'say-no': { by: { words: 'today' } },
  'mail-password': { by: { words: 'today' } },
  'end-sessions': { by: { words: 'today' } },
  'add-passkey': {},
  'check-access': {},
  'remove-person': {},
  leave: {},
  talk: {},
  // A21
  relink: { by: { date: 'relinkBy' } },
  'look-again': {},
  'help-desk': { by: { date: 'relinkBy' }, spoken: true },
  resume: {},
  wait: {},
  'ask-paused': {},
  'link-more': {},
  'add-place': {},
  'mend-gap': {},
  expected: {},
  // A22 and what comes before it
  'watch-letter': { laws: 'breach-letter' },
  'watch-letter-by': { by: { date: 'letterBy' } },
  hotline: { by: { words: 'letter-date' }, spoken: true },
  offer: { by: { words: 'letter-date' } },
  'find-notice': {},
  // after a letter was sent
  'ask-again': { ...CALL },
  'find-extension': {},
  'keep-answer': {},
  'open-items': {},
  settings: {},
  'open-summary': {},
  'read-definitions': {},
  'answer-cases': {},
} satisfies Record<string, StepRule>;
export type StepKey = keyof typeof STEPS;

const LAWS: Record<NonNullable<StepRule['laws']>, Record<Country, LawId[]>> = {
  access: { US: ['access'], EU: ['access-eu'], GB: ['access-uk'] },
  correction: { US: ['correction'], EU: ['correction-eu'], GB: ['correction-uk'] },
  disclosures: { US: ['disclosures'], EU: [], GB: [] },
  freeze: { US: ['freeze'], EU: [], GB: [] },
  'breach-letter': { US: ['breach-letter'], EU: ['breach-letter-eu'], GB: ['breach-letter-uk'] },
  complaint: { US: ['complaint'], EU: [], GB: [] },
  withdrawal: { US: ['research-withdrawal'], EU: ['objection-eu'], GB: ['objection-uk'] },
};
/** A state's own rule beside that of its country. */
const OF_STATE: Partial<Record<Jurisdiction, Partial<Record<NonNullable<StepRule['laws']>, LawId>>>> = {
  'US-CA': { access: 'access-california' },
  'US-TX': { access: 'access-texas' },
};

/** The country whose rules hold there; those of the United States where the place is not known, and the message says so. */
export function countryOf(place: Jurisdiction | null): Country {
  return place === 'EU' || place === 'GB' ? place : 'US';
}

/** More than these nobody takes on (plain-language.md section 2). */
const MOST_STEPS = 5;
/** What helps abroad, where an office of the United States has no counterpart that we know. */
const ABROAD: Partial<Record<StepKey, StepKey>> = { blocked: 'guide', complain: 'guide' };

/** The steps that can be done where the place lies, in the order given. */
export function stepsAt(place: Jurisdiction | null, keys: StepKey[]): Step[] {
  const abroad = countryOf(place) !== 'US';
  const there = keys.flatMap((key) => (abroad && ruleOf(key).only === 'US' ? (ABROAD[key] ?? []) : key));
  return there.slice(0, MOST_STEPS).map((key) => step(place, key));
}

function step(place: Jurisdiction | null, key: StepKey): Step {
  const { how, by, cost, laws, spoken } = ruleOf(key);
  return {
    key,
    how: how ?? `step.${key}.how`,
    by: by ?? { words: 'no-date' },
    cost: cost ?? 'free',
    laws: laws === undefined ? [] : lawsAt(place, laws),
    spoken: spoken === true,
  };
}

function lawsAt(place: Jurisdiction | null, kind: NonNullable<StepRule['laws']>): LawId[] {
  const ofState = place === null ? undefined : OF_STATE[place]?.[kind];
  return [...LAWS[kind][countryOf(place)], ...(ofState === undefined ? [] : [ofState])];
}

function ruleOf(key: StepKey): StepRule {
  return STEPS[key];
}

import type { LawId } from '../law.js';
import { isUnderFederalLaw, type Place } from '../letters/place.js';
import type { Audience } from './audience.js';

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
  cost: 'free' | 'copy-cost' | 'first-copy-free' | 'ask-cost' | 'free-once-a-year';
  /** Rules of law that say by when others must answer, where the place lies. */
  laws: LawId[];
  /** It has a sentence to say on the phone. */
  spoken: boolean;
}

/** The countries and unions whose rules we know, a state of one having its country's as well; and the rest of the world. */
type Country = 'US' | 'EU' | 'GB' | 'elsewhere';

/** Where the place of a step lies, and who is to do it. */
export interface StepsFor {
  place: Place;
  audience: Audience;
}

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

type LawKind = NonNullable<StepRule['laws']>;
const LAWS: Record<LawKind, Partial<Record<Country, LawId[]>>> = {
  access: { US: ['access'], EU: ['access-eu'], GB: ['access-uk'] },
  correction: { US: ['correction'], EU: ['correction-eu'], GB: ['correction-uk'] },
  disclosures: { US: ['disclosures'] },
  freeze: { US: ['freeze'] },
  'breach-letter': { US: ['breach-letter'], EU: ['breach-letter-eu'], GB: ['breach-letter-uk'] },
  complaint: { US: ['complaint'] },
  withdrawal: { US: ['research-withdrawal'], EU: ['objection-eu'], GB: ['objection-uk'] },
};
/** A state's own rule beside that of its country. */
const OF_STATE: Partial<Record<Place, Partial<Record<LawKind, LawId>>>> = {
  'US-CA': { access: 'access-california' },
  'US-TX': { access: 'access-texas' },
};

/** What copies of the record cost: by the rule of the place, or nobody knows. */
const COPY_COST: Record<Country, Step['cost']> = {
  US: 'copy-cost',
  EU: 'first-copy-free',
  GB: 'first-copy-free',
  elsewhere: 'ask-cost',
};

/** The country whose rules hold there; those of the United States where the place is not known, and the message says so. */
export function countryOf(place: Place): Country {
  return place === 'EU' || place === 'GB' || place === 'elsewhere' ? place : 'US';
}

/** More than these nobody takes on (plain-language.md section 2). */
const MOST_STEPS = 5;

/** The first steps that can be done where the place lies, in the order given. */
export function stepsAt(at: StepsFor, keys: StepKey[]): Step[] {
  return keys
    .filter((key) => isThere(at.place, key))
    .slice(0, MOST_STEPS)
    .map((key) => stepAt(at, key));
}

/** Whether the place has the office, or the rule, that a step needs. */
export function isThere(place: Place, key: StepKey): boolean {
  return ruleOf(key).only !== 'US' || isUnderFederalLaw(place);
}

export function stepAt({ place, audience }: StepsFor, key: StepKey): Step {
  const { how, by, cost, laws, spoken } = ruleOf(key);
  return {
    key,
    how: how ?? `step.${key}.how`,
    by: by ?? { words: 'no-date' },
    cost: cost === 'copy-cost' ? COPY_COST[countryOf(place)] : (cost ?? 'free'),
    laws: [
      ...(laws === undefined ? [] : lawsAt(place, laws)),
      ...(laws === 'freeze' && audience === 'representative' ? (['freeze-in-care'] as const) : []),
    ],
    spoken: spoken === true,
  };
}

/** Whether a rule of law would say more of it, in a country whose rules we know. */
export function leansOnLaw(key: StepKey): boolean {
  return ruleOf(key).laws !== undefined;
}

/** The rules of a kind that hold at a place, the country's before the state's. */
function lawsAt(place: Place, kind: LawKind): LawId[] {
  const ofState = stateLaw(place, kind);
  return [...(LAWS[kind][countryOf(place)] ?? []), ...(ofState === null ? [] : [ofState])];
}

/** The rule of the state in which a place lies, beside that of its country; null where it has none that we know. */
export function stateLaw(place: Place, kind: LawKind): LawId | null {
  return OF_STATE[place]?.[kind] ?? null;
}

function ruleOf(key: StepKey): StepRule {
  return STEPS[key];
}

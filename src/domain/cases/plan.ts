import type { Place } from '../letters/place.js';
import type { Level } from '../level.js';
import { composeMessage } from '../messages/compose.js';
import { isThere, type StepKey } from '../messages/steps.js';
import type { StudyTold, Told } from '../messages/told.js';

/** A scan that somebody answered "not mine". */
export interface NotMine {
  /** Of the flag; null where no flag asked. */
  situation: string | null;
  level: Level;
  place: Place;
  billFits: boolean;
  dated: boolean;
}

/** A breach that is kept track of. */
export interface TrackedBreach {
  situation: 'S12' | 'S14';
  level: Level;
  place: Place;
  /** It comes from a letter that somebody typed in. */
  letter: boolean;
  kinds: string[];
  /** Numbers among them with which somebody can open accounts, or get care in another's name. */
  numbers: boolean;
  /** The day of discovery was published. */
  letterBy: boolean;
}

/** The steps after a "not mine", as its message has them. */
export function stepsOfNotMine({ situation, level, place, billFits, dated }: NotMine): StepKey[] {
  const said: StudyTold = { answer: 'not-mine', dealt: false, why: [], reasons: [], billFits, dated };
  const common = { level, audience: 'patient', place } as const;
  if (situation === 'S05') return keysOf({ situation, how: 'gone', ...common, ...said });
  return keysOf({ situation: 'S02', firstList: situation === null, ...common, ...said });
}

/** The steps after a breach, ranked by what was exposed, as its message has them. */
export function stepsOfBreach({
  situation,
  level,
  place,
  letter,
  kinds,
  numbers,
  letterBy,
}: TrackedBreach): StepKey[] {
  const common = { level, audience: 'patient', place } as const;
  const untold = { reportedOn: false, affected: 'not-told', why: [], held: false } as const;
  const ofLetter = { letter, letterBy, hotline: false, offerCode: false };
  const news = { morePeople: false, moreKinds: false, closed: false };
  const said = { answer: null, dealt: false, kinds, numbers, ...ofLetter };
  return keysOf({ situation, ...common, ...untold, ...said, ...news, why: [] });
}

/**
 * The steps of a case as things stand: what its breach asks for now, then what it was opened with, but for what the place
 * has no office or rule for. The letter is waited for once, by the key that it was opened with.
 */
export function standingSteps(place: Place, opened: readonly StepKey[], now: readonly StepKey[]): StepKey[] {
  const awaited = opened.find(isLetter);
  const asked = now.map((key) => (isLetter(key) ? (awaited ?? key) : key));
  return [...new Set([...asked, ...opened])].filter((key) => isThere(place, key));
}

/** Waiting for the letter about a breach, whether or not its day is known. */
export function isLetter(key: StepKey): boolean {
  return key === 'watch-letter' || key === 'watch-letter-by';
}

function keysOf(told: Told): StepKey[] {
  return composeMessage(told).steps.map(({ key }) => key);
}

import type { Jurisdiction } from '../law.js';
import type { Level } from '../level.js';
import { composeMessage } from '../messages/compose.js';
import type { StepKey } from '../messages/steps.js';
import type { StudyTold, Told } from '../messages/told.js';

/** A scan that somebody answered "not mine". */
export interface NotMine {
  /** Of the flag; null where no flag asked. */
  situation: string | null;
  level: Level;
  place: Jurisdiction | null;
  billFits: boolean;
  dated: boolean;
}

/** A breach that is kept track of. */
export interface TrackedBreach {
  situation: 'S12' | 'S14';
  level: Level;
  place: Jurisdiction | null;
  /** It comes from a letter that somebody typed in. */
  letter: boolean;
  kinds: string[];
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
  letterBy,
}: TrackedBreach): StepKey[] {
  const common = { level, audience: 'patient', place } as const;
  const untold = { reportedOn: false, affected: 'not-told', why: [], held: false } as const;
  const ofLetter = { letter, letterBy, hotline: false, offerCode: false };
  const said = { answer: null, dealt: false, kinds, ...ofLetter };
  return keysOf({ situation, ...common, ...untold, ...said, why: [] });
}

function keysOf(told: Told): StepKey[] {
  return composeMessage(told).steps.map(({ key }) => key);
}

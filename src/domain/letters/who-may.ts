import type { GrantRole } from '../notification.js';
import { LETTER_IDS, type LetterId } from './letter.js';
import { isUnderFederalLaw, type Place } from './place.js';

/**
 * How a letter is signed: by the patient for themself; by a representative for the patient; by the patient on the asking
 * of a helper, who has no power to make requests (45 CFR 164.510(b)); by whoever writes, for nobody else; or not at all.
 */
export type Signing = 'patient' | 'representative' | 'patient-asked' | 'own-voice' | 'nobody';

/**
 * Left to the patient and those with authority: what is kept from a plan and where mail goes is for the patient to say, and
 * helpers are not told of AI on a scan or of research (situations S09 to S11), so a letter would tell them.
 */
const NOT_FOR_HELPERS: ReadonlySet<LetterId> = new Set([
  'restriction',
  'other-address',
  'ai-training',
  'research-withdrawal',
  'objection',
]);

const FEDERAL_ONLY: ReadonlySet<LetterId> = new Set([
  'disagreement',
  'disclosures',
  'restriction',
  'other-address',
  'research-withdrawal',
  'fraud-unit',
  'ocr-complaint',
  'official',
]);

/** How `role` may have this letter signed; null where such a person may not have it made. */
export function signingOf(letter: LetterId, role: GrantRole): Signing | null {
  if (role === 'helper' && NOT_FOR_HELPERS.has(letter)) return null;
  if (letter === 'question-sheet') return 'nobody';
  if (letter === 'official') return 'own-voice';
  const signing = { self: 'patient', representative: 'representative', helper: 'patient-asked' } as const;
  return signing[role];
}

/** Whether there is such a letter to a place under that law. */
export function isForPlace(letter: LetterId, place: Place): boolean {
  if (FEDERAL_ONLY.has(letter)) return isUnderFederalLaw(place);
  return letter === 'objection' ? place === 'EU' || place === 'GB' : true;
}

/** The letters that `role` may have made to a place, in the order of the catalogue. */
export function lettersFor(role: GrantRole, place: Place): LetterId[] {
  return LETTER_IDS.filter((letter) => signingOf(letter, role) !== null && isForPlace(letter, place));
}

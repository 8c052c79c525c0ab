import type { LawId } from '../../law.js';
import type { Block } from '../letter.js';
import type { LetterFacts } from '../letter-facts.js';
import type { Place } from '../place.js';

/** The office within a place that answers; its name stands in letters.json as `office.<kind>`. */
export type OfficeKind =
  'records' | 'privacy' | 'imaging' | 'research' | 'data-protection' | 'fraud-unit' | 'ocr' | 'official';

/** What one letter asks, of whom, and under which rules. */
export interface Plan {
  office: (place: Place) => OfficeKind | null;
  body: (facts: LetterFacts, place: Place) => Block[];
  laws: (place: Place, facts: LetterFacts) => LawId[];
}

import type { LawLine } from '../law.js';
import type { Place } from './place.js';

export const LETTER_IDS = [
  'access',
  'amendment',
  'disagreement',
  'disclosures',
  'restriction',
  'other-address',
  'ai-training',
  'research-withdrawal',
  'objection',
  'privacy-inquiry',
  'fraud-unit',
  'ocr-complaint',
  'question-sheet',
  'official',
] as const;
export type LetterId = (typeof LETTER_IDS)[number];

/** A sentence by its id in templates/words/<language>/letters.json, with what it names. */
export interface Said {
  id: string;
  values?: Record<string, string | number>;
}

/** What is shown of a fact: its words, a day (YYYY-MM-DD) to be put into words, or a sentence; null is a line to fill in. */
export type Shown = { text: string } | { day: string } | { said: Said } | null;

/** A fact with its label, which stands in letters.json as `field.<name>`. */
export interface Field {
  name: string;
  shown: Shown;
  /** Written by the patient in sentences: it takes several lines. */
  long?: boolean;
}

/** A rule of law as it is told on that day: past its review without its figures. */
export interface ToldLaw {
  line: LawLine;
  dateless: boolean;
}

export type Block =
  | { kind: 'heading'; said: Said }
  | { kind: 'paragraph'; said: Said }
  /** With `answers` each item is followed by room to write. */
  | { kind: 'numbered'; items: Said[]; answers?: boolean }
  | { kind: 'fields'; fields: Field[] }
  /** Told to the office that gets the letter, or to the person who sends it. */
  | { kind: 'law'; to: 'office' | 'sender'; laws: ToldLaw[] };

/** Who signs: the patient, a representative for the patient, or the sender in a letter that speaks for nobody else. */
export interface Signature {
  name: Field;
  /** As what the signer signs for whom; null where the signer is the patient or speaks for themself. */
  as: Said | null;
}

export interface Letter {
  id: LetterId;
  place: Place;
  /** Whether the letter says "my record" or "the patient’s record". */
  who: 'me' | 'patient';
  paper: 'LETTER' | 'A4';
  day: string;
  /** It goes to an office in the United States or the United Kingdom, which gets an English copy of a letter in another language. */
  readInEnglish: boolean;
  subject: Said;
  /** For whoever has the letter made, on a page that is kept: what to do, and what the law says. Null where none is needed. */
  note: Block[] | null;
  from: Field[];
  /** Null where nothing is sent. */
  to: { office: Said; fields: Field[] } | null;
  body: Block[];
  enclosures: Said[];
  signature: Signature | null;
}

import type { Letter, LetterId } from '../domain/letters/letter.js';
import type { Locale } from '../words/words.js';

/** A letter in words, ready to be set as PDF or as plain text. */
export interface WrittenLetter {
  id: LetterId;
  /** Of the document; it names no person and no place. */
  title: string;
  locale: Locale;
  paper: Letter['paper'];
  /** YYYY-MM-DD. */
  day: string;
  /** What is kept, what is sent, and its copy in English: each begins on a page of its own. */
  parts: WrittenPart[];
  /** Everything of the patient and the place that is shown, by the name of its field. */
  facts: Record<string, string>;
}

export interface WrittenPart {
  purpose: 'note' | 'letter' | 'copy';
  locale: Locale;
  blocks: WrittenBlock[];
}

export type WrittenBlock =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; text: string }
  /** One below the other, as an address stands on a letter; labels are said of empty lines only. */
  | { kind: 'lines'; lines: WrittenField[] }
  | { kind: 'fields'; fields: WrittenField[] }
  /** With `answer`, the words for the room to write that follows each item. */
  | { kind: 'numbered'; items: string[]; answer: string | null }
  | { kind: 'list'; items: string[] }
  | { kind: 'signature'; sign: WrittenField; name: WrittenField; as: string | null; day: WrittenField };

export interface WrittenField {
  /** "Date of birth:" */
  label: string;
  /** Null is a line to fill in. */
  value: string | null;
  /** What a screen reader says of the line to fill in. */
  blank: string;
  long: boolean;
}

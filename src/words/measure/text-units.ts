import type { Locale } from '../words.js';

/** One block of a text as it is read: each heading and each entry of a list is a sentence of its own or several. */
export interface TextBlock {
  kind: 'heading' | 'text';
  text: string;
}

/** A word as it stands, and whether it is read letter by letter, as MRI is. */
export interface ReadWord {
  text: string;
  spelled: boolean;
}

const WEB_ADDRESS =
  /\b(?:https?:\/\/)?(?:[\w-]+\.)+(?:com|org|net|gov|uk|example|test)(?:\/\S*)?|\blocalhost\S*/gi;
const PHONE = /\b\d[\d-]{6,}\d\b/g;
/** "3 May 2026", "3 de mayo de 2026": a figure to the reader, not words. */
const DAY = /\b\d{1,2} (?:de )?\p{L}+ (?:de )?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b/gu;
const CITATION =
  /\b\d+ (?:CFR|USC) [\w.()-]+|\b(?:UK )?GDPR Articles? \d+(?: and \d+)*|\b(?:California|Texas) (?:[A-Z]\w+ |and )+Code [\d.]+/g;
const CODE = /\b(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+\b/g;

/** Without what is looked at rather than read: addresses, numbers to call, days in figures, codes. */
export function readable(text: string): string {
  return [WEB_ADDRESS, PHONE, DAY, CITATION, CODE].reduce(
    (left, pattern) => left.replace(pattern, ' '),
    text,
  );
}

/** The sentences of a block, none of them empty of words. */
export function sentencesOf(text: string, locale: Locale): ReadWord[][] {
  return [...segmenterOf(locale).segment(readable(text))]
    .map(({ segment }) => wordsOf(segment))
    .filter((words) => words.length > 0);
}

const segmenters = new Map<Locale, Intl.Segmenter>();

/** Made once a language: making one takes longer than a page of text. */
function segmenterOf(locale: Locale): Intl.Segmenter {
  const known = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'sentence' });
  segmenters.set(locale, known);
  return known;
}

function wordsOf(sentence: string): ReadWord[] {
  const found = sentence.match(/\p{L}[\p{L}’'-]*|\d[\d.,]*/gu) ?? [];
  return found.map((text) => ({ text, spelled: /^\p{Lu}{2,5}s?$/u.test(text) }));
}

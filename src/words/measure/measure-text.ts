import { fleschKincaid } from 'flesch-kincaid';
import { countEs } from 'simi-syllable';
import { smogFormula } from 'smog-formula';
import { syllable } from 'syllable';
import type { Locale } from '../words.js';
import { isKnown } from './known-words.js';
import { type ReadWord, sentencesOf, type TextBlock } from './text-units.js';

/** How hard a text is to read (plain-language.md section 3). Figures are rounded to one place. */
export interface Measures {
  words: number;
  sentences: number;
  /** Words a sentence. */
  mean: number;
  longest: number;
  /** Flesch-Kincaid grade; null but in English. */
  fleschKincaid: number | null;
  /** SMOG grade; null but in English, and of use for 30 sentences and more. */
  smog: number | null;
  /** Szigriszt-Pazos, read on the INFLESZ scale; null but in Spanish. */
  inflesz: number | null;
  /** Words that are not on our list, in English; each once. */
  hard: string[];
}

/**
 * Measures blocks of text. Headings are left out: they are labels, not sentences.
 * @param names of people and places, in whose stead a name of two syllables is read
 */
export function measureText(blocks: TextBlock[], locale: Locale, names: string[] = []): Measures {
  const texts = blocks.filter(({ kind }) => kind === 'text').map(({ text }) => withoutNames(text, names));
  const sentences = texts.flatMap((text) => sentencesOf(text, locale));
  const counts = countsOf(sentences, locale);
  const { words, syllables, long } = counts;
  const said = Math.max(1, sentences.length);
  const english = locale === 'en' && words > 0;
  return {
    words,
    sentences: sentences.length,
    mean: rounded(words / said),
    longest: Math.max(0, ...sentences.map((sentence) => sentence.length)),
    fleschKincaid: english
      ? rounded(fleschKincaid({ sentence: said, word: words, syllable: syllables }))
      : null,
    // The package wants the key spelt so.
    smog: english ? rounded(smogFormula({ sentence: said, polysillabicWord: long })) : null,
    inflesz:
      locale === 'es' && words > 0 ? rounded(206.835 - (62.3 * syllables) / words - words / said) : null,
    hard: english ? hardWords(sentences.flat()) : [],
  };
}

const STAND_IN = 'Garden';

/** The longest first, so that a name within another leaves no rest. */
function withoutNames(text: string, names: string[]): string {
  const longestFirst = [...names].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, name) => left.replaceAll(name, STAND_IN), text);
}

interface Counts {
  words: number;
  syllables: number;
  /** Words of three syllables and more. */
  long: number;
}

function countsOf(sentences: ReadWord[][], locale: Locale): Counts {
  const each = sentences.flat().map((word) => syllablesOf(word, locale));
  return {
    words: each.length,
    syllables: each.reduce((sum, one) => sum + one, 0),
    long: each.filter((one) => one >= 3).length,
  };
}

function syllablesOf({ text, spelled }: ReadWord, locale: Locale): number {
  if (spelled) return text.length;
  if (/^\d/.test(text)) return 1;
  return Math.max(1, locale === 'es' ? countEs(text) : syllable(text));
}

function hardWords(words: ReadWord[]): string[] {
  const hard = words
    .filter(({ text, spelled }) => !spelled && !isKnown(text))
    .map(({ text }) => text.toLowerCase());
  return [...new Set(hard)];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

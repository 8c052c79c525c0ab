import type { Authority } from '../../domain/letters/letter-facts.js';
import type { Locale } from '../../words/words.js';
import type { Shell, Who } from './shell.js';

/** Whom one can write to. */
export interface LetterPlacesView extends Shell {
  who: Who;
  patientHref: string;
  places: { name: string; href: string }[];
}

/** The letters that the reader may have made to one place. */
export interface LettersView extends Shell {
  who: Who;
  patientHref: string;
  organization: string;
  /** Of the titles. */
  locale: Locale;
  /** By what a representative may act, to be chosen first; empty once it is said. */
  authorities: { as: Authority; href: string }[];
  letters: { title: string; href: string }[];
}

/** One letter, with the page to keep before it. */
export interface LetterView extends Shell {
  who: Who;
  lettersHref: string;
  organization: string;
  locale: Locale;
  heading: string;
  text: string;
  pdfHref: string;
}

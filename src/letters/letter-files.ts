import { composeLetter } from '../domain/letters/compose.js';
import type { Letter, LetterId } from '../domain/letters/letter.js';
import type { LetterFacts } from '../domain/letters/letter-facts.js';
import { mapTexts, tidyFacts } from '../domain/letters/tidy.js';
import type { Locale } from '../words/words.js';
import { letterPdf } from './letter-pdf.js';
import { letterText } from './letter-text.js';
import { canBeSet } from './pdf/fonts.js';
import { writeLetter } from './write-letter.js';
import type { WrittenLetter } from './written-letter.js';

export interface LetterFiles {
  written: WrittenLetter;
  pdf: Buffer;
  text: string;
}

/**
 * Both forms of one letter. A fact in a script that our fonts cannot set is a line to fill in on paper, and stands in the
 * text as it is.
 * @param kept whether the page that its sender keeps is part of it
 */
export async function letterFiles(
  id: LetterId,
  facts: LetterFacts,
  locale: Locale,
  kept = true,
): Promise<LetterFiles> {
  const compose = (given: LetterFacts): Letter => {
    const letter = composeLetter(id, given);
    return kept ? letter : { ...letter, note: null };
  };
  const written = writeLetter(compose(facts), locale);
  const onPaper = mapTexts(tidyFacts(facts), (text) => (canBeSet(text) ? text : null));
  const pdf = await letterPdf(writeLetter(compose(onPaper), locale));
  return { written, pdf, text: letterText(written) };
}

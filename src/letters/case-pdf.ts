import type { Locale } from '../words/words.js';
import { drawBlock } from './pdf/draw-block.js';
import { canBeSet } from './pdf/fonts.js';
import { Sheet } from './pdf/sheet.js';
import type { WrittenBlock } from './written-letter.js';

/** A case in words, ready to be set. */
export interface WrittenCase {
  /** Of the document; it names no person and no place. */
  title: string;
  locale: Locale;
  /** YYYY-MM-DD: the day on which it was written out. */
  day: string;
  blocks: WrittenBlock[];
  /** The foot of a page. */
  foot: (page: number, pages: number) => string;
}

/** A case as tagged PDF (PDF/UA-1): the same case on the same day gives the same bytes. */
export async function casePdf({ title, locale, day, blocks, foot }: WrittenCase): Promise<Buffer> {
  const sheet = new Sheet({ title, language: locale, paper: 'LETTER', day });
  const { first, count } = sheet.part(locale, (element) => {
    blocks.forEach((block, at) => drawBlock(sheet, element, block, blocks[at + 1]));
  });
  for (let page = 1; page <= count; page += 1) sheet.foot(first + page - 1, foot(page, count));
  return sheet.bytes();
}

/** Stands for each letter that the fonts do not hold, such as those of a note in another script. */
const NOT_HELD = '□';

/** A person's own words as they can be set; `whole` is false where letters had to be replaced. */
export function settable(text: string): { text: string; whole: boolean } {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  const set = [...plain].map((one) => (canBeSet(one) ? one : NOT_HELD)).join('');
  return { text: set, whole: set === plain };
}

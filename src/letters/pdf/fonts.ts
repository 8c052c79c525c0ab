import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** Of fontkit's fonts what we ask ourselves. */
interface ReadFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
}
type Source = PDFKit.Mixins.PDFFontSource & ReadFont;

/** With so many words of a font known, the next document begins with none. */
const MOST_WORDS = 4_000;

/** DejaVu holds the letters of Łukasz and Nguyễn, which the fonts built into PDF readers do not. */
export const FONTS = { plain: parsed('DejaVuSansCondensed'), bold: parsed('DejaVuSansCondensed-Bold') };
export type Font = keyof typeof FONTS;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether a text can be set: the fonts hold its characters, and it runs from left to right, as pdfkit sets its words. */
export function canBeSet(text: string): boolean {
  if (RIGHT_TO_LEFT.test(text)) return false;
  return [...text].every((one) => one === '\n' || FONTS.plain.hasGlyphForCodePoint(one.codePointAt(0)!));
}

/**
 * A font as pdfkit reads it, once: to read it anew for each letter takes longer than to write the letter. pdfkit takes
 * such a font back, as it does a file, and keeps what one document uses of it with that document.
 */
function parsed(name: string): Source {
  const file = readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  const reader = new PDFDocument({ font: '', autoFirstPage: false }).font(file);
  const { font } = (reader as unknown as { _font: { font: Source } })._font;
  return font;
}

/** Words to the glyphs that they are set in, as pdfkit keeps them of a font with one document. */
type Shaped = Record<string, unknown>;
const shaped = new Map<Font, Shaped>();

/**
 * Lets a new document begin with the words that others had: to find the glyphs of a word takes longer than to set it, and
 * most words stand in one document after another. What pdfkit keeps of a word is the same in each of them.
 */
export function shareWords(document: PDFKit.PDFDocument): void {
  for (const font of Object.keys(FONTS) as Font[]) {
    const known = shaped.get(font);
    const words = known && Object.keys(known).length < MOST_WORDS ? known : (Object.create(null) as Shaped);
    shaped.set(font, words);
    const { _font } = document.font(font) as unknown as { _font: { layoutCache: Shaped } };
    _font.layoutCache = words;
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);

/** Of fontkit's fonts what we ask ourselves. */
interface ReadFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
}
type Source = PDFKit.Mixins.PDFFontSource & ReadFont;

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
  return (reader as unknown as { _font: { font: Source } })._font.font;
}

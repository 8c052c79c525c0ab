import { wordsIn } from '../words/words.js';
import { drawBlock } from './pdf/draw-block.js';
import { COLORS, Sheet } from './pdf/sheet.js';
import type { WrittenLetter, WrittenPart } from './written-letter.js';

/** A letter as tagged PDF (PDF/UA-1). The same letter gives the same bytes, on any day and in any process. */
export async function letterPdf(written: WrittenLetter): Promise<Buffer> {
  const sheet = new Sheet({
    title: written.title,
    language: written.locale,
    paper: written.paper,
    day: written.day,
  });
  for (const part of written.parts) drawPart(sheet, part);
  return sheet.bytes();
}

/** What is sent is numbered from its own first page on. */
function drawPart(sheet: Sheet, { purpose, locale, blocks }: WrittenPart): void {
  const { first, count } = sheet.part(locale, (element) => {
    if (purpose === 'note') drawRule(sheet);
    blocks.forEach((block, at) => drawBlock(sheet, element, block, blocks[at + 1]));
  });
  if (purpose === 'note') return;
  for (let page = 1; page <= count; page += 1)
    sheet.foot(first + page - 1, wordsIn(locale).say('letters.page', { page, pages: count }));
}

/** The page that is kept looks unlike those that are sent. */
function drawRule(sheet: Sheet): void {
  sheet.artifact((document) => {
    document
      .moveTo(sheet.left, document.y - 14)
      .lineTo(sheet.left + 48, document.y - 14)
      .lineWidth(3)
      .stroke(COLORS.accent);
  });
}

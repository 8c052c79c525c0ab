import type { WrittenBlock, WrittenField } from '../written-letter.js';
import { BOLD, COLORS, PLAIN, QUIET, type Sheet } from './sheet.js';

type Element = PDFKit.PDFStructureElement;

/** Between two blocks, and what a label takes of the width, in points. */
const GAP = 8;
const LABEL_WIDTH = 168;
const NUMBER_WIDTH = 22;
/** A heading stays with the beginning of what it heads. */
const WITH_HEADING = 64;
const SIGNATURE_HEIGHT = 104;
const PARAGRAPH_HEIGHT = 30;
const LINES_FOR_OWN_WORDS = 3;

/** Draws one block of a letter under the last one; the last words stay with the signature that is `next`. */
export function drawBlock(
  sheet: Sheet,
  part: Element,
  block: WrittenBlock,
  next: WrittenBlock | undefined,
): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, part, block);
    case 'paragraph':
      sheet.need(PARAGRAPH_HEIGHT + (next?.kind === 'signature' ? SIGNATURE_HEIGHT : 0));
      sheet.element(part, 'P', (element) => sheet.text(element, block.text, PLAIN));
      return sheet.gap(GAP);
    case 'lines':
      block.lines.forEach((line) => drawLine(sheet, part, line));
      return sheet.gap(GAP * 1.6);
    case 'fields':
      block.fields.forEach((field) => drawField(sheet, part, field));
      return sheet.gap(GAP * 0.6);
    case 'numbered':
      return drawList(sheet, part, block.items, (at) => `${at}.`, block.answer);
    case 'list':
      return drawList(sheet, part, block.items, () => '–', null);
    case 'signature':
      return drawSignature(sheet, part, block);
  }
}

function drawHeading(sheet: Sheet, part: Element, { level, text }: { level: 1 | 2; text: string }): void {
  const style = level === 1 ? { ...BOLD, size: 14 } : { ...BOLD, color: COLORS.accent };
  sheet.need(WITH_HEADING);
  sheet.gap(level === 1 ? 4 : 5);
  sheet.element(part, level === 1 ? 'H1' : 'H2', (element) => sheet.text(element, text, style));
  sheet.gap(level === 1 ? GAP : 3);
}

/** Of an address: the words alone where they are known. */
function drawLine(sheet: Sheet, part: Element, line: WrittenField): void {
  if (line.value === null) return drawField(sheet, part, line);
  const { value } = line;
  sheet.element(part, 'P', (element) => sheet.text(element, value, PLAIN));
}

function drawField(sheet: Sheet, part: Element, field: WrittenField): void {
  return field.long ? drawLongField(sheet, part, field) : drawShortField(sheet, part, field);
}

/** The label, and beside it what is known, or a line. */
function drawShortField(sheet: Sheet, part: Element, { label, value, blank }: WrittenField): void {
  const height = value === null ? 20 : sheet.heightOf(value, PLAIN, LABEL_WIDTH);
  sheet.need(height);
  sheet.element(part, 'P', (element) => {
    const top = sheet.document.y;
    sheet.text(element, label, QUIET);
    const below = sheet.document.y;
    sheet.document.y = top;
    if (value === null) sheet.lineToFill(element, blank, LABEL_WIDTH);
    else sheet.text(element, value, PLAIN, LABEL_WIDTH);
    sheet.document.y = Math.max(below, sheet.document.y);
  });
  sheet.gap(2);
}

/** The label, and under it the patient's own words, or lines for them. */
function drawLongField(sheet: Sheet, part: Element, { label, value, blank }: WrittenField): void {
  sheet.need(WITH_HEADING);
  sheet.gap(3);
  sheet.element(part, 'P', (element) => {
    sheet.text(element, label, QUIET);
    if (value !== null) return sheet.text(element, value, PLAIN);
    for (let line = 0; line < LINES_FOR_OWN_WORDS; line += 1) {
      sheet.gap(4);
      if (line === 0) sheet.lineToFill(element, blank, 0);
      else sheet.furtherLine();
    }
  });
  sheet.gap(4);
}

function drawList(
  sheet: Sheet,
  part: Element,
  items: string[],
  label: (at: number) => string,
  answer: string | null,
): void {
  sheet.element(part, 'L', (list) => {
    items.forEach((item, at) => {
      sheet.need(sheet.heightOf(item, PLAIN, NUMBER_WIDTH) + (answer === null ? 0 : 44));
      sheet.element(list, 'LI', (entry) => drawItem(sheet, entry, item, label(at + 1), answer));
      sheet.gap(answer === null ? 3 : 6);
    });
  });
  sheet.gap(GAP * 0.7);
}

function drawItem(sheet: Sheet, entry: Element, item: string, label: string, answer: string | null): void {
  const top = sheet.document.y;
  sheet.element(entry, 'Lbl', (element) => sheet.text(element, label, QUIET));
  sheet.document.y = top;
  sheet.element(entry, 'LBody', (element) => {
    sheet.text(element, item, PLAIN, NUMBER_WIDTH);
    if (answer === null) return;
    sheet.gap(6);
    sheet.lineToFill(element, answer, NUMBER_WIDTH);
  });
}

function drawSignature(
  sheet: Sheet,
  part: Element,
  { sign, name, as, day }: Extract<WrittenBlock, { kind: 'signature' }>,
): void {
  sheet.need(SIGNATURE_HEIGHT);
  sheet.gap(16);
  drawField(sheet, part, sign);
  sheet.gap(2);
  drawField(sheet, part, name);
  if (as !== null) sheet.element(part, 'P', (element) => sheet.text(element, as, PLAIN, LABEL_WIDTH));
  sheet.gap(8);
  drawField(sheet, part, day);
  sheet.gap(GAP * 1.4);
}

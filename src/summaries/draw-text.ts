import { BOLD, PLAIN, QUIET, type Sheet, type Style } from '../letters/pdf/sheet.js';

type Element = PDFKit.PDFStructureElement;

/** Size of what is not the title, in points. */
export const SMALL = 7.6;
export const PLAIN_SMALL: Style = { ...PLAIN, size: SMALL };
const DEFINITION: Style = { ...PLAIN, size: 7 };
const BETWEEN_COLUMNS = 16;

export function heading(sheet: Sheet, part: Element, type: 'H1' | 'H2', text: string): void {
  const size = type === 'H1' ? 14 : 9;
  sheet.gap(type === 'H1' ? 0 : 5);
  blockOf(sheet, part, type, text, { ...BOLD, size });
}

export function paragraph(sheet: Sheet, part: Element, text: string, style: Style): void {
  blockOf(sheet, part, 'P', text, style);
}

function blockOf(sheet: Sheet, part: Element, type: string, text: string, style: Style): void {
  const height = sheet.boxedHeight(text, style, sheet.width);
  sheet.need(height);
  sheet.element(part, type, (element) => {
    sheet.boxed(element, text, style, { left: 0, top: sheet.document.y, width: sheet.width });
  });
  sheet.gap(height + 2);
}

export function bullets(sheet: Sheet, part: Element, items: string[]): void {
  sheet.element(part, 'L', (list) => {
    for (const item of items) {
      const height = sheet.boxedHeight(item, PLAIN_SMALL, sheet.width - 10);
      sheet.need(height);
      const top = sheet.document.y;
      sheet.element(list, 'LI', (entry) => {
        sheet.element(
          entry,
          'Lbl',
          (label) => void sheet.boxed(label, '–', { ...QUIET, size: SMALL }, { left: 0, top, width: 10 }),
        );
        sheet.element(
          entry,
          'LBody',
          (body) => void sheet.boxed(body, item, PLAIN_SMALL, { left: 10, top, width: sheet.width - 10 }),
        );
      });
      sheet.document.y = top + height + 0.5;
    }
  });
}

/** A list in two columns: down the first, then down the second. */
export function inColumns(sheet: Sheet, part: Element, texts: string[]): void {
  const width = (sheet.width - BETWEEN_COLUMNS) / 2;
  const heights = texts.map((text) => sheet.boxedHeight(text, DEFINITION, width) + 1.6);
  const half = heights.reduce((sum, height) => sum + height, 0) / 2;
  sheet.need(half + 12);
  const top = sheet.document.y;
  const ends = [top, top];
  sheet.element(part, 'L', (list) => {
    texts.forEach((text, at) => {
      const column = ends[0]! - top < half ? 0 : 1;
      sheet.element(list, 'LI', (item) =>
        sheet.element(item, 'LBody', (body) => {
          const box = { left: column * (width + BETWEEN_COLUMNS), top: ends[column]!, width };
          sheet.boxed(body, text, DEFINITION, box);
        }),
      );
      ends[column] = ends[column]! + heights[at]!;
    });
  });
  sheet.document.y = Math.max(...ends);
}

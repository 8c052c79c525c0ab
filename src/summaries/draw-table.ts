import { BOLD, PLAIN, QUIET, type Sheet, type Style } from '../letters/pdf/sheet.js';

const HAIRLINE = '#CFCCC4';

type Element = PDFKit.PDFStructureElement;

export interface Column {
  /** Points from the left margin. */
  left: number;
  width: number;
  align: 'left' | 'right';
}

/** A row of a table: its first cell heads it. Cells that are missing at its end are there and empty. */
export interface Row {
  cells: string[];
  /** Cells that are drawn as hidden, all alike. */
  hidden?: boolean[];
  /** A row that names those below it. */
  isGroup?: boolean;
}

export interface TableStyle {
  columns: Column[];
  size: number;
  /** Points from one row to the next where nothing takes two lines. */
  pitch: number;
  /** Drawn beside a row as an artifact, between its top and bottom. */
  beside?: (row: number, top: number, bottom: number) => void;
}

/** A table with its column heads, row by row down the page, as elements Table, TR, TH and TD. */
export function drawTable(
  sheet: Sheet,
  part: Element,
  heads: string[],
  rows: Row[],
  style: TableStyle,
): void {
  sheet.element(part, 'Table', (table) => {
    drawHeads(sheet, table, heads, style);
    rows.forEach((row, at) => drawRow(sheet, table, row, at, rows[at + 1], style));
  });
}

function drawHeads(sheet: Sheet, table: Element, heads: string[], { columns, size }: TableStyle): void {
  const style = { ...QUIET, size };
  const top = sheet.document.y;
  const ends: number[] = [];
  sheet.element(table, 'TR', (line) => {
    columns.forEach((column, at) => {
      const head = (cell: Element): void => {
        ends.push(sheet.boxed(cell, heads[at] ?? '', style, { ...column, top }));
      };
      sheet.element(line, 'TH', head, 'Column');
    });
  });
  sheet.document.y = Math.max(...ends) + 2;
}

function drawRow(
  sheet: Sheet,
  table: Element,
  row: Row,
  at: number,
  next: Row | undefined,
  style: TableStyle,
): void {
  const first = row.isGroup ? { ...BOLD, size: style.size } : { ...PLAIN, size: style.size };
  const lead = row.isGroup ? 2 : 0;
  const width = row.isGroup ? sheet.width : style.columns[0]!.width;
  const height = Math.max(style.pitch, sheet.boxedHeight(row.cells[0]!, first, width) + 0.4);
  sheet.need(lead + height + (row.isGroup && next ? style.pitch : 0));
  const top = sheet.document.y + lead;
  rule(sheet, top - 0.5);
  const textTop = top + (style.pitch - style.size) / 2 - 1;
  sheet.element(table, 'TR', (line) => {
    const head = (cell: Element): void =>
      void sheet.boxed(cell, row.cells[0]!, first, { ...style.columns[0]!, width, top: textTop });
    sheet.element(line, 'TH', head, 'Row');
    style.columns.slice(1).forEach((column, index) => {
      const text = row.cells[index + 1] ?? '';
      sheet.element(line, 'TD', (cell) => {
        if (text === '') return;
        sheet.boxed(cell, text, cellStyle(row, index + 1, style), { ...column, top: textTop });
      });
    });
  });
  style.beside?.(at, top, top + height);
  sheet.document.y = top + height;
}

function cellStyle(row: Row, at: number, { size }: TableStyle): Style {
  return { ...(row.hidden?.[at] ? QUIET : PLAIN), size };
}

function rule(sheet: Sheet, y: number): void {
  sheet.artifact((document) => {
    document
      .moveTo(sheet.left, y)
      .lineTo(sheet.left + sheet.width, y)
      .lineWidth(0.25)
      .stroke(HAIRLINE);
  });
}

import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../text/fault.js';

const OPTIONS = {
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
};

/** One record of a CSV file. */
export interface CsvRecord {
  cells: string[];
  /** Counted with the header as 1; empty lines are no records. */
  record: number;
  /** The line of the file on which it starts, from 1. Asked for seldom, and found out when it is. */
  readonly line: number;
}

/** A record and the text it was read from, without its last line break. */
interface Piece {
  cells: string[];
  line: number;
  raw: string;
}

/** What a whole record of a list looks like. */
export interface RecordShape {
  /** Cells of a record; left out, as many as the header has. */
  width?: number;
  /** Matches the line break before what begins like a record, seen from within a cell. */
  start: RegExp;
}

/**
 * Splits an export into records; line breaks inside quotes belong to the text. A quote that was
 * never closed swallows the rows after it: such a record is cut again where a line begins like a row, if whole rows
 * come of it, so that one broken row costs only itself. It is returned too, with the cells it has.
 */
export function readRecords(text: string, { width, start }: RecordShape): CsvRecord[] {
  const sound = parseAll(text);
  const wanted = width ?? (sound?.[0] ?? parsePieces(text)[0]?.cells)?.length;
  if (sound?.every((cells) => cells.length === wanted)) return withLinesOf(text, sound);
  const isWhole = ({ cells }: { cells: string[] }): boolean => cells.length === wanted;
  const pieces = parsePieces(text).flatMap((piece) => {
    if (isWhole(piece)) return [piece];
    const cut = cutAtRows(piece, start);
    return cut.some(isWhole) ? cut : [piece];
  });
  return pieces.map(({ cells, line }, index) => ({ cells, line, record: index + 1 }));
}

/** Where a file breaks off within its last record, or null where it ends with a whole one. */
export function whereCutOff(records: readonly CsvRecord[], text: string, width: number): Fault | null {
  const last = records.at(-1);
  if (!last || last.cells.length === width || text.endsWith('\n')) return null;
  const { record, line } = last;
  const words = `it was cut off in the middle of record ${record}, which begins on line ${line}`;
  return { id: 'cut', words, values: { record, line } };
}

/** All records at once, which is much faster; null where a quote is never closed. */
function parseAll(text: string): string[][] | null {
  try {
    const records: string[][] = parse(text, OPTIONS);
    return records.map((cells) => cells.map(withoutQuotes));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return null;
  }
}

function withLinesOf(text: string, records: string[][]): CsvRecord[] {
  let lines: number[] | null = null;
  const lineOf = (index: number): number =>
    (lines ??= parsePieces(text).map((piece) => piece.line))[index] ?? 0;
  return records.map((cells, index) => ({
    cells,
    record: index + 1,
    get line() {
      return lineOf(index);
    },
  }));
}

function cutAtRows(piece: Piece, start: RegExp): Piece[] {
  const rows = piece.raw.split(start);
  if (rows.length === 1) return [piece];
  let line = piece.line;
  return rows.flatMap((text) => {
    const first = line;
    line += linesIn(text) + 1;
    return parsePieces(text, first);
  });
}

/** The records of a text; what a quote left open at its end has swallowed comes last, as one record of one cell. */
function parsePieces(text: string, firstLine = 1): Piece[] {
  const bytes = Buffer.from(text);
  const pieces: Piece[] = [];
  let read = 0;
  let line = firstLine;
  const take = (cells: string[], end: number) => {
    const taken = bytes.toString('utf8', read, end);
    const blank = /^[\r\n]*/.exec(taken)?.[0] ?? '';
    const raw = taken.slice(blank.length).replace(/\r?\n$/, '');
    pieces.push({ cells, raw, line: line + linesIn(blank) });
    read = end;
    line += linesIn(taken);
  };
  try {
    parse(bytes, {
      ...OPTIONS,
      on_record: (cells: string[], { bytes: end }) => {
        take(cells.map(withoutQuotes), end);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    take([bytes.toString('utf8', read)], bytes.length);
  }
  return pieces;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** A cell with a bare quote inside comes from the parser with its outer quotes on. */
function withoutQuotes(cell: string): string {
  return cell.includes('"') ? (/^"(.*)"$/s.exec(cell.trim())?.[1] ?? cell) : cell;
}

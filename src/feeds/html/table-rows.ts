import { Parser } from 'htmlparser2';

/** One row of a table of a web page. */
export interface TableRow {
  /** Which table of the page it stands in, from 1; 0 outside of all. A table within a cell is another one. */
  table: number;
  /** The line of the file on which it starts, from 1. */
  line: number;
  isHeading: boolean;
  cells: TableCell[];
}

export interface TableCell {
  /** Decoded, with a line break where the page has one (br, p, div, li). */
  text: string;
  /** Where the first link of the cell leads, as written. */
  href: string | null;
  /** The moments of its `<time datetime>`, as written. */
  times: string[];
}

const BREAKS = new Set(['br', 'p', 'div', 'li']);
const UNSHOWN = new Set(['script', 'style', 'template']);

const AT_ONCE = 65_536;
const DEEPEST = 1_000;

/**
 * The rows of all tables of a page, in their order. Nothing of the page is run or fetched. A page whose elements are
 * nested deeper than any that a person made has none: the time to read it would grow with its square.
 */
export function tableRows(html: string): TableRow[] {
  const collector = new RowCollector(html);
  const parser: Parser = new Parser({
    onopentag: (name, attributes) => collector.open(name, attributes, parser.startIndex),
    onclosetag: (name) => collector.close(name),
    ontext: (text) => collector.add(text),
  });
  for (let at = 0; at < html.length; at += AT_ONCE) {
    parser.write(html.slice(at, at + AT_ONCE));
    if (collector.depth > DEEPEST) return [];
  }
  parser.end();
  return collector.rows;
}

/** Gathers the rows while a page goes by. */
class RowCollector {
  readonly rows: TableRow[] = [];
  depth = 0;
  private readonly within: number[] = [];
  private readonly lineAt: (index: number) => number;
  private tables = 0;
  private unshown = 0;
  private row: TableRow | null = null;
  private cell: TableCell | null = null;

  constructor(html: string) {
    this.lineAt = lineCounter(html);
  }

  open(name: string, attributes: Record<string, string>, index: number): void {
    this.depth += 1;
    if (UNSHOWN.has(name)) this.unshown += 1;
    if (name === 'table') this.within.push((this.tables += 1));
    if (name === 'tr') this.openRow(index);
    if (this.row && (name === 'td' || name === 'th')) this.openCell(this.row, name === 'th');
    if (this.cell) noteElement(this.cell, name, attributes);
  }

  close(name: string): void {
    this.depth -= 1;
    if (UNSHOWN.has(name)) this.unshown -= 1;
    if (name === 'table') this.within.pop();
    if (['td', 'th', 'tr', 'table'].includes(name)) this.cell = null;
    if (name === 'tr' || name === 'table') this.row = null;
  }

  add(text: string): void {
    if (this.cell && this.unshown === 0) this.cell.text += text;
  }

  private openRow(index: number): void {
    const line = this.lineAt(index);
    this.row = { table: this.within.at(-1) ?? 0, line, isHeading: false, cells: [] };
    this.rows.push(this.row);
  }

  private openCell(row: TableRow, isHeading: boolean): void {
    this.cell = { text: '', href: null, times: [] };
    row.cells.push(this.cell);
    row.isHeading ||= isHeading;
  }
}

function noteElement(cell: TableCell, name: string, attributes: Record<string, string>): void {
  if (name === 'a') cell.href ??= attributes.href ?? null;
  if (name === 'time' && attributes.datetime !== undefined) cell.times.push(attributes.datetime);
  if (BREAKS.has(name)) cell.text += '\n';
}

/** The line of a place in a text, asked for in the order of the text. */
function lineCounter(text: string): (index: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (index) => {
    for (; next !== -1 && next < index; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}

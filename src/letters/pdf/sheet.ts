import PDFDocument from 'pdfkit';
import { canBeSet, type Font, FONTS, shareWords } from './fonts.js';

/** Ink on paper, and the two quieter colours, as on the pages of the service. */
export const COLORS = { ink: '#1C2526', muted: '#4F5B5E', accent: '#0B5C63', line: '#8C9296' };

export interface Style {
  font: Font;
  size: number;
  color: string;
}
export const PLAIN: Style = { font: 'plain', size: 10.5, color: COLORS.ink };
export const BOLD: Style = { ...PLAIN, font: 'bold' };
export const QUIET: Style = { ...PLAIN, color: COLORS.muted };

/** pdfkit knows it; its types do not yet. */
const PDF_UA: string = 'PDF/UA';

const MARGINS: Margins = { top: 60, bottom: 66, left: 80, right: 80 };
const LINE_GAP = 2.9;
const TIGHT_GAP = 0.6;

export interface Margins {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Where a text stands that is not as wide as the page: points from the left margin, and from the top of the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  align?: 'left' | 'right';
}

export interface SheetOptions {
  title: string;
  /** BCP 47 tag of the document; a part in another language says so itself. */
  language: string;
  paper: 'LETTER' | 'A4';
  /** YYYY-MM-DD; the document says that it was made then, whenever it was. */
  day: string;
  /** Those of a letter where nothing is said. */
  margins?: Margins;
}

type Element = PDFKit.PDFStructureElement;

/**
 * A tagged document (PDF/UA-1, ISO 14289-1) that grows from top to bottom. All that is drawn is either content of an
 * element of the structure tree or marked as an artifact. The same calls give the same bytes: its dates are those of
 * the letter, and so is its id, which pdfkit makes from them.
 */
export class Sheet {
  readonly document: PDFKit.PDFDocument;
  private readonly root: Element;
  private readonly chunks: Buffer[] = [];
  private readonly margins: Margins;

  constructor({ title, language, paper, day, margins = MARGINS }: SheetOptions) {
    this.margins = margins;
    const made = new Date(`${day}T00:00:00Z`);
    this.document = new PDFDocument({
      subset: PDF_UA as PDFKit.Mixins.PDFSubsets,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      size: paper,
      margins,
      bufferPages: true,
      autoFirstPage: false,
      info: {
        Title: title,
        Creator: 'Scanwarden',
        Producer: 'Scanwarden',
        CreationDate: made,
        ModDate: made,
      },
      font: '', // else it begins with Helvetica, which is not embedded
    });
    this.document.registerFont('plain', FONTS.plain).registerFont('bold', FONTS.bold);
    shareWords(this.document);
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  get width(): number {
    return this.document.page.width - this.margins.left - this.margins.right;
  }

  get left(): number {
    return this.margins.left;
  }

  /** Begins a page of its own for what `draw` draws, in an element that names its language. @returns its pages */
  part(language: string, draw: (part: Element) => void): { first: number; count: number } {
    const first = this.document.bufferedPageRange().count;
    this.document.addPage();
    const part = this.document.struct('Part', { lang: language });
    this.root.add(part);
    draw(part);
    part.end();
    return { first, count: this.document.bufferedPageRange().count - first };
  }

  /** An element of this type, in which `draw` draws or adds others. @param scope of a `TH` */
  element(parent: Element, type: string, draw: (element: Element) => void, scope?: 'Column' | 'Row'): void {
    const options: object = scope === undefined ? {} : { scope }; // pdfkit knows it; its types do not yet
    const element = this.document.struct(type, options);
    parent.add(element);
    draw(element);
    element.end();
  }

  /** Text in an element, from the left edge given (from the margin) to the right margin. */
  text(element: Element, text: string, style: Style, indent = 0): void {
    element.add(() => this.write(text, style, indent));
  }

  /** Text in a box, as in the cell of a table; leaves what comes next where it was. @returns where the text ends */
  boxed(element: Element, text: string, style: Style, box: Box): number {
    refuseUnset(text);
    const before = this.document.y;
    this.setStyle(style);
    const line = this.lineWidth(text);
    const height = this.heightIn(text, line, box.width);
    element.add(() => this.writeBoxed(text, line, box));
    this.document.y = before;
    return box.top + height;
  }

  /** How high a text is in a box. */
  boxedHeight(text: string, style: Style, width: number): number {
    this.setStyle(style);
    return this.heightIn(text, this.lineWidth(text), width);
  }

  /** A line to write on, which a screen reader reads out as `words`. */
  lineToFill(element: Element, words: string, indent: number): void {
    element.add(this.document.struct('Span', { actual: words }, () => this.rule(indent)));
  }

  /** A line under one that is to be filled in, to go on writing on. */
  furtherLine(): void {
    this.artifact(() => this.rule(0));
  }

  /** Something seen only: it tells nothing that the text does not. */
  artifact(draw: (document: PDFKit.PDFDocument) => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw(this.document);
    this.document.endMarkedContent();
  }

  /** Words at the foot of one page, outside what is read out. */
  foot(page: number, words: string): void {
    const { document } = this;
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.markContent('Artifact', { type: 'Pagination' });
    this.setStyle({ ...QUIET, size: 8.5 });
    document.text(words, this.left, document.page.height - 44, { lineBreak: false });
    document.endMarkedContent();
  }

  gap(points: number): void {
    this.document.y += points;
  }

  /** Begins another page where so much room is not left on this one. */
  need(points: number): void {
    if (this.document.y + points > this.document.page.maxY()) this.document.addPage();
  }

  heightOf(text: string, style: Style, indent = 0): number {
    this.setStyle(style);
    return this.document.heightOfString(text, { width: this.width - indent, lineGap: LINE_GAP });
  }

  async bytes(): Promise<Buffer> {
    this.root.end();
    const ended = new Promise((resolve, reject) => this.document.on('end', resolve).on('error', reject));
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private rule(indent: number): void {
    const { document } = this;
    const y = document.y + PLAIN.size + LINE_GAP / 2;
    document
      .moveTo(this.left + indent, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(0.6)
      .stroke(COLORS.line);
    document.y = y + LINE_GAP * 2;
  }

  /** A text that fits is not broken into words: most cells hold one number. */
  private writeBoxed(text: string, line: number, { left, top, width, align = 'left' }: Box): void {
    const from = this.left + left;
    if (line <= width) {
      const indent = align === 'right' ? width - line : 0;
      this.document.text(text, from + indent, top, { lineBreak: false });
    } else this.document.text(text, from, top, { width, align, lineGap: TIGHT_GAP });
  }

  private heightIn(text: string, line: number, width: number): number {
    if (line <= width) return this.document.currentLineHeight(true) + TIGHT_GAP;
    return this.document.heightOfString(text, { width, lineGap: TIGHT_GAP });
  }

  /** How wide a text is on one line, in the style that is set; one that has several lines fits on none. */
  private lineWidth(text: string): number {
    return text.includes('\n') ? Infinity : this.document.widthOfString(text);
  }

  private write(text: string, style: Style, indent: number): void {
    refuseUnset(text);
    this.setStyle(style);
    this.document.text(text, this.left + indent, this.document.y, {
      width: this.width - indent,
      lineGap: LINE_GAP,
    });
  }

  private setStyle({ font, size, color }: Style): void {
    this.document.font(font).fontSize(size).fillColor(color);
  }
}

function refuseUnset(text: string): void {
  if (!canBeSet(text)) throw new Error('a text of this document has characters that its font does not hold');
}

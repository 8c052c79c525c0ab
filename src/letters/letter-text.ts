import type { WrittenBlock, WrittenField, WrittenLetter, WrittenPart } from './written-letter.js';

const LINE_TO_FILL = '_'.repeat(30);
const BETWEEN_PARTS = `\n\n${'-'.repeat(60)}\n\n`;

/** A letter as plain text, a paragraph a line, to be pasted into a portal or an e-mail. */
export function letterText({ parts }: WrittenLetter): string {
  return `${parts.map(partText).join(BETWEEN_PARTS)}\n`;
}

function partText({ blocks }: WrittenPart): string {
  return blocks.map(blockText).join('\n\n');
}

function blockText(block: WrittenBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.text;
    case 'lines':
      return block.lines.map((line) => line.value ?? fieldText(line)).join('\n');
    case 'fields':
      return block.fields.map(fieldText).join('\n');
    case 'numbered':
      return block.items.map((item, at) => numberedText(item, at + 1, block.answer !== null)).join('\n');
    case 'list':
      return block.items.map((item) => `– ${item}`).join('\n');
    case 'signature':
      return [block.sign, block.name, block.as, block.day]
        .filter((line) => line !== null)
        .map((line) => (typeof line === 'string' ? line : fieldText(line)))
        .join('\n');
  }
}

function fieldText({ label, value }: WrittenField): string {
  return `${label} ${value ?? LINE_TO_FILL}`;
}

function numberedText(item: string, number: number, withAnswer: boolean): string {
  const text = `${number}. ${item}`;
  return withAnswer ? `${text}\n   ${LINE_TO_FILL}\n` : text;
}

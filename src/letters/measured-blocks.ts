import type { TextBlock } from '../words/measure/text-units.js';
import type { WrittenBlock, WrittenLetter } from './written-letter.js';

/**
 * What is read of a letter in its own language, to measure how hard it is: labels, addresses, and what the patient wrote
 * are not our sentences.
 */
export function measuredBlocks({ parts, locale }: WrittenLetter): TextBlock[] {
  return parts
    .filter((part) => part.locale === locale && part.purpose !== 'copy')
    .flatMap(({ blocks }) => blocks.flatMap(measured));
}

function measured(block: WrittenBlock): TextBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', text: block.text }];
    case 'paragraph':
      return [{ kind: 'text', text: block.text }];
    case 'numbered':
    case 'list':
      return block.items.map((text) => ({ kind: 'text', text }));
    case 'lines':
    case 'fields':
    case 'signature':
      return [];
  }
}

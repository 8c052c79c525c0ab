import type { WrittenBlock, WrittenLetter } from './written-letter.js';

/**
 * What is read of a letter in its own language, to measure how hard it is: labels, addresses, and what the patient wrote
 * are not our sentences. The shape is that of `measureText`.
 */
export function measuredBlocks({
  parts,
  locale,
}: WrittenLetter): { kind: 'heading' | 'text'; text: string }[] {
  return parts
    .filter((part) => part.locale === locale && part.purpose !== 'copy')
    .flatMap(({ blocks }) => blocks.flatMap(measured));
}

function measured(block: WrittenBlock): ReturnType<typeof measuredBlocks> {
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

import type { TextBlock } from './measure/text-units.js';
import type { WrittenBlock, WrittenMessage, WrittenStep } from './write-message.js';

/**
 * What is read of a message before somebody asks for more, block by block, in its order; what the record says in its
 * own words is left out.
 */
export function textBlocksOf(message: WrittenMessage): TextBlock[] {
  const { headings, title, tone, first, happened, means, stepsIntro, steps, help } = message;
  return [
    heading(title),
    ...texts([tone, first]),
    heading(headings.happened),
    ...happened.flatMap(blocksOf),
    heading(headings.means),
    ...means.flatMap(blocksOf),
    heading(headings.steps),
    ...texts([stepsIntro]),
    ...steps.flatMap(stepBlocks),
    heading(headings.help),
    ...texts(help),
  ];
}

/** What somebody reads who asks for more. */
export function laterBlocksOf({ moreSteps, more }: WrittenMessage): TextBlock[] {
  return [...moreSteps.flatMap(stepBlocks), ...texts(more)];
}

function blocksOf(block: WrittenBlock): TextBlock[] {
  if (block.kind === 'quote') return [];
  return texts(block.kind === 'text' ? [block.text] : block.items);
}

function stepBlocks({ what, how, rules, by, cost, say }: WrittenStep): TextBlock[] {
  return texts([what, how, ...rules, by, cost, say]);
}

function texts(lines: (string | null)[]): TextBlock[] {
  return lines.filter((line) => line !== null).map((text): TextBlock => ({ kind: 'text', text }));
}

function heading(text: string): TextBlock {
  return { kind: 'heading', text };
}

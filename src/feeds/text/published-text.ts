import { Parser } from 'htmlparser2';
import { withoutControls } from './decode-text.js';

const LONGEST_LINE = 1_000;
const LONGEST_TEXT = 20_000;
/** Markup is longer than its text; what stands behind so much of it is not read. */
const LONGEST_MARKUP = 100_000;
const LONGEST_ADDRESS = 2_000;
/** Elements of a text stand in a few others; looked at after so many letters each. */
const DEEPEST = 100;
const STEP = 1_000;

const UNSHOWN = new Set(['script', 'style', 'template']);
const ON_LINES_OF_THEIR_OWN = new Set(['p', 'br', 'div', 'li', 'ul', 'ol', 'tr', 'h1', 'h2', 'h3', 'h4']);

/** A name or a title: one line without control characters, of at most 1,000 letters (then ended by "…"). */
export function oneLine(text: string): string {
  return cut(squeezed(withoutControls(cut(text, LONGEST_MARKUP))), LONGEST_LINE);
}

/** A text with its line breaks, of at most 20,000 letters. */
export function longText(text: string): string {
  return cut(withoutControls(cut(text, LONGEST_MARKUP)).trim(), LONGEST_TEXT);
}

/**
 * The text that a reader of this HTML sees; what stands within script or style is nothing, and what comes after a hundred
 * elements within each other is not read.
 */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  let unshown = 0;
  let depth = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      depth += 1;
      if (UNSHOWN.has(name)) unshown += 1;
      if (ON_LINES_OF_THEIR_OWN.has(name)) parts.push('\n');
    },
    onclosetag: (name) => {
      depth -= 1;
      if (UNSHOWN.has(name)) unshown -= 1;
    },
    ontext: (text) => {
      if (unshown === 0) parts.push(text);
    },
  });
  const read = cut(html, LONGEST_MARKUP);
  for (let at = 0; at < read.length && depth <= DEEPEST; at += STEP) parser.write(read.slice(at, at + STEP));
  // The end of what was cut off is no text: a tag that was begun would be taken for it.
  if (depth <= DEEPEST) parser.end();
  return longText(
    parts
      .join('')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n[ \n]*/g, '\n'),
  );
}

/** An address that may stand behind a link: http or https; null for every other text. */
export function webAddress(text: string): string | null {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return null;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) ? url.href : null;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

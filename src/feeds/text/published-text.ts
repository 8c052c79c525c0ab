import { Parser } from 'htmlparser2';
import { withoutControls } from './decode-text.js';

const LONGEST_LINE = 1_000;
const LONGEST_TEXT = 20_000;
/** Markup is longer than its text; what stands behind so much of it is not read. */
const LONGEST_MARKUP = 100_000;
const LONGEST_ADDRESS = 2_000;

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

/** The text that a reader of this HTML sees; what is told between tags of script or style is nothing. */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  let unshown = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      if (UNSHOWN.has(name)) unshown += 1;
      if (ON_LINES_OF_THEIR_OWN.has(name)) parts.push('\n');
    },
    onclosetag: (name) => {
      if (UNSHOWN.has(name)) unshown -= 1;
    },
    ontext: (text) => {
      if (unshown === 0) parts.push(text);
    },
  });
  parser.end(cut(html, LONGEST_MARKUP));
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

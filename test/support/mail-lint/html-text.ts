/** Where blocks of text end: what stands on two sides of such a tag is not one sentence. */
const BLOCK_TAG = /<\/?(?:p|h[1-6]|div|table|tr|td|th|ul|ol|li|br|hr|title|body|head|html)\b[^>]*>/gi;
const UNSEEN = /<(style|script)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<!doctype[^>]*>/gi;
const PREVIEW = /<div style="display:none;[^"]*"[^>]*>([\s\S]*?)<\/div>/i;
const TAG = /<[^>]*>/g;
// Soft hyphens, joiners, spaces of no width, and the filler after a preview: nothing a reader sees.
const NO_WIDTH = /\p{Cf}|\u034f/gu;
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwnj: '',
};
const ACCENTED = /&([a-z])(?:acute|grave|circ|uml|tilde|ring|cedil|caron|slash);/gi;

/** What a mail client shows beside the subject before the mail is opened; empty where none is set. */
export function previewOf(html: string): string {
  return collapse(decodeEntities((PREVIEW.exec(html)?.[1] ?? '').replace(TAG, '')));
}

/** The visible text, one entry for each block, in order. Inline tags leave no gap: `Ri<b>ver</b>` reads "River". */
export function blocksOf(html: string): string[] {
  const body = html
    .replace(UNSEEN, '')
    .replace(/<head\b[\s\S]*?<\/head\s*>/i, '')
    .replace(PREVIEW, '');
  const blocks = body
    .replace(BLOCK_TAG, '\n\n')
    .replace(TAG, '')
    .split(/\n{2,}/);
  return blocks.map((block) => collapse(decodeEntities(block))).filter((block) => block !== '');
}

/** Everything a reader does not see but a machine may: comments and the values of attributes, styles left out. */
export function unseenOf(html: string): string {
  const comments = [...html.matchAll(/<!--([\s\S]*?)-->/g)].map((found) => found[1]);
  const tags = html.replace(UNSEEN, '').match(TAG) ?? [];
  const values = tags.flatMap((tag) => [...tag.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]);
  const kept = values
    .filter(([, name]) => name?.toLowerCase() !== 'style')
    .map((found) => found[2] ?? found[3]);
  return decodeEntities([...comments, ...kept].join('\n'));
}

/** The targets of all links, as a browser would read them. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/gi)].map((found) => decodeEntities(found[1] ?? ''));
}

/** Each link: where it leads, and the words on it. */
export function labelledLinksOf(html: string): { href: string; label: string }[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi)].map(([, href, label]) => ({
    href: decodeEntities(href ?? ''),
    label: collapse(decodeEntities((label ?? '').replace(TAG, ''))),
  }));
}

function decodeEntities(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCodePoint(parseInt(digits, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(ACCENTED, '$1')
    .replace(/&(\w+);/g, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole)
    .replace(NO_WIDTH, '');
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

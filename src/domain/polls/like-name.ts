// Words that many names share, and that therefore say nothing about whether two names are one organization's.
const EMPTY_WORDS = new Set(
  'a and at co corp dba for group health healthcare hospital inc llc llp lp ltd md medical of pa pc pllc plc services the'.split(
    ' ',
  ),
);

/**
 * How alike two names are, 0 to 1: the share of telling words of the shorter name that the longer one also has.
 * Good enough to choose between rows of one state and one day; not a match of organizations.
 */
export function nameLikeness(one: string, other: string): number {
  if (lettersOf(one) === lettersOf(other)) return 1;
  const words = tellingWords(one);
  const others = tellingWords(other);
  if (words.size === 0 || others.size === 0) return 0;
  let shared = 0;
  for (const word of words) if (others.has(word)) shared += 1;
  return shared / Math.min(words.size, others.size);
}

function tellingWords(name: string): Set<string> {
  const words = name
    .toLowerCase()
    .replace(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word !== '' && !EMPTY_WORDS.has(word)));
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

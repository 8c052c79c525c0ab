import { wordsOfText } from './matching/normalise.js';

/** Words that stand in the names of many places: they tell none from another. */
const COMMON = new Set(
  `hospital clinic center medical medicine health healthcare imaging radiology diagnostic scan xray mri
   university general regional community memorial system network group care institute department service office
   north south east west`.split(/\s+/),
);
/** The start of a word stands for it: "Mass General". */
const SHORTEST_START = 4;

/**
 * Whether two names may be of one place. Forgiving, since people write what they call it: one telling word in common is
 * enough, also shortened, or the initials; a name without any may be every place's.
 */
export function mayBeOnePlace(one: string, other: string): boolean {
  const [first, second] = [wordsOfText(one), wordsOfText(other)];
  const [telling, others] = [first, second].map((words) => words.filter((word) => !COMMON.has(word)));
  if (telling!.length === 0 || others!.length === 0) return true;
  return (
    telling!.some((word) => others!.some((found) => isOneWord(word, found))) ||
    first.includes(initialsOf(second)) ||
    second.includes(initialsOf(first))
  );
}

function isOneWord(one: string, other: string): boolean {
  if (one === other) return true;
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= SHORTEST_START && longer.startsWith(shorter);
}

function initialsOf(words: string[]): string {
  return words.length < 2 ? '' : words.map((word) => word[0]).join('');
}

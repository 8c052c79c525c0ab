import { wordFor, withWords, type ReadName } from './read-name.js';
import { STATE_WORD_FORMS } from './state-words.js';

/**
 * "UW Health" in Wisconsin is "University of Wisconsin Health", "OSU" in Ohio is "Ohio State University", and the
 * other way round. The letters tell this in the organization's own state only.
 */
export function universityNames(name: ReadName, state: string | null): ReadName[] {
  const spellings = state === null ? undefined : SPELLINGS.get(state);
  const first = name.words[0]?.text;
  if (first === undefined || spellings === undefined) return NONE;
  const found = spellings.filter(({ acronym, spelled }) => first === acronym || first === spelled[0]);
  return found.length === 0 ? NONE : found.flatMap((spelling) => otherSpelling(name, spelling));
}

interface Spelling {
  acronym: string;
  spelled: string[];
}

const NONE: ReadName[] = [];
const SPELLINGS = new Map([...STATE_WORD_FORMS].map(([state, words]) => [state, spellingsOf(words)]));

function spellingsOf(stateWords: string[]): Spelling[] {
  const initials = stateWords.map((word) => word.charAt(0)).join('');
  return [
    { acronym: `u${initials}`, spelled: ['university', ...stateWords] },
    { acronym: `${initials}su`, spelled: [...stateWords, 'state', 'university'] },
  ];
}

function otherSpelling(name: ReadName, { acronym, spelled }: Spelling): ReadName[] {
  if (name.words[0]?.text === acronym) return [replaced(name, 1, spelled)];
  const isSpelled = spelled.every((text, at) => name.words[at]?.text === text);
  return isSpelled ? [replaced(name, spelled.length, [acronym])] : NONE;
}

function replaced(name: ReadName, count: number, texts: string[]): ReadName {
  const rest = name.words.slice(count).filter(({ text }) => !texts.includes(text));
  const role = name.role === 'head' ? 'known' : name.role;
  return withWords({ ...name, role }, [...texts.map(wordFor), ...rest]);
}

import { wordFor, withWords, type ReadName } from './read-name.js';
import { stateWordsOf } from './state-words.js';

/**
 * "UW Health" in Wisconsin is "University of Wisconsin Health", "OSU" in Ohio is "Ohio State University", and the
 * other way round. The letters tell this in the organization's own state only.
 */
export function universityNames(name: ReadName, state: string | null): ReadName[] {
  const stateWords = stateWordsOf(state);
  const first = name.words[0]?.text;
  if (first === undefined || stateWords.length === 0) return [];
  const initials = stateWords.map((word) => word.charAt(0)).join('');
  const spellings: [string, string[]][] = [
    [`u${initials}`, ['university', ...stateWords]],
    [`${initials}su`, [...stateWords, 'state', 'university']],
  ];
  return spellings.flatMap(([acronym, spelled]) => {
    if (first === acronym) return [replaced(name, 1, spelled)];
    const isSpelled = spelled.every((text, at) => name.words[at]?.text === text);
    return isSpelled ? [replaced(name, spelled.length, [acronym])] : [];
  });
}

function replaced(name: ReadName, count: number, texts: string[]): ReadName {
  const rest = name.words.slice(count).filter(({ text }) => !texts.includes(text));
  const role = name.role === 'head' ? 'known' : name.role;
  return withWords({ ...name, role }, [...texts.map(wordFor), ...rest]);
}

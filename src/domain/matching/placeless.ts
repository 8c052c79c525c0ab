import { hasText, isSystem } from './name-kinds.js';
import { tellingWeight, withWords, type ReadName, type Word } from './read-name.js';

/**
 * "Quillan Brandt Clinic Ohio" in Ohio is "Quillan Brandt Clinic": the name without the words of its own state,
 * where a name remains. For equality within that state only.
 */
export function withoutState(names: readonly ReadName[], stateWords: readonly string[]): ReadName[] {
  if (stateWords.length === 0) return [];
  return names.flatMap((name) => {
    const rest = name.words.filter(({ text, kind }) => kind === 'rare' || !stateWords.includes(text));
    const isWhole = name.words.length - rest.length === stateWords.length;
    return isWhole && rest.length > 1 && rest.some(isNaming)
      ? [withWords({ ...name, role: 'placeless' }, rest)]
      : [];
  });
}

/** "University Health" is the system of "University Health Salem" in Salem: what is left without the own town. */
export function withoutTown(names: readonly ReadName[], townWords: readonly string[]): ReadName[] {
  if (townWords.length === 0) return [];
  return names.flatMap((name) => {
    const rest = name.words.filter(({ text }) => !townWords.includes(text));
    if (rest.length < 2 || name.words.length - rest.length !== townWords.length) return [];
    const system = withWords({ ...name, role: 'system' }, rest);
    const isKnown = tellingWeight(rest) >= 0.5 || hasText(rest, 'university');
    return isKnown && isSystem(system) ? [system] : [];
  });
}

function isNaming({ kind }: Word): boolean {
  return kind === 'rare' || kind === 'common';
}

import type { ReadName, Word } from './read-name.js';

const SYSTEM_WORDS = new Set('health healthcare system care service network science group'.split(' '));

export function isSystemWord(word: Word): boolean {
  return SYSTEM_WORDS.has(word.text);
}

/** A health system by its words, or by a name that is one rare word. */
export function isSystem(name: ReadName): boolean {
  if (name.words.length === 1) return name.words.every((word) => word.kind === 'rare');
  if (!name.words.some(isHealth) || name.words.some((word) => word.kind === 'specialty')) return false;
  // A "health district" is a public office, a "healthcare district" runs a hospital.
  const runsHospital = hasText(name.words, 'healthcare');
  const others = name.words.filter((word) => word.kind === 'type' && !isSystemWord(word));
  return others.every(({ text }) => runsHospital && text === 'district');
}

export function isHospital(name: ReadName): boolean {
  return name.words.some((word) => isHealth(word) || word.text === 'system') || isHospitalByWords(name.words);
}

export function isHospitalByWords(words: Word[]): boolean {
  return hasText(words, 'hospital') || (hasText(words, 'medical') && hasText(words, 'center'));
}

/** "Medical Group", "Physicians", "Foundation": an arm beside the hospital of that name. */
export function isPracticeArm(words: Word[]): boolean {
  const isGroup = hasText(words, 'medical') && hasText(words, 'group');
  return isGroup || hasText(words, 'physician') || hasText(words, 'foundation');
}

export function hasText(words: Word[], text: string): boolean {
  return words.some((word) => word.text === text);
}

export function isPlan(name: ReadName): boolean {
  return name.words.some((word) => word.kind === 'plan');
}

export function isHealth(word: Word): boolean {
  return word.text === 'health' || word.text === 'healthcare';
}

export function isDescriptor(word: Word): boolean {
  return word.kind === 'descriptor';
}

/** A place where patients are seen. */
export function isCare(words: Word[]): boolean {
  return words.some((word) => word.text === 'hospital' || word.text === 'center');
}

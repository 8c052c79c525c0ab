import type { LawId } from '../domain/law.js';
import type { Words } from './words.js';

/** A rule of law in words; past its review without its figures, where it has any. */
export function sayLaw(words: Words, id: LawId, pastReview: boolean): string {
  const dateless = `law.${id}.dateless`;
  return words.say(pastReview && words.has(dateless) ? dateless : `law.${id}`);
}

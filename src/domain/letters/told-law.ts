import { isPastReview, lawLine, type LawId } from '../law.js';
import type { ToldLaw } from './letter.js';

/** A rule as it may be told today (YYYY-MM-DD): past its review without its figures. */
export function toldLaw(id: LawId, today: string): ToldLaw {
  const line = lawLine(id);
  return { line, dateless: isPastReview(line, today) };
}

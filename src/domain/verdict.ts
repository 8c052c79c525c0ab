import type { History } from './history.js';
import type { Gap, Reading } from './pull.js';
import type { UnderstoodPull } from './read-pull.js';
import { imagedIn, type Study } from './study.js';

/** Whether a pull may stand for "these are all", and why not. */
export interface Verdict {
  complete: boolean;
  /** Why it is incomplete, in words for a person; empty when complete. */
  incomplete: string[];
  /** Why it is incomplete where it was meant to be a part and is sound as such: it may be the baseline. Else null. */
  partial: string | null;
  /** Types read to the end. */
  readable: string[];
  /** Types that the source does not let us read: left out of the comparison, named in coverage. */
  refused: Gap[];
  /** Answers in a row that held no study although the last complete one did. */
  emptyAnswers: number;
}

/** How many empty answers in a row are needed before "no studies" is believed. */
const EMPTY_ANSWERS_TO_AGREE = 2;
const UNSURE =
  'no study in the answer, though the last complete pull held some: waiting for a second answer to agree';

/**
 * A complete pull read every page of every type it could read before. What was refused from the start is no
 * gap; a type that was readable and now is refused or fails is one. A partial pull is never an absence.
 */
export function judgePull(
  history: History,
  reading: Reading,
  { studies, otherPatient }: Pick<UnderstoodPull, 'studies' | 'otherPatient'>,
): Verdict {
  const failed = reading.failed.map((gap) => explain(gap, 'could not be read'));
  if (otherPatient) failed.push('the answer is about another patient');
  const lost = reading.refused
    .filter((gap) => wasReadable(history, gap))
    .map((gap) => explain(gap, 'was readable before and is refused now'));
  const meant = reading.partial ?? null;
  const gaps = [...failed, ...lost];
  const partial = meant === null ? gaps : [...gaps, meant];
  const emptied = isEmptied(history, studies);
  const emptyAnswers = countEmptyAnswers(history, emptied, partial.length > 0);
  const unsure = emptied && partial.length === 0 && emptyAnswers < EMPTY_ANSWERS_TO_AGREE;
  const incomplete = unsure ? [UNSURE] : partial;
  return {
    complete: incomplete.length === 0,
    incomplete,
    partial: gaps.length === 0 ? meant : null,
    readable: reading.read,
    refused: reading.refused,
    emptyAnswers,
  };
}

/** No study, or none with images although reports remain: a search that found nothing looks the same. */
function isEmptied({ lastCompleteCount, lastImagedCount }: History, studies: Study[]): boolean {
  const noneAtAll = studies.length === 0 && lastCompleteCount > 0;
  return noneAtAll || (imagedIn(studies).length === 0 && lastImagedCount > 0);
}

/** A reading that failed says nothing about emptiness: it neither counts nor breaks the row. */
function countEmptyAnswers(history: History, emptied: boolean, partial: boolean): number {
  if (partial) return history.emptyAnswers;
  return emptied ? history.emptyAnswers + 1 : 0;
}

function wasReadable(history: History, gap: Gap): boolean {
  return gap.type === null ? true : history.readable.includes(gap.type);
}

function explain(gap: Gap, what: string): string {
  return `${gap.type ?? 'something'} ${what}: ${gap.why}`;
}

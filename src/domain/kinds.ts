import type { Change, ChangeKind } from './change.js';
import type { StudyDifference } from './compare-study.js';
import type { Study } from './study.js';

/** Two states of one study, and what is known beside them. */
export interface Meeting {
  before: Study;
  after: Study;
  difference: StudyDifference;
  replaced: boolean;
  /** It is still being completed: what is added belongs to its making. */
  growing: boolean;
  /** It had been gone. */
  returned: boolean;
}

/** Every kind that holds, the weightiest first: the first names the change, the others are told beside it. */
export function kindsOf(met: Meeting): ChangeKind[] {
  const { before, after, difference, replaced, growing, returned } = met;
  if (after.status === 'retracted') return before.status === 'retracted' ? [] : ['retracted'];
  const holding: [ChangeKind, boolean][] = [
    ['replaced', replaced],
    ['late-images', difference.moreImages && !growing],
    ['altered', firmContradictions(before, after, difference).length > 0],
    ['report-amended', difference.reports.amended],
    ['altered', isAltered(met)],
    ['added', returned],
    ['derived-added', difference.derivedSeries && after.ai !== null],
    ['grown', hasGrown(met)],
    ['derived-added', difference.derivedSeries],
    ['report-added', difference.reports.added],
    ['reissued', difference.reissued.length > 0 && !replaced],
  ];
  return [...new Set(holding.filter(([, holds]) => holds).map(([kind]) => kind))];
}

/** What was silent and says something now is no change of what was said: sources learn to tell more. */
function isAltered({ before, after, difference }: Meeting): boolean {
  const registered = before.status === 'registered';
  const fields = registered ? firmContradictions(before, after, difference) : difference.altered;
  return fields.length > 0;
}

/**
 * Fields that contradict what was known. An exam that was only registered may be moved to another day, and what the
 * place withdrew says nothing any more.
 */
export function firmContradictions(
  before: Study,
  after: Study,
  { contradicts }: StudyDifference,
): Change['contradicts'] {
  if (after.status === 'retracted') return [];
  return before.status === 'registered' ? contradicts.filter((field) => field !== 'started') : contradicts;
}

function hasGrown({ before, after, difference, growing }: Meeting): boolean {
  if (!growing) return false;
  const becameAvailable = before.status === 'registered' && after.status !== 'registered';
  const filledIn =
    difference.gained.length > 0 || (before.status === 'registered' && difference.altered.length > 0);
  return difference.moreImages || becameAvailable || filledIn;
}

/** The same unchanged pairs of pulls through general differs: how long they take, and how much they see in nothing. */
import jsonPatch from 'fast-json-patch';
import { create } from 'jsondiffpatch';
import microdiff from 'microdiff';
import { follow } from '../../dist/domain/follow.js';
import { NO_HISTORY } from '../../dist/domain/history.js';
import { inventedExams, pullText, readingOf } from '../invented/pulls.js';
import { median, ratio, timeInTurns } from '../measure.js';
import { inMs, inTimes, printTable } from '../table.js';

const SIZES = [20, 200, 2000];
/** It looks for the longest common part of shuffled lists, which takes minutes for long ones. */
const MOST_FOR_JSONDIFFPATCH = 200;
const BASELINE_AT = '2026-01-01T04:00:00Z';
const LATER_AT = '2026-01-08T04:00:00Z';
const SETTLING_HOURS = 24;

const byId = create({ objectHash: ({ resource, fullUrl, uid, id }) => resource?.id ?? fullUrl ?? uid ?? id });

printTable(
  'peers: two pulls of an unchanged record, from text to differences; ratio to ours',
  ['', 'differences', 'median', 'ratio'],
  SIZES.flatMap(measure),
);

function measure(size) {
  const exams = inventedExams(size);
  const [before, after] = [pullText(exams, 1), pullText(exams, 2)];
  const { history, pull } = follow(NO_HISTORY, readingOf(before), null, BASELINE_AT, SETTLING_HOURS);
  const known = JSON.parse(before);
  const differs = {
    ours: () => follow(history, readingOf(after), pull.patient, LATER_AT, SETTLING_HOURS).flags.length,
    microdiff: () => microdiff(known, JSON.parse(after)).length,
    'fast-json-patch': () => jsonPatch.compare(known, JSON.parse(after)).length,
    ...(size > MOST_FOR_JSONDIFFPATCH
      ? {}
      : { jsondiffpatch: () => countOf(byId.diff(known, JSON.parse(after))) }),
  };
  const times = timeInTurns(differs, 5);
  return Object.entries(differs).map(([name, run]) => [
    `${size} studies: ${name}`,
    String(run()),
    inMs(median(times[name])),
    inTimes(ratio(times[name], times.ours)),
  ]);
}

/** Leaves of a delta: each is one value added, taken out, changed or moved. */
function countOf(delta) {
  if (delta === undefined || typeof delta !== 'object') return 0;
  if (Array.isArray(delta)) return 1;
  return Object.entries(delta).reduce((sum, [name, part]) => sum + (name === '_t' ? 0 : countOf(part)), 0);
}

/** From the text of a pull to its verdict and flags, beside JSON.parse of the same text. */
import { follow } from '../../dist/domain/follow.js';
import { NO_HISTORY } from '../../dist/domain/history.js';
import { inventedExams, pullText, readingOf, withNews } from '../invented/pulls.js';
import { median, ratio, timeInTurns } from '../measure.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const SIZES = [20, 200, 2000];
const LIMITS = { unchanged: 1.5, changed: 3 };
const BASELINE_AT = '2026-01-01T04:00:00Z';
const LATER_AT = '2026-01-08T04:00:00Z';
const SETTLING_HOURS = 24;

const rows = SIZES.flatMap(measure);
printTable(
  'diff: text of a later pull to its verdict and flags; ratio to JSON.parse of the same text',
  ['', 'text', 'median', 'ratio', 'limit'],
  rows,
);

function measure(size) {
  const exams = inventedExams(size);
  const { history, pull } = follow(
    NO_HISTORY,
    readingOf(pullText(exams, 1)),
    null,
    BASELINE_AT,
    SETTLING_HOURS,
  );
  const texts = { unchanged: pullText(exams, 2), changed: pullText(withNews(exams), 2) };
  const later = (text) => follow(history, readingOf(text), pull.patient, LATER_AT, SETTLING_HOURS);
  expectKinds(later(texts.unchanged), []);
  expectKinds(later(texts.changed), ['added', 'altered']);
  return Object.entries(texts).flatMap(([name, text]) => {
    const taken = timeInTurns({ parse: () => JSON.parse(text), whole: () => later(text) });
    const parse = [
      `${size} studies, ${name}: JSON.parse`,
      inKb(text.length),
      inMs(median(taken.parse)),
      inTimes(1),
    ];
    const whole = inTimes(ratio(taken.whole, taken.parse));
    return [parse, ['  to the verdict', '', inMs(median(taken.whole)), whole, inTimes(LIMITS[name])]];
  });
}

/** A figure for work that was not done, or done wrong, would be worse than none. */
function expectKinds({ verdict, flags }, expected) {
  const kinds = flags.map(({ change }) => change.kind).sort();
  if (verdict.complete && kinds.join() === expected.join()) return;
  throw new Error(`expected a complete pull with [${expected}], got [${kinds}] ${verdict.incomplete}`);
}

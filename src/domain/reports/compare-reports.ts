import type { Report } from '../study.js';

/** What became of the reports of one study. */
export interface ReportDifference {
  /** A report that was not there, or one that was only preliminary and is given out now. */
  added: boolean;
  /** One that had been given out says something else, says that it was changed, or was taken back. */
  amended: boolean;
}

type Meeting = 'added' | 'amended' | null;

/** A report that says something else now, with what it was; null where one came beside several. */
export interface AmendedReport {
  before: Report | null;
  now: Report;
}

interface Met extends AmendedReport {
  meeting: Meeting;
}

/**
 * Compares the reports of two states of a study. A correction comes under the same id, or as a new resource in the
 * place of the one that is gone, or beside it (HL7 R4 DiagnosticReport.status; some vendors supersede).
 * @param complete whether what is not told of is gone: a partial pull never says so
 */
export function compareReports(before: Report[], after: Report[], complete: boolean): ReportDifference {
  const meetings = meetAll(before, after, complete).map(({ meeting }) => meeting);
  return { added: meetings.includes('added'), amended: meetings.includes('amended') };
}

/** The reports by which `compareReports` says that one was amended. */
export function amendedReports(before: Report[], after: Report[]): AmendedReport[] {
  return meetAll(before, after, true)
    .filter(({ meeting }) => meeting === 'amended')
    .map((met) => ({ before: met.before, now: met.now }));
}

function meetAll(before: Report[], after: Report[], complete: boolean): Met[] {
  const gone = complete ? before.filter((report) => !after.some((now) => shareId(report, now))) : [];
  return after.map((now) => ({ ...meet(now, before, gone), now }));
}

function meet(now: Report, before: Report[], gone: Report[]): Omit<Met, 'now'> {
  const same = before.find((report) => shareId(report, now));
  if (same !== undefined) return { before: same, meeting: compareStates(same, now) };
  const copy = before.find((report) => shareText(report, now));
  if (copy !== undefined) return { before: copy, meeting: isNewlyAmended(copy, now) ? 'amended' : null };
  const [replaced] = gone.filter(({ status }) => status !== 'withdrawn');
  if (replaced !== undefined) return { before: replaced, meeting: compareStates(replaced, now) };
  const [only, another] = before.filter(isGivenOut);
  return { before: another === undefined ? (only ?? null) : null, meeting: compareToNothing(now, before) };
}

/** The same report at two times. */
function compareStates(before: Report, now: Report): Meeting {
  if (before.status === 'preliminary') return isGivenOut(now) ? 'added' : null;
  if (before.status === 'withdrawn') return isGivenOut(now) ? 'amended' : null;
  if (now.status === 'withdrawn' || isNewlyAmended(before, now)) return 'amended';
  if (now.status === 'preliminary' && before.status !== 'unknown') return 'amended';
  return contradict(before.conclusion, now.conclusion) || contradict(before.whole, now.whole)
    ? 'amended'
    : null;
}

/** A report beside those that stay: an addendum where one was given out before, else a first or further one. */
function compareToNothing(now: Report, before: Report[]): Meeting {
  if (!isGivenOut(now)) return null;
  return now.status === 'amended' && before.some(isGivenOut) ? 'amended' : 'added';
}

function isNewlyAmended(before: Report, now: Report): boolean {
  return now.status === 'amended' && before.status !== 'amended';
}

function isGivenOut({ status }: Report): boolean {
  return status !== 'preliminary' && status !== 'withdrawn';
}

/** Both can be read, and they differ. */
function contradict(before: string | null, now: string | null): boolean {
  return before !== null && now !== null && before !== now;
}

function shareId(one: Report, other: Report): boolean {
  return one.ids.some((id) => other.ids.includes(id));
}

function shareText(one: Report, other: Report): boolean {
  const texts = [one.conclusion, one.whole].filter((text) => text !== null);
  return texts.includes(other.conclusion ?? '') || texts.includes(other.whole ?? '');
}

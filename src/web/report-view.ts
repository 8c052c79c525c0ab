import { type AmendedReport, amendedReports } from '../domain/reports/compare-reports.js';
import { compareWords, type Passage } from '../domain/reports/compare-words.js';
import type { Report, Study } from '../domain/study.js';
import type { ChangedReportsView } from './views/flag.js';
import type { ChangedReportView, PassageView, ReportSideView, ReportTextView } from './views/report.js';
import { type Reader, statedDay } from './words/times.js';

/** No page shows more changed reports of one scan than these. */
const MOST_SHOWN = 5;
/** Longer runs of words are folded; so many stay at each end that meets a change. */
const LONGEST_RUN = 80;
const KEPT_AT_END = 30;

type Part = ReportTextView['part'];
const PARTS: Part[] = ['conclusion', 'whole'];

/** Words by the name of their text, as far as they were kept. */
export type KeptTexts = Map<string, string>;

/** The reports that changed between two states of a study. */
export function changedReports(before: Study | null, after: Study): AmendedReport[] {
  return amendedReports(before?.reports ?? [], after.reports).slice(0, MOST_SHOWN);
}

/** Names of the texts that are needed to show these. */
export function textNames(reports: AmendedReport[]): string[] {
  const all = reports.flatMap(({ before, now }) => [before, now]).filter((report) => report !== null);
  return [...new Set(all.flatMap((report) => PARTS.flatMap((part) => report[part] ?? [])))];
}

export const NO_REPORTS: ChangedReportsView = { hidden: false, marked: false, changed: [] };

/** All of them, for whoever may read reports: a helper hears that a report changed, and looks at it with the patient. */
export function changedReportsView(
  reports: AmendedReport[],
  kept: KeptTexts,
  mayRead: boolean,
  reader: Reader,
): ChangedReportsView {
  if (!mayRead) return { ...NO_REPORTS, hidden: reports.length > 0 };
  const changed = reports.map((report) => changedReportView(report, kept, reader));
  const passages = changed
    .flatMap(({ sides }) => sides)
    .flatMap(({ texts }) => texts.flatMap((text) => text.passages));
  return { hidden: false, marked: passages.some(({ kind }) => kind !== 'same'), changed };
}

/** A changed report as it was and as it is, with what was added or taken out marked where both can be read. */
function changedReportView(
  { before, now }: AmendedReport,
  kept: KeptTexts,
  reader: Reader,
): ChangedReportView {
  const parts = partsToShow(before, now);
  const compared = parts.map((part) => comparePart(part, before, now, kept));
  const sides = [
    ...(before === null
      ? []
      : [
          sideView(
            'before',
            before,
            compared.map((one) => one.before),
            reader,
          ),
        ]),
    sideView(
      'now',
      now,
      compared.map((one) => one.now),
      reader,
    ),
  ];
  return {
    sides,
    same: before !== null && parts.length > 0 && parts.every((part) => before[part] === now[part]),
  };
}

/** The texts that differ; where none does, the most telling one that both have, else all there are. */
function partsToShow(before: Report | null, now: Report): Part[] {
  const there = PARTS.filter((part) => (before?.[part] ?? now[part]) !== null);
  if (before === null) return there;
  const inBoth = there.filter((part) => before[part] !== null && now[part] !== null);
  const differing = inBoth.filter((part) => before[part] !== now[part]);
  if (differing.length > 0) return differing;
  return inBoth.length > 0 ? inBoth.slice(-1) : there;
}

function comparePart(
  part: Part,
  before: Report | null,
  now: Report,
  kept: KeptTexts,
): { before: ReportTextView; now: ReportTextView } {
  const [oldName, newName] = [before?.[part] ?? null, now[part]];
  const [oldWords, newWords] = [kept.get(oldName ?? '') ?? null, kept.get(newName ?? '') ?? null];
  const compared = oldWords === null || newWords === null ? null : compareWords(oldWords, newWords);
  const without = (kind: Passage['kind']): Passage[] | null =>
    compared?.filter((passage) => passage.kind !== kind) ?? null;
  return {
    before: textView(part, oldName, oldWords, without('added')),
    now: textView(part, newName, newWords, without('removed')),
  };
}

function textView(
  part: Part,
  name: string | null,
  words: string | null,
  compared: Passage[] | null,
): ReportTextView {
  const passages = compared ?? (words === null ? [] : [{ kind: 'same' as const, words }]);
  const folded = passages.flatMap((passage, at) => fold(passage, at > 0, at < passages.length - 1));
  return {
    part,
    state: words !== null ? 'read' : name === null ? 'unreadable' : 'not-kept',
    passages: folded,
    unfolded: folded.length > passages.length || folded.some(isFold) ? words : null,
  };
}

function isFold({ kind, words }: PassageView): boolean {
  return kind === 'same' && words === '';
}

/** A long run of words by its ends; what was changed keeps its beginning. */
function fold({ kind, words }: Passage, follows: boolean, precedes: boolean): PassageView[] {
  const all = words.match(/\S+\s*/g) ?? [];
  if (all.length <= LONGEST_RUN) return [{ kind, words }];
  const isAlone = !follows && !precedes;
  const head = kind !== 'same' || isAlone ? LONGEST_RUN : follows ? KEPT_AT_END : 0;
  const tail = kind === 'same' && precedes ? KEPT_AT_END : 0;
  const ends = [all.slice(0, head), all.slice(all.length - tail)].map((run) => run.join(''));
  const view = (run: string): PassageView[] => (run === '' ? [] : [{ kind, words: run }]);
  return [...view(ends[0]!), { kind: 'same', words: '' }, ...view(tail === 0 ? '' : ends[1]!)];
}

function sideView(
  when: ReportSideView['when'],
  { status, issued }: Report,
  texts: ReportTextView[],
  reader: Reader,
): ReportSideView {
  return { when, status, day: issued === null ? null : statedDay(issued, reader), texts };
}

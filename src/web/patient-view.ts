import type { Need } from '../store/pages/need.reader.js';
import type { AskedStudy, PatientRecord } from '../store/pages/patient.reader.js';
import { answerView } from './answer-view.js';
import { connectionView } from './connection-view.js';
import { breachLine } from './exposure-view.js';
import { shownLevel } from './flag-view.js';
import { needViews } from './need-view.js';
import { flagHref, reviewAction } from './record-links.js';
import { studyView } from './study-view.js';
import type { PatientView, ReviewView, StudyView } from './views/record.js';
import type { Reader } from './words/times.js';

/** Whose record, for whom. */
export interface RecordOf {
  patientId: string;
  readerId: string;
  reader: Reader;
}

/** A patient's page besides what every page carries. */
export function patientFacts(
  { patientId, readerId, reader }: RecordOf,
  record: PatientRecord,
  needs: Need[],
  studies: AskedStudy[],
): Omit<PatientView, 'lang' | 'csrf' | 'viewer' | 'who' | 'linkHref'> {
  const reviews = needs.filter(({ kind }) => kind === 'review');
  return {
    needs: needViews(
      needs.filter(({ kind }) => kind !== 'review'),
      reader,
    ),
    reviews: reviews.map((need) => reviewView(need, studies)),
    years: byYear(studies).map(({ year, studies: ofYear }) => ({
      year,
      studies: ofYear.map((study) => askedStudyView({ patientId, readerId, reader }, study)),
    })),
    breaches: record.exposures.map((line) => breachLine(patientId, line, reader)),
    connections: record.places.map((place) => connectionView(patientId, place, reader)),
  };
}

/** A study with its newest question: open, or answered and by whom. */
function askedStudyView({ patientId, readerId, reader }: RecordOf, study: AskedStudy): StudyView {
  const { flag, answer } = study;
  const view = studyView(study, reader);
  if (flag === null) return view;
  const href = flagHref(patientId, flag.id);
  const level = shownLevel(flag.level, !flag.stale, answer?.answer ?? null);
  const open = level !== 'quiet' && answer?.answer !== 'unsure';
  return {
    ...view,
    href,
    flag: open ? { href, level } : null,
    answer: answerView(answer, readerId, reader),
  };
}

/** Studies come newest first and keep their order; those without a date are last. */
function byYear(studies: AskedStudy[]): { year: string | null; studies: AskedStudy[] }[] {
  const years = new Map<string | null, AskedStudy[]>();
  for (const study of studies) {
    const year = yearOf(study);
    years.set(year, [...(years.get(year) ?? []), study]);
  }
  return [...years].map(([year, ofYear]) => ({ year, studies: ofYear }));
}

function yearOf({ facts }: AskedStudy): string | null {
  return facts.started?.slice(0, 4) ?? null;
}

function reviewView({ id, patientId, organization, studies, at }: Need, all: AskedStudy[]): ReviewView {
  const first = all.filter(({ connectionId, firstSeenAt }) => connectionId === id && firstSeenAt <= at);
  const years = first.flatMap((study) => yearOf(study) ?? []).sort();
  return {
    organization,
    studies: studies ?? first.length,
    firstYear: years[0] ?? null,
    lastYear: years.at(-1) ?? null,
    action: reviewAction(patientId, id),
  };
}

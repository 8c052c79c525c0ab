import type { Need } from '../store/pages/need.reader.js';
import type { AskedStudy, PatientRecord } from '../store/pages/patient.reader.js';
import { answerView } from './answer-view.js';
import { connectionView } from './connection-view.js';
import { expectedViews, expectForm } from './expected-view.js';
import { breachLine } from './exposure-view.js';
import { needViews } from './need-view.js';
import { openLevel } from './over-time/open-level.js';
import type { RecordOf } from './record-of.js';
import { flagHref, reviewAction, studyHref } from './record-links.js';
import { studyView } from './study-view.js';
import type { PatientView, ReviewView, StudyView } from './views/record.js';
import type { Who } from './views/shell.js';

/** A patient's page besides what every page carries. */
export function patientFacts(
  of: RecordOf,
  record: PatientRecord,
  needs: Need[],
  studies: AskedStudy[],
  who: Who,
): Omit<
  PatientView,
  | 'lang'
  | 'csrf'
  | 'viewer'
  | 'who'
  | 'linkHref'
  | 'filesHref'
  | 'noticeHref'
  | 'casesHref'
  | 'overTimeHref'
  | 'leaveHref'
  | 'accessLogHref'
  | 'peopleHref'
  | 'countingHref'
> {
  const { patientId, readerId, reader } = of;
  const reviews = needs.filter(({ kind }) => kind === 'review');
  return {
    needs: needViews(needs, reader),
    reviews: reviews.map((need) => reviewView(need, studies)),
    years: byYear(studies).map(({ year, studies: ofYear }) => ({
      year,
      studies: ofYear.map((study) => askedStudyView(of, study, who)),
    })),
    expected: expectedViews(of, record.expected, studies),
    expect: expectForm(of),
    breaches: record.exposures.map((line) => breachLine(patientId, line, who.role, reader)),
    connections: record.places.map((place) => connectionView(patientId, place, reader, readerId)),
  };
}

/** A study with its newest question: open, or answered and by whom. Without one it can be answered where it stands. */
function askedStudyView(
  { patientId, readerId, reader, mayAct }: RecordOf,
  study: AskedStudy,
  who: Who,
): StudyView {
  const { flag, answer } = study;
  const href = flag === null ? studyHref(patientId, study.id) : flagHref(patientId, flag.id);
  const level = openLevel(study);
  const asks = flag === null && answer === null && study.firstList && mayAct;
  return {
    ...studyView(study, reader),
    href,
    flag: level && { href, level },
    answer: answerView(answer, readerId, reader),
    told: study.told && { by: study.told.accountId === readerId ? null : study.told.by },
    ask: asks ? { action: `${href}/answer`, who, gone: false } : null,
  };
}

/** Studies come newest first and keep their order; those without a date are last. */
export function byYear(studies: AskedStudy[]): { year: string | null; studies: AskedStudy[] }[] {
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

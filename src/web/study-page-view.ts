import type { StudyPageRow } from '../store/pages/study.reader.js';
import { type FlagFacts, shownLevel } from './flag-view.js';
import { stepDates } from './step-dates.js';
import { NO_REPORTS } from './report-view.js';
import { studyView } from './study-view.js';
import { momentWords, type Reader } from './words/times.js';

/** The page of a scan that no flag asks about: quiet, until somebody says that it is not the patient's. */
export function studyFacts({ study, answer, dealt, code, said }: StudyPageRow, reader: Reader): FlagFacts {
  const level = shownLevel('quiet', true, { answer: answer?.answer ?? null, dealt: dealt !== null });
  const seenAt = momentWords(study.firstSeenAt, reader);
  return {
    organization: study.organization,
    situation: 'S01',
    level,
    code,
    study: studyView(study, reader),
    seenAt,
    reasons: [],
    plainReasons: [],
    changes: [],
    reports: NO_REPORTS,
    seen: [
      { what: 'added', at: seenAt },
      ...said.map(({ what, at }) => ({ what, at: momentWords(new Date(at), reader) })),
    ],
    billFits: false,
    dates: stepDates(level, reader),
  };
}

import { canShowFace } from '../domain/face.js';
import type { StudyPageRow } from '../store/pages/study.reader.js';
import { studyMessage } from './flag-message.js';
import { type FlagFacts, shownLevel } from './flag-view.js';
import type { MessageReader } from './message-of.js';
import { NO_REPORTS } from './report-view.js';
import { studyView } from './study-view.js';
import { momentWords } from './words/times.js';

/** The page of a scan that no flag asks about: quiet, until somebody says that it is not the patient's. */
export function studyFacts(row: StudyPageRow, to: MessageReader): FlagFacts {
  const { study, answer, dealt, code, said } = row;
  const { reader } = to;
  const level = shownLevel('quiet', true, { answer: answer?.answer ?? null, dealt: dealt !== null });
  return {
    organization: study.organization,
    situation: 'S01',
    message: studyMessage(row, level, to),
    code,
    study: studyView(study, reader),
    face: canShowFace(study.facts),
    changes: [],
    reports: NO_REPORTS,
    seen: [
      { what: 'added', at: momentWords(study.firstSeenAt, reader) },
      ...said.map(({ what, at }) => ({ what, at: momentWords(new Date(at), reader) })),
    ],
  };
}

import { answeredLevel } from '../domain/exposure.js';
import type { Level } from '../domain/level.js';
import { type GrantRole, levelForRole } from '../domain/notification.js';
import type { ExposureRow } from '../store/pages/exposure.reader.js';
import type { ExposureLine } from '../store/pages/patient.reader.js';
import type { StudyRow } from '../store/pages/study-row.js';
import { type Certainty, exposureMessage } from './exposure-message.js';
import type { MessageReader } from './message-of.js';
import { exposureHref } from './record-links.js';
import { studyView } from './study-view.js';
import type { ExposureView } from './views/breach.js';
import type { BreachLineView } from './views/record.js';
import { filedAs } from './words/filed-as.js';
import { dayOnly, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

/** What the page of a breach shows besides what every page carries, and who may answer. */
export type ExposureFacts = Omit<
  ExposureView,
  | 'lang'
  | 'csrf'
  | 'viewer'
  | 'who'
  | 'patientHref'
  | 'lettersHref'
  | 'trackAction'
  | 'exposureId'
  | 'answerAction'
  | 'answer'
  | 'dealtAction'
  | 'dealt'
  | 'hide'
>;

type Judgeable = Pick<ExposureLine, 'situation' | 'level' | 'answer' | 'dealt' | 'filing' | 'withdrawn'>;

interface Judged {
  certainty: Certainty;
  level: Level;
}

/**
 * A possible match is settled by the patient's own word; until then it stays possible. What is dealt with is quiet, and
 * what is to be done today is for those who may act.
 */
function judge(row: Judgeable, madeOn: string, role: GrantRole): Judged {
  const { certainty, level } = judgeReport(row, madeOn);
  return { certainty, level: row.dealt === null ? levelForRole(role, level) : 'quiet' };
}

function judgeReport(row: Judgeable, madeOn: string): Judged {
  const answer = row.answer?.answer ?? null;
  return { certainty: certaintyOf(row, answer), level: answeredLevel({ ...row, answer }, madeOn) };
}

function certaintyOf({ situation, withdrawn, filing }: Judgeable, answer: string | null): Certainty {
  if (situation === 'S15') return withdrawn ? 'withdrawn' : 'not-mine';
  if (situation === 'S14') return 'vendor';
  if (situation !== 'S13') return 'confirmed';
  if (answer === 'not-mine') return 'not-mine';
  return answer === 'know' && filing !== null ? 'confirmed' : 'possible';
}

/** One line of the breaches of a patient. */
export function breachLine(
  patientId: string,
  line: ExposureLine,
  role: GrantRole,
  reader: Reader,
): BreachLineView {
  const { id, organization, filing, paper, createdAt, studies } = line;
  const day = filing === null ? paper!.letterOn : filing.submitted;
  return {
    href: exposureHref(patientId, id),
    organization,
    ...judge(line, createdAt.slice(0, 10), role),
    reportedOn: day === null ? null : dayOnly(day, reader),
    letter: filing === null,
    studies,
  };
}

/** A breach, with the studies that may have been held there. */
export function exposureFacts(row: ExposureRow, held: StudyRow[], to: MessageReader): ExposureFacts {
  const { filing, createdAt } = row;
  const judged = judge(row, createdAt.toISOString().slice(0, 10), to.who.role);
  const asFiled = filing === null ? [] : [...filing.types, ...filing.locations];
  return {
    message: exposureMessage(row, { ...judged, held: held.length }, to),
    code: row.code,
    organization: row.organization,
    open: judged.level !== 'quiet' && (judged.certainty === 'confirmed' || judged.certainty === 'vendor'),
    takenBack: row.situation === 'S15',
    asFiled,
    plainly: filedAs(asFiled),
    report: filing === null ? null : webLink(filing.url),
    studies: held.map((study) => studyView(study, to.reader)),
  };
}

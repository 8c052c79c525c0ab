import { exposureRule, letterDue, NEWS_DAYS } from '../domain/exposure.js';
import type { FeedSource, Filing } from '../domain/filing.js';
import type { Level } from '../domain/level.js';
import type { PaperNotice } from '../domain/paper-notice.js';
import type { ExposureRow } from '../store/pages/exposure.reader.js';
import type { ExposureLine } from '../store/pages/patient.reader.js';
import type { StudyRow } from '../store/pages/study-row.js';
import { exposureHref } from './record-links.js';
import { daysAfter, stepDates } from './step-dates.js';
import { studyView } from './study-view.js';
import type { DataKind, ExposureView } from './views/breach.js';
import type { BreachLineView } from './views/record.js';
import { filedAs } from './words/filed-as.js';
import { matchReasons } from './words/match-reasons.js';
import { dayOnly, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

/** What the page of a breach shows besides what every page carries, and who may answer. */
export type ExposureFacts = Omit<
  ExposureView,
  'lang' | 'csrf' | 'viewer' | 'who' | 'patientHref' | 'answerAction' | 'answer' | 'dealtAction' | 'dealt'
>;

/** Who reads the reports that a feed lists. CISA's and the press's are for staff and never lead to an exposure by themselves. */
export const REPORTED_TO: Record<FeedSource, ExposureView['reportedTo']> = {
  hhs: 'hhs',
  wa: 'washington',
  ca: 'california',
  sec: 'sec',
  hibp: 'hibp',
  cisa: 'press',
  rss: 'press',
  sandbox: 'sandbox',
};

/** Kinds of data by the words of a report. */
const DATA_KINDS: [DataKind, RegExp][] = [
  ['social-security', /social security|\bssns?\b/i],
  ['bank', /bank(ing)? (account|information)|financial (account|& banking|and banking)/i],
  ['card', /(credit|debit) card|(?<!id(entification)? )card numbers?/i],
  [
    'health-plan',
    /health plan|health insurance|insurance (policy|id|number)|member id|medicare|medicaid id/i,
  ],
  ['password', /password|log-?in credential/i],
  [
    'medical',
    /(medical|clinical|diagnos\w+|treatment) (information|records?|data|history)|health (information|records?|data)\b/i,
  ],
  ['images', /\b(x-rays?|radiolog\w+|imaging|medical images|scans)\b/i],
];

type Judgeable = Pick<ExposureLine, 'situation' | 'level' | 'answer' | 'dealt' | 'filing' | 'withdrawn'>;

/** What a letter does not tell, and a report does. */
const NOT_IN_LETTERS = { affected: { state: 'not-told' }, report: null } as const;

interface Judged {
  certainty: BreachLineView['certainty'];
  level: Level;
}

/** A possible match is settled by the patient's own word; until then it stays possible. What is dealt with is quiet. */
function judge(row: Judgeable, madeOn: string): Judged {
  const judged = judgeReport(row, madeOn);
  return row.dealt === null ? judged : { ...judged, level: 'quiet' };
}

function judgeReport({ situation, level, answer, filing, withdrawn }: Judgeable, madeOn: string): Judged {
  if (situation === 'S15') return { certainty: withdrawn ? 'withdrawn' : 'not-mine', level };
  if (situation === 'S14') return { certainty: 'vendor', level };
  if (situation !== 'S13') return { certainty: 'confirmed', level };
  if (answer?.answer === 'not-mine') return { certainty: 'not-mine', level: 'quiet' };
  if (answer?.answer !== 'know' || filing === null) return { certainty: 'possible', level };
  return { certainty: 'confirmed', level: exposureRule('named', filing, madeOn).level };
}

/** One line of the breaches of a patient. */
export function breachLine(patientId: string, line: ExposureLine, reader: Reader): BreachLineView {
  const { id, organization, filing, paper, createdAt, studies } = line;
  const day = filing === null ? paper!.letterOn : filing.submitted;
  return {
    href: exposureHref(patientId, id),
    organization,
    ...judge(line, createdAt.slice(0, 10)),
    reportedOn: day === null ? null : dayOnly(day, reader),
    letter: filing === null,
    studies,
  };
}

/** A breach, with the studies that may have been held there; a letter's own numbers are for those who may act. */
export function exposureFacts(
  row: ExposureRow,
  held: StudyRow[],
  reader: Reader,
  mayAct: boolean,
): ExposureFacts {
  const { organization, createdAt } = row;
  const { certainty, level } = judge(row, createdAt.toISOString().slice(0, 10));
  return {
    level,
    code: row.code,
    certainty: certainty === 'not-mine' || certainty === 'withdrawn' ? 'possible' : certainty,
    takenBack: takenBack(row),
    organization,
    ...(row.filing === null
      ? letterFacts(row.paper!, reader, mayAct)
      : reportFacts(row.filing, row.reasons, reader)),
    complainBy: daysAfter(createdAt, NEWS_DAYS, reader),
    dates: stepDates(level, reader),
    studies: held.map((study) => studyView(study, reader)),
  };
}

function reportFacts(filing: Filing, reasons: string[], reader: Reader) {
  const due = letterDue(filing);
  return {
    letter: null,
    reportedName: filing.name,
    reportedTo: REPORTED_TO[filing.source],
    reportedOn: filing.submitted === null ? null : dayOnly(filing.submitted, reader),
    affected: affectedOf(filing),
    asFiled: [...filing.types, ...filing.locations],
    plainly: filedAs([...filing.types, ...filing.locations]),
    dataKinds: dataKinds([filing.description, ...filing.informationTypes].join('. ')),
    matchReasons: matchReasons(reasons),
    report: webLink(filing.url),
    letterBy: due === null ? null : dayOnly(due, reader),
  };
}

function letterFacts(notice: PaperNotice, reader: Reader, mayAct: boolean) {
  return {
    letter: {
      on: dayOnly(notice.letterOn, reader),
      breachOn: notice.breachOn === null ? null : dayOnly(notice.breachOn, reader),
      hotline: mayAct ? notice.hotline : null,
      offerCode: mayAct ? notice.offerCode : null,
    },
    reportedName: notice.place,
    reportedTo: 'paper' as const,
    reportedOn: dayOnly(notice.letterOn, reader),
    dataKinds: notice.kinds,
    letterBy: null,
    ...NOT_IN_LETTERS,
    asFiled: [],
    plainly: [],
    matchReasons: [],
  };
}

function takenBack({ situation, withdrawn }: ExposureRow): ExposureView['takenBack'] {
  if (situation !== 'S15') return null;
  return withdrawn ? 'withdrawn' : 'other-place';
}

export function affectedOf({ affected, affectedIsPlaceholder }: Filing): ExposureView['affected'] {
  if (affectedIsPlaceholder) return { state: 'at-least-500' };
  return affected === null ? { state: 'not-told' } : { state: 'counted', people: affected };
}

/** The kinds of data that a report names in its text; none where it names none. */
export function dataKinds(description: string | null): DataKind[] {
  return DATA_KINDS.filter(([, words]) => words.test(description ?? '')).map(([kind]) => kind);
}

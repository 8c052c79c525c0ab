import { UNREAD_DAYS } from '../domain/notification.js';
import type { Place } from '../store/pages/patient.reader.js';
import { connectionHref } from './record-links.js';
import type { ConnectionProblem, ConnectionView } from './views/record.js';
import { refusedKinds } from './words/refused-kinds.js';
import { momentWords, type Reader } from './words/times.js';

const DAY_MS = 86_400_000;

/**
 * What a person can do about a gap is told by the sentence that the pull keeps of it: one of domain/verdict.ts,
 * fhir/outcome.ts, fhir/search-reader.ts or lib/http/http-error.ts. The first that fits decides.
 */
const PROBLEMS: [ConnectionProblem, RegExp][] = [
  ['permission', /must be linked again|does not allow this to be read|refused now|access has expired/],
  ['empty', /no study in the answer/],
  ['busy', /asks for fewer requests/],
  [
    'unreachable',
    /cannot be reached|did not answer in time|broke off|not available|failed while answering|no secure connection|ran out of time|in a way not known|passing error|internal error/,
  ],
  [
    'unreadable',
    /other than|sent more than|compressed|another (server|address)|could not be read: an entry|more (records|than \d+ pages)|names as the next one|another patient/,
  ],
];

/** Why a place was not read in full, by what can be done about it. */
export function connectionProblem(sentence: string): ConnectionProblem {
  return PROBLEMS.find(([, says]) => says.test(sentence))?.[0] ?? 'partial';
}

/** The reasons that a pull gives for its gaps, each once, whichever types it was that could not be read. */
export function whyIncomplete(sentences: string[]): string[] {
  const reasons = sentences.map((sentence) => sentence.replace(/^\S+ could not be read: /, ''));
  return [...new Set(reasons)].map((reason) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`);
}

/** One place where a record is looked at, with how far the newest pull saw. */
export function connectionView(
  patientId: string,
  place: Place,
  reader: Reader,
  readerId: string,
): ConnectionView {
  const { lastCompleteAt, lastPull, problem, problemSince, createdAt, files } = place;
  const unreadSince = new Date(lastCompleteAt ?? createdAt);
  return {
    organization: place.siteName,
    href: connectionHref(patientId, place.id),
    lastFullLook: lastCompleteAt === null ? null : momentWords(new Date(lastCompleteAt), reader),
    lastTry: lastPull === null ? null : momentWords(new Date(lastPull.finishedAt), reader),
    studies: place.studies,
    files: files && {
      by: files.accountId === readerId ? null : files.by,
      at: momentWords(new Date(files.at), reader),
    },
    refused: refusedKinds(lastPull?.refused.map(({ type }) => type) ?? []),
    problem:
      problem === null
        ? null
        : {
            kind: connectionProblem(problem),
            since: momentWords(new Date(problemSince ?? unreadSince), reader),
            level: daysSince(unreadSince, reader.now) > UNREAD_DAYS.check ? 'check' : 'info',
          },
  };
}

function daysSince(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / DAY_MS;
}

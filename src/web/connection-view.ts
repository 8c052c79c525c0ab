import { UNREAD_DAYS } from '../domain/notification.js';
import type { Place } from '../store/pages/patient.reader.js';
import { connectionHref } from './record-links.js';
import type { ConnectionProblem, ConnectionView } from './views/record.js';
import { refusedKinds } from './words/refused-kinds.js';
import { momentWords, type Reader } from './words/times.js';

const DAY_MS = 86_400_000;

/** What a person can do about a gap, by its code (fhir/, lib/http/http-error.ts, services/gap-codes.ts). */
const PROBLEM_OF: Record<string, ConnectionProblem> = {
  ...each('permission', [
    'unauthorized',
    'new-access-refused',
    'forbidden',
    'lost-permission',
    'sealed-otherwise',
    'outcome-login',
    'outcome-expired',
    'outcome-forbidden',
    'outcome-security',
  ]),
  ...each('registration', ['client-refused']),
  ...each('empty', ['emptied']),
  ...each('busy', ['throttled', 'outcome-throttled']),
  ...each('unreachable', [
    'unreachable',
    'insecure',
    'timeout',
    'connection-lost',
    'unavailable',
    'server-error',
    'request-failed',
    'outcome-timeout',
    'outcome-transient',
    'outcome-exception',
  ]),
  ...each('unreadable', [
    'unexpected-content',
    'foreign-origin',
    'redirect',
    'too-large',
    'compressed',
    'unreadable-entry',
    'short-answer',
    'page-loop',
    'too-many-pages',
    'other-patient',
    'another-patient',
  ]),
};

function each(problem: ConnectionProblem, codes: string[]): Record<string, ConnectionProblem> {
  return Object.fromEntries(codes.map((code) => [code, problem]));
}

/** Why a place was not read in full, by what can be done about it; the first gap speaks for the pull. */
export function connectionProblem([first]: readonly string[]): ConnectionProblem {
  return PROBLEM_OF[first ?? ''] ?? 'partial';
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
            kind: connectionProblem(lastPull?.gapCodes ?? []),
            since: momentWords(new Date(problemSince ?? unreadSince), reader),
            level: daysSince(unreadSince, reader.now) > UNREAD_DAYS.check ? 'check' : 'info',
          },
  };
}

function daysSince(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / DAY_MS;
}

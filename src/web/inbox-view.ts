import type { InboxRow } from '../store/pages/inbox.reader.js';
import {
  caseHref,
  connectionHref,
  exposureHref,
  flagHref,
  patientHref,
  requestHref,
  studyHref,
} from './record-links.js';
import type { DeliveryView, InboxLineView, MessageSituation } from './views/mail.js';
import { officeCasesHref, summaryHref } from './offices/office-links.js';
import { peopleHref } from './people/people-links.js';
import { momentWords, type Reader } from './words/times.js';

/** Reply code and enhanced status code (RFC 5321, RFC 3463), as deliveries note them. */
const ANSWER_CODE = /(?<=\()[245]\d\d(?: [245]\.\d+\.\d+)?(?= |\))|(?<=\()[245]\.\d+\.\d+(?=\))/;

/** One message. What is about the account itself names nobody, and is no news to who is signed in. */
export function inboxLine(row: InboxRow, reader: Reader): InboxLineView {
  const { id, code, level, createdAt, readAt, patient } = row;
  return {
    href: `/inbox/${id}`,
    code,
    level,
    situation: situationOf(row),
    notMine: row.notMine,
    who: patient === null ? { name: '', role: 'self' } : { name: patient.name, role: patient.role },
    at: momentWords(createdAt, reader),
    read: readAt !== null || !isNews(row),
  };
}

/** About somebody whose record the reader sees, or to an office that they read for. */
function isNews({ patient, summary, officeCase }: InboxRow): boolean {
  return patient !== null || summary !== null || (officeCase?.providerId ?? null) !== null;
}

/** S18, S20 and S21 tell of more than one thing. */
function situationOf({ event, summary, officeAnswer, officeCase, situation }: InboxRow): MessageSituation {
  if (event !== null) return 'account';
  if (officeAnswer) return 'office-answer';
  if (officeCase !== null) return 'office-case';
  return summary === null ? (situation as MessageSituation) : 'summary';
}

/** Where a message leads. */
export function targetHref({
  patient,
  flagId,
  studyId,
  exposureId,
  connectionId,
  caseId,
  requestId,
  situation,
  summary,
  officeCase,
}: InboxRow): string {
  if (summary !== null) return summaryHref(summary.providerId, summary.month);
  if (officeCase?.providerId) return officeCasesHref(officeCase.providerId);
  if (patient === null) return '/';
  if (caseId !== null)
    return requestId === null ? caseHref(patient.id, caseId) : requestHref(patient.id, caseId, requestId);
  if (flagId !== null) return flagHref(patient.id, flagId);
  if (studyId !== null) return studyHref(patient.id, studyId);
  if (exposureId !== null) return exposureHref(patient.id, exposureId);
  if (situation === 'S19') return peopleHref(patient.id);
  return connectionId !== null && situation !== 'S01'
    ? connectionHref(patient.id, connectionId)
    : patientHref(patient.id);
}

/** What became of the mail about it. */
export function deliveryView(row: InboxRow, email: string, reader: Reader): DeliveryView {
  const { channel, createdAt, notBefore, sentAt, failedAt, attempts } = row;
  const view = (state: DeliveryView['state'], at: Date): DeliveryView => ({
    state,
    address: masked(email),
    at: momentWords(at, reader),
    why: whyOf(row),
  });
  if (channel === 'app') return view('app-only', createdAt);
  if (sentAt !== null) return view('sent', sentAt);
  if (failedAt !== null) return view('failed', failedAt);
  const heldOnWish = notBefore > reader.now && attempts === 0;
  return heldOnWish ? view('held', notBefore) : view('waiting', createdAt);
}

function whyOf({ failedAt, undelivered, failure }: InboxRow): DeliveryView['why'] {
  if (failedAt === null || undelivered === null) return null;
  return { reason: undelivered, code: ANSWER_CODE.exec(failure ?? '')?.[0] ?? null };
}

/** Enough for its owner to know it by, like "e…@example.org". */
export function masked(email: string): string {
  return email.replace(/^(.)[^@]*/, '$1…');
}

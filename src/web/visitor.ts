import { deviceOf } from '../domain/device.js';
import type { AccountRow } from '../store/account.row.js';
import type { Doer } from '../store/account-event.store.js';
import type { Who } from './views/shell.js';
import type { VisitRequest } from './visit.js';

/** Who is signed in, on a route whose rule lets nobody else in. */
export function visitorOf(request: VisitRequest): AccountRow {
  const { account } = request.visit;
  if (account === null) throw new Error('this route needs an access rule that asks for a sign-in');
  return account;
}

/** Who does something to their own account, for what is kept of it. */
export function doerOf(request: VisitRequest, at: Date): Doer {
  const device = deviceOf(request.get('user-agent') ?? '');
  return { accountId: visitorOf(request).id, sessionId: request.visit.sessionId, device, at };
}

/** Says of whom an answer tells whose route names no patient: each of them reads of it, unless it is the visitor. */
export function tellsOf(
  request: VisitRequest,
  patientIds: (string | null)[],
  item: string | null = null,
): void {
  for (const patientId of new Set(patientIds))
    if (patientId !== null) request.visit.shown.push({ patientId, item });
}

/** Whose record the page is about, to this visitor. */
export function whoOf(request: VisitRequest, name: string): Who {
  const { grant } = request.visit;
  if (grant === null) throw new Error('this route needs an access rule that asks for a grant');
  return { name, role: grant.role };
}

/** A helper may look, and asks the patient to answer. */
export function mayAct({ role }: Who): boolean {
  return role !== 'helper';
}

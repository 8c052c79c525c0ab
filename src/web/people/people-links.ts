import { patientHref } from '../record-links.js';

/** The addresses of the pages about who can see a record. */
export function peopleHref(patientId: string): string {
  return `${patientHref(patientId)}/people`;
}

export function invitationsAction(patientId: string): string {
  return `${peopleHref(patientId)}/invitations`;
}

export function personHref(patientId: string, grantId: string): string {
  return `${peopleHref(patientId)}/${grantId}`;
}

export function hiddenAction(patientId: string): string {
  return `${patientHref(patientId)}/hidden`;
}

/** Ends a grant of one's own. */
export function leaveAction(grantId: string): string {
  return `/sharing/${grantId}/end`;
}

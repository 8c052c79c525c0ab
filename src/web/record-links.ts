import type { Authority } from '../domain/letters/letter-facts.js';

/** The addresses of pages about a patient: the guard finds the patient in each. */
export function patientHref(patientId: string): string {
  return `/patients/${patientId}`;
}

export function flagHref(patientId: string, flagId: string): string {
  return `${patientHref(patientId)}/flags/${flagId}`;
}

export function studyHref(patientId: string, studyId: string): string {
  return `${patientHref(patientId)}/studies/${studyId}`;
}

export function exposureHref(patientId: string, exposureId: string): string {
  return `${patientHref(patientId)}/exposures/${exposureId}`;
}

export function connectionHref(patientId: string, connectionId: string): string {
  return `${patientHref(patientId)}/connections/${connectionId}`;
}

/** How far the look at a place is. */
export function progressHref(patientId: string, connectionId: string): string {
  return `${connectionHref(patientId, connectionId)}/progress`;
}

/** @param place the place that the form names already */
export function filesHref(patientId: string, place?: string): string {
  const query = place === undefined ? '' : `?${new URLSearchParams({ place })}`;
  return `${patientHref(patientId)}/files${query}`;
}

/** Taking a record along, and deleting it. */
export function leaveHref(patientId: string): string {
  return `${patientHref(patientId)}/leave`;
}

/** All of a record over the years. */
export function overTimeHref(patientId: string): string {
  return `${patientHref(patientId)}/over-time`;
}

/** Who can see the record, and who looked. */
export function accessLogHref(patientId: string): string {
  return `${patientHref(patientId)}/access`;
}

/** For which offices the patient's marks are counted. */
export function countingHref(patientId: string): string {
  return `${patientHref(patientId)}/counting`;
}

export function expectedHref(patientId: string): string {
  return `${patientHref(patientId)}/expected`;
}

/** Where a letter about a breach is typed in, and where it is sent. */
export function newNoticeHref(patientId: string): string {
  return `${noticesAction(patientId)}/new`;
}

export function noticesAction(patientId: string): string {
  return `${patientHref(patientId)}/notices`;
}

export function reviewAction(patientId: string, connectionId: string): string {
  return `${patientHref(patientId)}/reviews/${connectionId}`;
}

export function linkHref(patientId: string): string {
  return `${patientHref(patientId)}/link`;
}

/** Ends the journey to a place that was begun at `linkHref`. */
export function linkBackAction(patientId: string): string {
  return `${patientHref(patientId)}/link-back`;
}

export function siteHref(patientId: string, siteId: string): string {
  return `${linkHref(patientId)}/${siteId}`;
}

export function accessHref(patientId: string, connectionId: string): string {
  return `${connectionHref(patientId, connectionId)}/access`;
}

export function relinkAction(patientId: string, connectionId: string): string {
  return `${connectionHref(patientId, connectionId)}/relink`;
}

export function casesHref(patientId: string): string {
  return `${patientHref(patientId)}/cases`;
}

export function caseHref(patientId: string, caseId: string): string {
  return `${casesHref(patientId)}/${caseId}`;
}

/** Leads to the case of a flag, a scan or a breach, by the id of that. */
export function caseOfHref(patientId: string, causeId: string): string {
  return `${casesHref(patientId)}/for/${causeId}`;
}

/** One letter of a case. */
export function requestHref(patientId: string, caseId: string, requestId: string): string {
  return `${caseHref(patientId, caseId)}/requests/${requestId}`;
}

/** A file that was added to a case. */
export function replyHref(patientId: string, caseId: string, replyId: string): string {
  return `${caseHref(patientId, caseId)}/replies/${replyId}`;
}

/** Sends a case to an office, as its page shows it beforehand. */
export function handoversAction(patientId: string, caseId: string): string {
  return `${caseHref(patientId, caseId)}/handovers`;
}

/** What a letter is about beside its place: a scan, and by what a representative acts. */
export interface LetterAbout {
  study: string | null;
  as: Authority | null;
}

/** Whom letters can be written to. */
export function letterPlacesHref(patientId: string): string {
  return `${patientHref(patientId)}/letters`;
}

export function lettersHref(
  patientId: string,
  organizationId: string,
  about: LetterAbout = { study: null, as: null },
): string {
  return `${letterPlacesHref(patientId)}/${organizationId}${queryOf(about)}`;
}

export function letterHref(
  patientId: string,
  organizationId: string,
  letter: string,
  about: LetterAbout,
): string {
  return `${lettersHref(patientId, organizationId)}/${letter}${queryOf(about)}`;
}

function queryOf({ study, as }: LetterAbout): string {
  const query = new URLSearchParams({ ...(study && { study }), ...(as && { as }) }).toString();
  return query === '' ? '' : `?${query}`;
}

/** The addresses of the pages of offices: for their officers, and for operators. */
export function officeHref(providerId: string): string {
  return `/offices/${providerId}`;
}

/** @param month YYYY-MM */
export function summaryHref(providerId: string, month: string): string {
  return `${officeHref(providerId)}/summaries/${month}`;
}

export function officeCasesHref(providerId: string): string {
  return `${officeHref(providerId)}/cases`;
}

export function officeCaseHref(providerId: string, handoverId: string): string {
  return `${officeCasesHref(providerId)}/${handoverId}`;
}

/** What an operator sees of an office: who it is, and nothing that it reads. */
export function officeRunHref(officeId: string): string {
  return `/offices/run/${officeId}`;
}

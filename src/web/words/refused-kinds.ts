/** What a place does not show, by what it means to a reader; `other` is whatever has no everyday word. */
export type RefusedKind =
  'orders' | 'appointments' | 'visits' | 'treatments' | 'reports' | 'documents' | 'bills' | 'scans' | 'other';

const BY_TYPE: Record<string, RefusedKind> = {
  ServiceRequest: 'orders',
  Appointment: 'appointments',
  Encounter: 'visits',
  Procedure: 'treatments',
  DiagnosticReport: 'reports',
  DocumentReference: 'documents',
  ExplanationOfBenefit: 'bills',
  ImagingStudy: 'scans',
};

/** The kinds behind refused FHIR resource types, each once, `other` last. */
export function refusedKinds(types: readonly (string | null)[]): RefusedKind[] {
  const kinds = types.map((type) => BY_TYPE[type ?? ''] ?? 'other');
  return [...new Set(kinds)].sort((a, b) => Number(a === 'other') - Number(b === 'other'));
}

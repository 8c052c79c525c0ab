/**
 * Types that a text may name, the more telling first: a message about a patient's studies names Patient too. Words
 * that are also plain English (Procedure, Consent) count only in FHIR's own spelling.
 */
const TYPES = [
  'ImagingStudy',
  'DiagnosticReport',
  'DocumentReference',
  'ServiceRequest',
  'ExplanationOfBenefit',
  'Appointment',
  'Encounter',
  'Procedure',
  'Endpoint',
  'PractitionerRole',
  'Practitioner',
  'Provenance',
  'Observation',
  'Media',
  'Consent',
  'Organization',
  'Location',
  'Patient',
];

/** The resource type a text names as a word, e.g. `ImagingStudy.series` or "ImagingStudy is not supported". */
export function typeNamedIn(text: string): string | null {
  return TYPES.find((type) => new RegExp(`(?<![A-Za-z])${type}(?![a-z])`).test(text)) ?? null;
}

/** The resource type a file name names in any spelling, e.g. `03-imaging-study-error.json`. */
export function typeInFileName(name: string): string | null {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return TYPES.find((type) => letters.includes(type.toLowerCase())) ?? null;
}

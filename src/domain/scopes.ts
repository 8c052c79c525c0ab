/** The types that a watched record is read from; each may be granted or not. */
export const READ_TYPES = [
  'Patient',
  'ImagingStudy',
  'DiagnosticReport',
  'DocumentReference',
  'ServiceRequest',
  'Procedure',
  'Encounter',
  'Appointment',
  'Endpoint',
  'Organization',
  'Practitioner',
  'Provenance',
  'Consent',
  'ExplanationOfBenefit',
] as const;

/** SMART App Launch 2.2, "Scopes and Launch Context": `patient/Type.rs`, before 2.0 `patient/Type.read`. */
const RESOURCE_SCOPE = /^(?:patient|user)\/(\*|[A-Za-z]{1,60})\.([a-z]{1,20}|\*)(\?.+)?$/;

export interface ScopeChoice {
  /** What a registration asks for instead of all that is read. */
  own: string | null;
  /** The server understands `.rs`. */
  v2: boolean;
  /** Ask for the list of scans: not every registration may. */
  imaging: boolean;
}

/**
 * What is asked for at a place. Nothing is held against `scopes_supported`: Epic leaves out of it what it grants.
 * Who signs in there is not asked for (`openid`): the patient of the answer is all that is needed.
 */
export function askedScopes({ own, v2, imaging }: ScopeChoice): string[] {
  const all = [
    'launch/patient',
    'offline_access',
    ...READ_TYPES.map((type) => `patient/${type}.${v2 ? 'rs' : 'read'}`),
  ];
  const asked = own === null ? all : scopesIn(own);
  return asked.filter((scope) => imaging || typeOf(scope) !== 'ImagingStudy');
}

export function scopesIn(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(Boolean))];
}

/** What became of a type that was asked for; `part`: narrowed to some of its resources. */
export interface GrantedType {
  type: string;
  granted: 'all' | 'part' | 'none';
}

/** Compares what was granted with what was asked for, type by type, whichever way either is written. */
export function grantedTypes(asked: string[], granted: string[]): GrantedType[] {
  return READ_TYPES.filter((type) => best(asked, type) !== 'none').map((type) => ({
    type,
    granted: best(granted, type),
  }));
}

function best(scopes: string[], type: string): GrantedType['granted'] {
  const fitting = scopes.map((scope) => RESOURCE_SCOPE.exec(scope)).filter((match) => match !== null);
  const reading = fitting.filter(([, of, how]) => (of === '*' || of === type) && mayRead(how ?? ''));
  if (reading.length === 0) return 'none';
  return reading.some(([, , , narrowed]) => narrowed === undefined) ? 'all' : 'part';
}

function mayRead(how: string): boolean {
  return how === '*' || how === 'read' || (/^[cruds]+$/.test(how) && /[rs]/.test(how));
}

function typeOf(scope: string): string | null {
  return RESOURCE_SCOPE.exec(scope)?.[1] ?? null;
}

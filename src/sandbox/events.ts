import { digest } from './identifiers.js';
import type { FamilyMember } from './family.js';
import type { HospitalId } from './hospitals.js';

interface AtHospital {
  /** When it happened, ISO 8601. */
  at: string;
  hospital: HospitalId;
}
interface AboutPatient extends AtHospital {
  patient: FamilyMember;
}
interface AboutStudy extends AboutPatient {
  /** Accession number: the one name of a study that no event changes. */
  study: string;
}

/**
 * Something that happened in the sandbox. It is plain JSON and says all that its effect depends on, so that
 * the seed and the list of events together always give the same hospitals.
 */
export type SandboxEvent =
  | (AboutPatient & { kind: 'unknown-study' | 'expected-study' })
  | (AboutStudy & { kind: 'study-vanishes' | 'study-returns' | 'report-corrected' | 'images-replaced' })
  | (AboutStudy & { kind: 'study-corrected'; side: 'left' | 'right' })
  | (AtHospital & { kind: 'ids-reissued' | 'hospital-down' | 'hospital-up' | 'breach-reported' });
export type SandboxEventKind = SandboxEvent['kind'];

/** A digest that is the same for equal events, in whatever order their fields come back from storage. */
export function eventDigest(event: SandboxEvent): string {
  const fields = Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(`event ${JSON.stringify(fields)}`);
}

/** Whether a hospital answers nothing after these events (oldest first): the last word on it counts. */
export function isDown(events: SandboxEvent[], hospital: HospitalId): boolean {
  const last = events.findLast(
    (event) =>
      event.hospital === hospital && (event.kind === 'hospital-down' || event.kind === 'hospital-up'),
  );
  return last?.kind === 'hospital-down';
}

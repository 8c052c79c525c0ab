import type { FhirResource } from '../../domain/pull.js';
import { DICOM_UID_SYSTEM, identifierType, modalityCoding } from '../codes.js';
import { dicomUid, digest } from '../identifiers.js';

const SYSTEM = 'https://canary.example';
/** Every month has a patient of its own: the list stays short, and begins with one scan that is no news. */
const FIRST = 'first';

/** The invented patient of a month (`2026-11`), by the logical id that the record uses. */
export function canaryPatientId(month: string): string {
  return `canary-${month}`;
}

/**
 * What the canary's hospital holds: the patient, one scan from the beginning, and for each of these days (ISO dates of
 * the month) a scan that nobody ordered, dated years ago, with nothing beside it.
 */
export function canaryRecord(month: string, days: string[]): FhirResource[] {
  const patient = {
    resourceType: 'Patient',
    id: canaryPatientId(month),
    identifier: [{ type: identifierType('MR'), system: `${SYSTEM}/patient-number`, value: month }],
    active: true,
    name: [{ use: 'official', family: 'Canary', given: ['Station'] }],
    birthDate: '1970-01-01',
  };
  return [patient, ...[FIRST, ...days].map((day) => unorderedScan(month, day))];
}

function unorderedScan(month: string, day: string): FhirResource {
  const name = `canary ${month} ${day}`;
  const uid = dicomUid(name);
  return {
    resourceType: 'ImagingStudy',
    id: digest(name).slice(0, 16),
    identifier: [
      { system: DICOM_UID_SYSTEM, value: `urn:oid:${uid}` },
      { type: identifierType('ACSN'), system: `${SYSTEM}/accession`, value: digest(name).slice(0, 12) },
    ],
    status: 'available',
    modality: [modalityCoding('CT')],
    subject: { reference: `Patient/${canaryPatientId(month)}` },
    started: yearsBefore(day === FIRST ? `${month}-01` : day),
    numberOfSeries: 1,
    numberOfInstances: 40,
    description: 'CT of the chest',
    series: [
      { uid: dicomUid(`${name} series`), number: 1, modality: modalityCoding('CT'), numberOfInstances: 40 },
    ],
  };
}

/** Five years ago on that day of the month; the 29th of February has no such day, and 28 days every month has. */
function yearsBefore(day: string): string {
  const ofMonth = String(Math.min(Number(day.slice(8)), 28)).padStart(2, '0');
  return `${Number(day.slice(0, 4)) - 5}-${day.slice(5, 7)}-${ofMonth}`;
}

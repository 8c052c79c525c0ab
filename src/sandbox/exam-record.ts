import { DateTime } from 'luxon';
import { identifierType } from './codes.js';
import { examKind, type ExamName } from './exams.js';
import { FAMILY, type FamilyMember } from './family.js';
import { HOSPITALS, SANDBOX_ZONE, type HospitalId } from './hospitals.js';
import { accessionNumber, logicalId } from './identifiers.js';
import { staffReference } from './seed/people.js';
import type { FhirIdentifier, Reference } from './shapes.js';

/** One exam of one person, from which all its resources are written. */
export interface ExamRecord {
  /** What all ids of this exam are made from; unique within the sandbox. */
  key: string;
  hospital: HospitalId;
  patient: FamilyMember;
  exam: ExamName;
  /** ISO date, or a year where no more is known. */
  on: string;
  /** Local time of day, HH:mm; without it only the day is stated. */
  at?: string;
  side?: 'left' | 'right';
  /** What stands in the record beside the images. */
  evidence: 'all' | 'report' | 'none';
  visit?: 'AMB' | 'EMER';
}

/** A reference to another resource of the same exam, or to its visit. */
export function link(type: string, record: ExamRecord, generation: string): Reference {
  const id =
    type === 'Encounter' ? visitId(record, generation) : logicalId(generation, `${record.key} ${type}`);
  return { reference: `${type}/${id}` };
}

/** Exams of one person on one day belong to one visit. */
export function visitId({ hospital, patient, on }: ExamRecord, generation: string): string {
  return logicalId(generation, `${hospital} visit ${patient} ${on}`);
}

/** Who ordered it: the family doctor, or for a child the child's doctor. */
export function referrer({ hospital, patient }: ExamRecord, generation: string): Reference {
  return staffReference(hospital, FAMILY[patient].relation === 'son' ? 'child' : 'family', generation);
}

export function accession({ hospital, on, key }: ExamRecord): FhirIdentifier {
  const prefix = hospital === 'lakeside' ? 'L' : 'N';
  return {
    type: identifierType('ACSN'),
    system: `${HOSPITALS[hospital].system}/accession`,
    value: accessionNumber(prefix, on, key),
  };
}

export function titleOf({ exam, side }: ExamRecord): string {
  const { title } = examKind(exam);
  return side ? title.replace(' the ', ` the ${side} `) : title;
}

/** When it began, at the precision the record has. */
export function startOf(record: ExamRecord): string {
  return record.at ? stamp(record.hospital, dayOf(record)) : record.on;
}

/** When it began, as a moment to reckon with; noon where no time is known. */
export function dayOf({ on, at }: ExamRecord): DateTime {
  return DateTime.fromISO(at ? `${on}T${at}` : `${on}T12:00`, { zone: SANDBOX_ZONE });
}

/** A moment as this hospital writes it. */
export function stamp(hospital: HospitalId, moment: DateTime): string {
  const written = HOSPITALS[hospital].clock === 'utc' ? moment.toUTC() : moment;
  return written.toISO({ suppressMilliseconds: true }) ?? '';
}

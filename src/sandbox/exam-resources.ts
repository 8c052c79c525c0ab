import { IMAGING_CATEGORY, IMAGING_REPORT, REPORT_CATEGORIES, encounterClass } from './codes.js';
import {
  accession,
  dayOf,
  link,
  referrer,
  stamp,
  startOf,
  titleOf,
  visitId,
  type ExamRecord,
} from './exam-record.js';
import { examKind } from './exams.js';
import { logicalId } from './identifiers.js';
import { imagingStudy } from './imaging-study.js';
import { organizationReference, patientReference, staffReference } from './seed/people.js';
import type { DiagnosticReportShape, SandboxResource } from './shapes.js';

const NEUTRAL_REPORT = 'Report text is kept by the hospital.';

/** Every resource of one exam, the study first; ids and references belong to the given generation. */
export function examResources(record: ExamRecord, generation: string): SandboxResource[] {
  const study = imagingStudy(record, generation);
  if (record.evidence === 'none') return [study];
  if (record.evidence === 'report') return [study, report(record, generation)];
  const done = examKind(record.exam).procedure ? [procedure(record, generation)] : [];
  return [
    study,
    order(record, generation),
    encounter(record, generation),
    report(record, generation),
    ...done,
  ];
}

function order(record: ExamRecord, generation: string): SandboxResource {
  const ordered = dayOf(record).minus({ days: record.visit === 'EMER' ? 0 : 6 });
  return {
    resourceType: 'ServiceRequest',
    id: logicalId(generation, `${record.key} ServiceRequest`),
    identifier: [accession(record)],
    status: 'completed',
    intent: 'order',
    category: [{ coding: [IMAGING_CATEGORY] }],
    code: { text: titleOf(record) },
    subject: patientReference(record.hospital, record.patient),
    encounter: link('Encounter', record, generation),
    authoredOn: ordered.toISODate(),
    requester: referrer(record, generation),
  };
}

function encounter(record: ExamRecord, generation: string): SandboxResource {
  const start = dayOf(record);
  return {
    resourceType: 'Encounter',
    id: visitId(record, generation),
    status: 'finished',
    class: encounterClass(record.visit ?? 'AMB'),
    subject: patientReference(record.hospital, record.patient),
    participant: [{ individual: referrer(record, generation) }],
    period: {
      start: stamp(record.hospital, start.minus({ minutes: 25 })),
      end: stamp(record.hospital, start.plus({ minutes: 50 })),
    },
    serviceProvider: organizationReference(record.hospital, generation),
  };
}

function report(record: ExamRecord, generation: string): DiagnosticReportShape {
  const { department } = examKind(record.exam);
  const beside = record.evidence === 'all' && {
    basedOn: [link('ServiceRequest', record, generation)],
    encounter: link('Encounter', record, generation),
  };
  return {
    resourceType: 'DiagnosticReport',
    id: logicalId(generation, `${record.key} DiagnosticReport`),
    identifier: [accession(record)],
    ...beside,
    status: 'final',
    category: [{ coding: [REPORT_CATEGORIES[department]] }],
    code: { coding: [IMAGING_REPORT], text: titleOf(record) },
    subject: patientReference(record.hospital, record.patient),
    effectiveDateTime: startOf(record),
    issued: stamp(record.hospital, dayOf(record).plus({ hours: 5 })),
    performer: [organizationReference(record.hospital, generation)],
    resultsInterpreter: [staffReference(record.hospital, 'reader', generation)],
    imagingStudy: [link('ImagingStudy', record, generation)],
    conclusion: NEUTRAL_REPORT,
  };
}

function procedure(record: ExamRecord, generation: string): SandboxResource {
  return {
    resourceType: 'Procedure',
    id: logicalId(generation, `${record.key} Procedure`),
    identifier: [accession(record)],
    basedOn: [link('ServiceRequest', record, generation)],
    status: 'completed',
    code: { text: titleOf(record) },
    subject: patientReference(record.hospital, record.patient),
    encounter: link('Encounter', record, generation),
    performedDateTime: startOf(record),
  };
}

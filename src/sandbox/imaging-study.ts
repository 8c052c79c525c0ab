import {
  DICOM_UID_SYSTEM,
  bodySiteCoding,
  modalityCoding,
  sideCoding,
  sopClassCoding,
  type Modality,
} from './codes.js';
import { accession, link, referrer, startOf, titleOf, type ExamRecord } from './exam-record.js';
import { examKind } from './exams.js';
import { dicomUid, imageUid, logicalId, seriesUid } from './identifiers.js';
import { organizationReference, patientReference } from './seed/people.js';
import type { ImagingStudyShape, SeriesShape } from './shapes.js';

/** Hospitals list far more images than they describe one by one; a few are enough. */
const LISTED_INSTANCES = 3;

/** The study itself; it names order, visit and procedure only where the record holds them. */
export function imagingStudy(record: ExamRecord, generation: string): ImagingStudyShape {
  const { hospital, patient, key, evidence } = record;
  const uid = dicomUid(`${key} study`);
  const series = seriesOf(record, uid, generation);
  const modalities = [...new Map(series.map(({ modality }) => [modality.code, modality])).values()];
  const linked = evidence === 'all' && {
    basedOn: [link('ServiceRequest', record, generation)],
    encounter: link('Encounter', record, generation),
    referrer: referrer(record, generation),
    ...(examKind(record.exam).procedure && { procedureReference: link('Procedure', record, generation) }),
  };
  return {
    resourceType: 'ImagingStudy',
    id: logicalId(generation, `${key} ImagingStudy`),
    identifier: [{ system: DICOM_UID_SYSTEM, value: `urn:oid:${uid}` }, accession(record)],
    status: 'available',
    modality: modalities,
    subject: patientReference(hospital, patient),
    started: startOf(record),
    ...linked,
    numberOfSeries: series.length,
    numberOfInstances: series.reduce((sum, { numberOfInstances }) => sum + numberOfInstances, 0),
    description: titleOf(record),
    series,
  };
}

function seriesOf(record: ExamRecord, studyUid: string, generation: string): SeriesShape[] {
  const kind = examKind(record.exam);
  const side = kind.bothSides ? 'both' : record.side;
  return kind.series.map(({ description, modality, images }, index) => ({
    uid: seriesUid(studyUid, index),
    number: index + 1,
    modality: modalityCoding(usedIn(record.on, modality)),
    description,
    bodySite: bodySiteCoding(kind.bodySite),
    ...(side && { laterality: sideCoding(side) }),
    numberOfInstances: images,
    started: startOf(record),
    performer: [{ actor: organizationReference(record.hospital, generation) }],
    instance: Array.from({ length: Math.min(images, LISTED_INSTANCES) }, (_, image) => ({
      uid: imageUid(studyUid, index, image),
      sopClass: sopClassCoding(usedIn(record.on, modality)),
      number: image + 1,
    })),
  }));
}

/** Plain film plates were read by scanner until digital detectors came. */
function usedIn(on: string, modality: Modality): Modality {
  return modality === 'DX' && on < '2014' ? 'CR' : modality;
}

import type { Concept, Identifier, Series, Study, StudyStatus } from '../study.js';

/** What others are told by FHIR R4 of a study, a flag, a case or a message: a resource as JSON. */
export type FhirOut = { resourceType: string; id: string } & Record<string, unknown>;

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const UID = 'urn:dicom:uid';
const ACCESSION = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] };

/** R4 ImagingStudy.status, which has no "retracted". */
const STATUS: Record<StudyStatus, string> = {
  registered: 'registered',
  available: 'available',
  retracted: 'entered-in-error',
  unknown: 'unknown',
};

/** How resources of one export name each other (R4 bundles, "Resolving references in bundles"). */
export function urn(id: string): string {
  return `urn:uuid:${id}`;
}

/** Makes a reference (R4 2.3) to a resource of a type. */
export type Refer = (type: string, id: string) => { reference: string };

/** To another resource of the same bundle. */
export const withinBundle: Refer = (_type, id) => ({ reference: urn(id) });

/** To another resource of the same server. */
export const onServer: Refer = (type, id) => ({ reference: `${type}/${id}` });

/** A study as R4 ImagingStudy (5.4): what the source stated, and nothing that was worked out of it. */
export function imagingStudy(id: string, study: Study, patientId: string, refer: Refer): FhirOut {
  const { uid, accessions, identifiers, status, modalities, started, description, procedure } = study;
  const series = study.series.flatMap(seriesOf);
  return {
    resourceType: 'ImagingStudy',
    id,
    identifier: [
      ...(uid === null ? [] : [{ system: UID, value: `urn:oid:${uid}` }]),
      ...accessions.map((accession) => ({ type: ACCESSION, ...identifierOf(accession) })),
      ...identifiers.map(identifierOf),
    ],
    status: STATUS[status],
    ...given('modality', modalities.map(modalityOf)),
    subject: refer('Patient', patientId),
    ...(started === null ? {} : { started }),
    ...(study.seriesCount === null ? {} : { numberOfSeries: study.seriesCount }),
    ...(study.instanceCount === null ? {} : { numberOfInstances: study.instanceCount }),
    ...(procedure === null ? {} : { procedureCode: [conceptOf(procedure)] }),
    ...(description === null ? {} : { description }),
    ...given('series', series),
  };
}

function identifierOf({ system, value }: Identifier): object {
  return system === null ? { value } : { system, value };
}

function modalityOf(code: string): object {
  return { system: DICOM, code };
}

function conceptOf({ system, code, display }: Concept): object {
  const coding = {
    ...(system === null ? {} : { system }),
    ...(code === null ? {} : { code }),
    ...(display === null ? {} : { display }),
  };
  return code === null ? { text: display } : { coding: [coding] };
}

/** R4 wants a number and a kind of each series; one without them cannot be told. */
function seriesOf({ uid, modality, instances }: Series): object[] {
  if (uid === null || modality === null) return [];
  const counted = instances === null ? {} : { numberOfInstances: instances };
  return [{ uid, modality: modalityOf(modality), ...counted }];
}

function given(name: string, list: object[]): object {
  return list.length === 0 ? {} : { [name]: list };
}

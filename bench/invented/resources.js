/** One exam of an invented record as the FHIR R4 resources that a hospital's server would tell it by. */
const SNOMED = 'http://snomed.info/sct';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const V2_0203 = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const IMAGING = { coding: [{ system: SNOMED, code: '363679005', display: 'Imaging' }] };
const RADIOLOGY = {
  coding: [
    { system: 'http://loinc.org', code: 'LP29684-5', display: 'Radiology' },
    { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD', display: 'Radiology' },
  ],
};
const PATIENT = { reference: 'Patient/invented-1', display: 'Invented, Ada' };

export function patientResource() {
  return {
    resourceType: 'Patient',
    id: 'invented-1',
    identifier: [{ system: 'urn:oid:2.999.1', value: 'M100200' }],
    name: [{ family: 'Invented', given: ['Ada'] }],
    gender: 'female',
    birthDate: '1961-04-09',
  };
}

export function organizationResource(name, at) {
  return {
    resourceType: 'Organization',
    id: `org-${at}`,
    name,
    address: [{ city: 'Aldermere', state: 'OH' }],
  };
}

export function studyResource(exam) {
  const { kind } = exam;
  return {
    resourceType: 'ImagingStudy',
    id: `study-${exam.number}`,
    contained: [{ resourceType: 'Endpoint', id: 'pixels', status: 'active' }],
    identifier: [
      { use: 'official', system: 'urn:dicom:uid', value: `urn:oid:${exam.uid}` },
      accession(exam),
      { system: 'urn:oid:2.999.1.7', value: `X${exam.number}` },
    ],
    status: 'available',
    modality: [{ system: DCM, code: kind.modality }],
    subject: PATIENT,
    encounter: { reference: `Encounter/visit-${exam.number}` },
    started: exam.started,
    basedOn: [{ reference: `ServiceRequest/order-${exam.number}` }],
    endpoint: [{ reference: '#pixels' }],
    numberOfSeries: kind.series,
    numberOfInstances: kind.instances,
    procedureCode: [{ text: kind.words }],
    description: kind.words,
    series: Array.from({ length: kind.series }, (_, at) => seriesElement(exam, at + 1)),
  };
}

/** Every other source lists the instances of a series; of long series the first ones. */
function seriesElement(exam, number) {
  const { kind } = exam;
  const uid = `${exam.uid}.${number}`;
  const count = Math.ceil(kind.instances / kind.series);
  const listed = exam.listsInstances ? Math.min(count, 6) : 0;
  const instances = Array.from({ length: listed }, (_, at) => ({
    uid: `${uid}.${at + 1}`,
    sopClass: { system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' },
    number: at + 1,
  }));
  return {
    uid,
    number,
    modality: { system: DCM, code: kind.modality },
    description: `${kind.words}, series ${number}`,
    numberOfInstances: count,
    bodySite: { system: SNOMED, code: kind.partCode, display: kind.part },
    started: exam.started,
    ...(listed > 0 ? { instance: instances } : {}),
  };
}

export function orderResource(exam) {
  return {
    resourceType: 'ServiceRequest',
    id: `order-${exam.number}`,
    identifier: [accession(exam)],
    status: 'completed',
    intent: 'order',
    category: [IMAGING],
    code: { text: exam.kind.words },
    subject: PATIENT,
    encounter: { reference: `Encounter/visit-${exam.number}` },
    authoredOn: exam.started,
  };
}

export function visitResource(exam) {
  return {
    resourceType: 'Encounter',
    id: `visit-${exam.number}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: 'Imaging visit' }],
    subject: PATIENT,
    period: { start: exam.started, end: exam.started },
    serviceProvider: { reference: `Organization/org-${exam.hospital}` },
  };
}

export function reportResource(exam) {
  return {
    resourceType: 'DiagnosticReport',
    id: `report-${exam.number}`,
    identifier: [accession(exam)],
    basedOn: [{ reference: `ServiceRequest/order-${exam.number}` }],
    status: 'final',
    category: [RADIOLOGY],
    code: { text: exam.kind.words },
    subject: PATIENT,
    encounter: { reference: `Encounter/visit-${exam.number}` },
    effectiveDateTime: exam.started,
    issued: exam.started,
    imagingStudy: [{ reference: `ImagingStudy/study-${exam.number}` }],
    presentedForm: [{ contentType: 'text/html', title: `${exam.kind.words}: report` }],
  };
}

function accession({ number }) {
  return {
    type: { coding: [{ system: V2_0203, code: 'ACSN' }] },
    system: 'urn:oid:2.999.1.5',
    value: `A${String(number).padStart(7, '0')}`,
  };
}

import type { Coding } from './shapes.js';

export const DICOM_UID_SYSTEM = 'urn:dicom:uid';
const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';

/** A modality with the SOP class its images have (DICOM PS3.6, table A-1). */
const MODALITIES = {
  CR: { display: 'Computed Radiography', sopClass: '1.2.840.10008.5.1.4.1.1.1' },
  CT: { display: 'Computed Tomography', sopClass: '1.2.840.10008.5.1.4.1.1.2' },
  DX: { display: 'Digital Radiography', sopClass: '1.2.840.10008.5.1.4.1.1.1.1' },
  KO: { display: 'Key Object Selection', sopClass: '1.2.840.10008.5.1.4.1.1.88.59' },
  MG: { display: 'Mammography', sopClass: '1.2.840.10008.5.1.4.1.1.1.2' },
  MR: { display: 'Magnetic Resonance', sopClass: '1.2.840.10008.5.1.4.1.1.4' },
  US: { display: 'Ultrasound', sopClass: '1.2.840.10008.5.1.4.1.1.6.1' },
} as const;
export type Modality = keyof typeof MODALITIES;

const BODY_SITES = {
  abdomen: { code: '818983003', display: 'Abdomen' },
  breast: { code: '76752008', display: 'Breast structure' },
  chest: { code: '51185008', display: 'Thoracic structure' },
  forearm: { code: '14975008', display: 'Forearm structure' },
  head: { code: '69536005', display: 'Head structure' },
  heart: { code: '80891009', display: 'Heart structure' },
  hip: { code: '29836001', display: 'Hip region structure' },
  knee: { code: '72696002', display: 'Knee region structure' },
  shoulder: { code: '16982005', display: 'Shoulder region structure' },
  thyroid: { code: '69748006', display: 'Thyroid structure' },
  uterus: { code: '35039007', display: 'Uterine structure' },
} as const;
export type BodySiteName = keyof typeof BODY_SITES;

const SIDES = {
  left: { code: '7771000', display: 'Left' },
  right: { code: '24028007', display: 'Right' },
  both: { code: '51440002', display: 'Right and left' },
} as const;
export type SideName = keyof typeof SIDES;

export function modalityCoding(modality: Modality): Coding {
  const { display } = MODALITIES[modality];
  return { system: 'http://dicom.nema.org/resources/ontology/DCM', code: modality, display };
}

export function sopClassCoding(modality: Modality): Coding {
  return { system: 'urn:ietf:rfc:3986', code: `urn:oid:${MODALITIES[modality].sopClass}` };
}

export function bodySiteCoding(site: BodySiteName): Coding {
  return { system: SNOMED, ...BODY_SITES[site] };
}

export function sideCoding(side: SideName): Coding {
  return { system: SNOMED, ...SIDES[side] };
}

/** The side a laterality coding of this sandbox stands for. */
export function sideOf(coding: Coding | undefined): SideName | undefined {
  if (coding?.code === SIDES.left.code) return 'left';
  if (coding?.code === SIDES.right.code) return 'right';
  return coding === undefined ? undefined : 'both';
}

/** Identifier types of HL7 v2 table 0203: the accession number, and the patient's number at a hospital. */
export function identifierType(code: 'ACSN' | 'MR'): { coding: Coding[] } {
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] };
}

/** The category that US Core asks of imaging orders. */
export const IMAGING_CATEGORY: Coding = { system: SNOMED, code: '363679005', display: 'Imaging' };
/** The general code of an imaging report; what was examined stands in the text beside it, as is common. */
export const IMAGING_REPORT: Coding = { system: LOINC, code: '18748-4', display: 'Diagnostic imaging study' };
/** The report categories US Core requires, for the two departments that examine here. */
export const REPORT_CATEGORIES = {
  radiology: { system: LOINC, code: 'LP29684-5', display: 'Radiology' },
  cardiology: { system: LOINC, code: 'LP29708-2', display: 'Cardiology' },
} as const satisfies Record<string, Coding>;

export function encounterClass(code: 'AMB' | 'EMER'): Coding {
  const display = code === 'AMB' ? 'ambulatory' : 'emergency';
  return { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code, display };
}

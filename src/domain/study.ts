/** A business identifier with the system that issued it; `system` null where the source names none. */
export interface Identifier {
  system: string | null;
  value: string;
}

/** Something named by code (with its system) and as shown, such as a body part. */
export interface Concept {
  system: string | null;
  code: string | null;
  display: string | null;
}

export type Side = 'left' | 'right' | 'both';

export interface Series {
  uid: string | null;
  /** DICOM modality code, upper case. */
  modality: string | null;
  bodySite: Concept | null;
  laterality: Side | null;
  /** As stated, else the number listed; a hint, since servers' counts disagree with their own lists. */
  instances: number | null;
  instanceUids: string[];
}

export type StudySource = 'imaging-study' | 'report' | 'document' | 'order';

/** What the source says of the exam's state, across FHIR versions. */
export type StudyStatus = 'registered' | 'available' | 'retracted' | 'unknown';

/** Where a report stands: being written, given out, changed after that, or taken back. */
export type ReportStatus = 'preliminary' | 'final' | 'amended' | 'withdrawn' | 'unknown';

/** One report of an exam, whatever resources carry it. The texts themselves are kept beside the study, by these names. */
export interface Report {
  /** `Type/id` of the resources that are this report, sorted. */
  ids: string[];
  status: ReportStatus;
  /** When it was given out (FHIR dateTime), or null. */
  issued: string | null;
  /** Names of its texts (`textName`): the conclusion, and the whole as written; null where none can be read. */
  conclusion: string | null;
  whole: string | null;
}

/** What the record itself says of AI in the making of an exam or its report. Nothing stated is no "none". */
export interface AiStatement {
  by: 'label' | 'provenance';
  /** The product where it is named, in the source's words. */
  product: string | null;
  /** When it was stated (FHIR dateTime), or null. */
  on: string | null;
}

/**
 * One imaging exam in canonical form, whatever resources told of it. It is a projection: it leaves
 * out whatever changes on each read (meta, narrative, endpoint addresses, order of lists).
 */
export interface Study {
  /** Names the study within its connection, for as long as it is known: kept when ids churn. */
  key: string;
  /** Study Instance UID (DICOM 0020,000D) without prefix, or null. */
  uid: string | null;
  accessions: Identifier[];
  /** All other business identifiers, sorted by value. */
  identifiers: Identifier[];
  /** Logical ids of the resources of its source that told of it, sorted; those of reports beside images stand there. */
  ids: string[];
  status: StudyStatus;
  /** DICOM modality codes, upper case, sorted. */
  modalities: string[];
  /** FHIR date or dateTime at the precision the source states, or null. */
  started: string | null;
  /** The source's own words for the exam; where it gives none, `examName` falls back on the procedure. */
  description: string | null;
  procedure: Concept | null;
  /** All codes of the procedure as `system|code`, sorted: one exam may be coded in several systems. */
  procedureCodes: string[];
  bodySites: Concept[];
  laterality: Side | null;
  /** The number under which the source files the patient of this study, where it states one. */
  patientNumber: Identifier | null;
  /** Name and reference of who made or holds it. */
  organization: { name: string | null; reference: string | null };
  /** As stated by the source; hints only. */
  seriesCount: number | null;
  instanceCount: number | null;
  series: Series[];
  /** References the study makes (order, visit, procedure): where to look for evidence, never evidence themselves. */
  references: string[];
  /** Its reports, sorted by their first id. */
  reports: Report[];
  /** Null where the record does not state it. */
  ai: AiStatement | null;
  source: StudySource;
}

/** What the source calls the exam, or null. */
export function examName(study: Study): string | null {
  return study.description ?? study.procedure?.display ?? null;
}

/** Logical ids of all resources that told of it, images and reports alike, sorted. */
export function allIds({ ids, reports }: Study): string[] {
  const ofReports = reports.flatMap((report) => report.ids.map((id) => id.slice(id.indexOf('/') + 1)));
  return [...new Set([...ids, ...ofReports])].filter((id) => !id.startsWith('~')).sort();
}

/** The resources that tell of a study, as `Type/id`. */
export function tellingOf({ source, ids, reports }: Study): string[] {
  const images = source === 'imaging-study' ? ids.map((id) => `ImagingStudy/${id}`) : [];
  return [...images, ...reports.flatMap((report) => report.ids)];
}

/** The studies that an ImagingStudy tells of. */
export function imagedIn(studies: Study[]): Study[] {
  return studies.filter(({ source }) => source === 'imaging-study');
}

import type { Study } from './study.js';

/** The difference of two snapshots in one study; `merged` stands for all studies that a merge of charts touched. */
export type ChangeKind =
  | 'added'
  | 'missing'
  | 'removed'
  | 'altered'
  | 'replaced'
  | 'retracted'
  | 'grown'
  | 'derived-added'
  | 'late-images'
  | 'report-added'
  | 'report-amended'
  | 'reissued'
  | 'merged';

/** FHIR names of the elements in which a study can differ. */
export const STUDY_FIELDS = [
  'uid',
  'ids',
  'accession',
  'status',
  'subject',
  'modality',
  'started',
  'description',
  'procedureCode',
  'bodySite',
  'laterality',
  'organization',
  'series',
  'instances',
  'report',
] as const;
export type StudyField = (typeof STUDY_FIELDS)[number];

export interface Change {
  kind: ChangeKind;
  /** The study as it was known, null when it is new. */
  before: Study | null;
  /** The study as it is now; for a study that is not shown, as it was last known. */
  study: Study;
  /** When it was first seen (ISO 8601). */
  firstSeenAt: string;
  fields: StudyField[];
  /** What else happened to the study in the same pull, as kinds. */
  also: ChangeKind[];
  /** Fields whose old and new value cannot both be true: side, body part, day, patient number, images. */
  contradicts: StudyField[];
  /** The study had been shown before, was gone, and is shown again. */
  returned: boolean;
  /** Keys of all studies that the change is about; more than one where charts were merged. */
  studies: string[];
}

import type { BodySiteName, Modality, REPORT_CATEGORIES } from './codes.js';

/** A kind of exam the invented hospitals do: what it is called, and how its images are laid out. */
export interface ExamKind {
  /** As a hospital lists it; `the` is where a side goes ("MRI of the left knee"). */
  title: string;
  bodySite: BodySiteName;
  department: keyof typeof REPORT_CATEGORIES;
  /** Whether the hospital also files a Procedure. */
  procedure: boolean;
  /** Both sides in one exam, no single one. */
  bothSides?: boolean;
  /** Whether an exam of it is of one side, so that left and right can be mistaken. */
  oneSide?: boolean;
  series: { description: string; modality: Modality; images: number }[];
}

function radiograph(title: string, bodySite: BodySiteName, views: string[]): ExamKind {
  const series = views.map((description) => ({ description, modality: 'DX' as const, images: 1 }));
  return { title, bodySite, department: 'radiology', procedure: false, series };
}

function ultrasound(title: string, bodySite: BodySiteName, images: number): ExamKind {
  const series = [{ description: 'Ultrasound images', modality: 'US' as const, images }];
  return { title, bodySite, department: 'radiology', procedure: false, series };
}

export const EXAMS = {
  abdomenCt: {
    title: 'CT of the abdomen',
    bodySite: 'abdomen',
    department: 'radiology',
    procedure: true,
    series: [
      { description: 'Scout', modality: 'CT', images: 2 },
      { description: 'Axial 5 mm', modality: 'CT', images: 88 },
      { description: 'Axial 1 mm', modality: 'CT', images: 412 },
      { description: 'Coronal', modality: 'CT', images: 74 },
      { description: 'Key images', modality: 'KO', images: 1 },
    ],
  },
  abdomenUltrasound: ultrasound('Ultrasound of the abdomen', 'abdomen', 31),
  breastUltrasound: { ...ultrasound('Ultrasound of the breast', 'breast', 18), oneSide: true },
  chestXray: radiograph('X-ray of the chest', 'chest', ['Front', 'Side']),
  echo: {
    ...ultrasound('Ultrasound of the heart', 'heart', 64),
    department: 'cardiology',
    procedure: true,
  },
  forearmXray: { ...radiograph('X-ray of the forearm', 'forearm', ['Front', 'Side']), oneSide: true },
  headCt: {
    title: 'CT of the head',
    bodySite: 'head',
    department: 'radiology',
    procedure: true,
    series: [
      { description: 'Scout', modality: 'CT', images: 1 },
      { description: 'Axial', modality: 'CT', images: 36 },
      { description: 'Bone', modality: 'CT', images: 36 },
    ],
  },
  hipUltrasound: { ...ultrasound('Ultrasound of the hips', 'hip', 12), bothSides: true },
  hipXray: { ...radiograph('X-ray of the hip', 'hip', ['Front', 'Side']), oneSide: true },
  kneeMri: {
    title: 'MRI of the knee',
    bodySite: 'knee',
    department: 'radiology',
    procedure: true,
    oneSide: true,
    series: [
      { description: 'Sagittal', modality: 'MR', images: 26 },
      { description: 'Coronal', modality: 'MR', images: 24 },
      { description: 'Axial', modality: 'MR', images: 28 },
    ],
  },
  mammogram: {
    title: 'Mammogram of the breasts',
    bodySite: 'breast',
    department: 'radiology',
    procedure: false,
    bothSides: true,
    series: [
      { description: 'Top to bottom', modality: 'MG', images: 2 },
      { description: 'Angled', modality: 'MG', images: 2 },
    ],
  },
  pregnancyUltrasound: ultrasound('Ultrasound in pregnancy, copied from film', 'uterus', 4),
  shoulderMri: {
    title: 'MRI of the shoulder',
    bodySite: 'shoulder',
    department: 'radiology',
    procedure: true,
    oneSide: true,
    series: [
      { description: 'Oblique coronal', modality: 'MR', images: 22 },
      { description: 'Axial', modality: 'MR', images: 24 },
    ],
  },
  thyroidUltrasound: ultrasound('Ultrasound of the thyroid', 'thyroid', 22),
} satisfies Record<string, ExamKind>;
export type ExamName = keyof typeof EXAMS;

/** The kind of exam behind a name, in its full type. */
export function examKind(name: ExamName): ExamKind {
  return EXAMS[name];
}

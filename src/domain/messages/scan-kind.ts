/** The kinds of scan a reader tells apart; templates choose the word and the shape for each. */
export const SCAN_KINDS = [
  'ct',
  'mri',
  'x-ray',
  'moving-x-ray',
  'ultrasound',
  'mammogram',
  'pet',
  'nuclear',
  'other',
] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

// DICOM PS3.3 C.7.3.1.1.1. PET comes first: a PET scan carries the CT it is laid over.
const KIND_OF_MODALITY: [ScanKind, string[]][] = [
  ['pet', ['PT']],
  ['nuclear', ['NM', 'ST']],
  ['mammogram', ['MG']],
  ['ct', ['CT']],
  ['mri', ['MR', 'MA', 'MS']],
  ['ultrasound', ['US', 'IVUS', 'EC', 'BDUS']],
  ['moving-x-ray', ['RF', 'XA', 'CF', 'DF', 'DS']],
  ['x-ray', ['CR', 'DX', 'RG', 'PX', 'IO']],
];

/** The one kind by which a study goes, from its DICOM modality codes in any order. */
export function scanKind(modalities: readonly string[]): ScanKind {
  const found = KIND_OF_MODALITY.find(([, codes]) => codes.some((code) => modalities.includes(code)));
  return found?.[0] ?? 'other';
}

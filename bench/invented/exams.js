/** Kinds of exam: modality, body part with its SNOMED CT code, words of the source, series and instances it has. */
export const EXAMS = [
  exam('CT', 'Chest', '51185008', 'CT chest with contrast', 4, 220),
  exam('CT', 'Abdomen', '818983003', 'CT abdomen and pelvis', 5, 340),
  exam('MR', 'Brain', '12738006', 'MRI brain without contrast', 8, 410),
  exam('MR', 'Knee', '72696002', 'MRI left knee', 6, 180),
  exam('DX', 'Chest', '51185008', 'Chest X-ray, two views', 1, 2),
  exam('DX', 'Hand', '85562004', 'X-ray right hand', 1, 3),
  exam('DX', 'Lumbar spine', '122496007', 'X-ray lumbar spine', 1, 3),
  exam('US', 'Abdomen', '818983003', 'Ultrasound abdomen', 1, 28),
  exam('US', 'Thyroid', '69748006', 'Ultrasound thyroid', 1, 14),
  exam('MG', 'Breast', '76752008', 'Screening mammogram', 4, 4),
  exam('NM', 'Bone', '272673000', 'Bone scan whole body', 2, 6),
];

export const HOSPITALS = ['Alder Valley Hospital', 'Northquay Imaging Center', 'Saint Ember Clinic'];

function exam(modality, part, partCode, words, series, instances) {
  return { modality, part, partCode, words, series, instances };
}

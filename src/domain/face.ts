import { bodyPartsIn } from './evidence/body-parts.js';
import { examName, type Study } from './study.js';

/** SNOMED CT: head, head and neck, face, brain. */
const HEAD_CODES = new Set(['69536005', '774007', '89545001', '12738006']);
/** Ends of bones that are called heads. */
const OTHER_HEADS =
  /\b(femoral|femur|radial|radius|humeral|humerus|fibular?|metatarsal|metacarpal|pancrea\w+)( \w+)? heads?\b|\bheads? of (the )?(femur|radius|humerus|fibula|pancreas)\b/gi;

/**
 * Whether a picture like a face can be rebuilt from the images: CT or MR of the head (NEJM 2019;381:1684: software
 * matched 70 of 84 volunteers to photographs). A study that does not say what it shows is not counted.
 */
export function canShowFace(study: Study): boolean {
  if (study.source !== 'imaging-study') return false;
  if (!study.modalities.some((modality) => modality === 'CT' || modality === 'MR')) return false;
  const sites = [...study.bodySites, ...study.series.flatMap(({ bodySite }) => bodySite ?? [])];
  if (sites.some(({ code }) => HEAD_CODES.has(code ?? ''))) return true;
  const words = [examName(study), study.procedure?.display, ...sites.map(({ display }) => display)];
  return words.some((word) => namesHead(word ?? ''));
}

function namesHead(words: string): boolean {
  return [...bodyPartsIn(words.replace(OTHER_HEADS, ''))].some((part) => part.split('.')[0] === 'head');
}

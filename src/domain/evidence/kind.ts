import type { Study } from '../study.js';
import { bodyPartsIn } from './body-parts.js';

/**
 * What kind of imaging something speaks of: families of modality and parts of the body, read from DICOM
 * codes and from the words that orders, reports and procedures use. Empty sets mean "does not say".
 */
export interface Kind {
  modalities: Set<string>;
  parts: Set<string>;
}

/** DICOM modality codes (PS3.3 C.7.3.1.1.1) that people would call by one name. */
const FAMILY: Record<string, string> = {
  CR: 'XR', DX: 'XR', DR: 'XR', RG: 'XR', XC: 'XR',
  XA: 'XA', RF: 'XA', US: 'US', IVUS: 'US', ECHO: 'US', PT: 'PT', CT: 'CT', MR: 'MR', MG: 'MG', NM: 'NM',
  BMD: 'BMD', DXA: 'BMD', IO: 'DENTAL', PX: 'DENTAL', OP: 'EYE', OPT: 'EYE', OCT: 'EYE',
}; // prettier-ignore

/** Series that are made from images, or about them, and not acquired from the patient. */
const DERIVED = new Set(
  (
    'KO SR PR SEG RTSTRUCT RTPLAN RTDOSE RTRECORD RTINTENT RTRAD RTSEGANN REG RWV FID DOC OT ANN PLAN SMR AU ' +
    'M3D TEXTUREMAP CTPROTOCOL XAPROTOCOL'
  ).split(' '),
);

/** Short codes count in capitals only: "Mg" on a laboratory report is magnesium. */
const MODALITY_WORDS: [string, RegExp][] = [
  ['CT', /\b(ct|cta|cat scan|computed tomogra\w*|computeri[sz]ed (axial )?tomogra\w*)\b/i],
  ['MR', /\b(mri|mra|mrcp|magnetic resonance)\b/i],
  ['US', /\b(ultraso\w+|sonogra\w+|\w*echocardiogra\w*|echo|doppler|duplex)\b/i],
  ['XR', /\b(x-?rays?|xr|cxr|kub|radiogra\w+|plain films?|views?)\b/i],
  ['MG', /\b(mammo\w*|tomosynthesis)\b/i],
  ['NM', /\b(nuclear medicine|scintigra\w+|bone scan|spect)\b/i],
  ['PT', /\b(pet|positron)\b/i],
  ['XA', /\b(fluoro\w*|\w*angiogra\w*|arteriogra\w*|venogra\w*|barium)\b/i],
  ['BMD', /\b(dxa|dexa|bone density|densitometry)\b/i],
  ['DENTAL', /\b(dental|panoramic|bitewing)\b/i],
];
const MODALITY_CODE = /\b(MR|US|MG|NM|DX|CR|XA|RF)\b/g;

export function isDerivedModality(code: string): boolean {
  return DERIVED.has(code);
}

/** The same few names of exams recur in every record. */
const known = new Map<string, Kind>();
const MOST_KNOWN = 5_000;

export function kindInWords(words: string): Kind {
  const found = known.get(words) ?? readKind(words);
  if (known.size < MOST_KNOWN) known.set(words, found);
  return found;
}

function readKind(words: string): Kind {
  const named = MODALITY_WORDS.filter(([, pattern]) => pattern.test(words)).map(([family]) => family);
  const coded = [...words.matchAll(MODALITY_CODE)].map(([code]) => FAMILY[code] ?? code);
  return { modalities: new Set([...named, ...coded]), parts: bodyPartsIn(words) };
}

/** The kind of imaging a study is: from its codes, and where they do not tell, its words. */
export function kindOfStudy(study: Study): Kind {
  const shown = [study.procedure, ...study.bodySites].map((concept) => concept?.display);
  const inWords = kindInWords([study.description, ...shown].filter((word) => word !== null).join(' '));
  const acquired = study.modalities.filter((code) => !isDerivedModality(code));
  const coded = new Set(acquired.map((code) => FAMILY[code] ?? code));
  return { modalities: coded.size > 0 ? coded : inWords.modalities, parts: inWords.parts };
}

/** Whether two sets name something in common; null when one of them names nothing. */
export function agree(a: Set<string>, b: Set<string>): boolean | null {
  if (a.size === 0 || b.size === 0) return null;
  return [...a].some((name) => b.has(name));
}

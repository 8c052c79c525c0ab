import type { Kind } from './kind.js';

/**
 * What kind of imaging a billed procedure is. CPT numbers radiology 70010 to 79999 by modality and part of the body;
 * HCPCS level II adds some. Only ranges stand here: what they hold is told by their place in the numbering.
 */
type Range = [from: number, to: number, modality: string];

/** Narrow ranges first: the first that holds a code tells its modality. */
const CPT: Range[] = [
  [70336, 70336, 'MR'], [70450, 70498, 'CT'], [70540, 70559, 'MR'],
  [71250, 71275, 'CT'], [71550, 71555, 'MR'],
  [72125, 72133, 'CT'], [72141, 72159, 'MR'], [72191, 72194, 'CT'], [72195, 72198, 'MR'],
  [73200, 73206, 'CT'], [73218, 73225, 'MR'], [73700, 73706, 'CT'], [73718, 73725, 'MR'],
  [74150, 74178, 'CT'], [74181, 74185, 'MR'], [74261, 74263, 'CT'],
  [75557, 75565, 'MR'], [75571, 75574, 'CT'], [75600, 75774, 'XA'], [75635, 75635, 'CT'],
  [76380, 76380, 'CT'], [76390, 76391, 'MR'], [76506, 76999, 'US'],
  [77011, 77014, 'CT'], [77021, 77022, 'MR'], [77046, 77049, 'MR'], [77061, 77067, 'MG'],
  [77078, 77086, 'BMD'], [77084, 77084, 'MR'],
  [78429, 78434, 'PT'], [78459, 78459, 'PT'], [78491, 78492, 'PT'], [78608, 78609, 'PT'], [78811, 78816, 'PT'],
  [78012, 78999, 'NM'], [93303, 93355, 'US'], [93880, 93998, 'US'],
  [70010, 76499, 'XR'],
]; // prettier-ignore

/** Parts by CPT's own order: head, chest, spine and pelvis, limbs, abdomen; breast among the seventy-sevens. */
const PARTS: [from: number, to: number, parts: string[]][] = [
  [70010, 70559, ['head', 'neck']], [71045, 71555, ['chest']], [72020, 72133, ['spine']], [72141, 72159, ['spine']],
  [72170, 72198, ['pelvis']], [72240, 72295, ['spine']], [73000, 73225, ['arm']], [73501, 73725, ['leg', 'pelvis']],
  [74018, 74178, ['abdomen', 'pelvis']], [74181, 74263, ['abdomen', 'pelvis']], [75557, 75574, ['chest']],
  [76641, 76642, ['breast']], [77046, 77067, ['breast']], [93303, 93355, ['chest']],
]; // prettier-ignore

const HCPCS: [RegExp, string][] = [
  [/^G(0202|0204|0206|0279)$/, 'MG'],
  [/^(G0297|S8092)$/, 'CT'],
  [/^(C89[0-3]\d|S8037|S8042)$/, 'MR'],
  [/^(R007\d|Q0092)$/, 'XR'],
  [/^G(0219|0235|0252)$/, 'PT'],
];

/** The kind of imaging that a CPT or HCPCS code bills, or null where it bills none. */
export function procedureKind(code: string): Kind | null {
  const modality = /^\d{5}$/.test(code) ? inCpt(Number(code)) : HCPCS.find(([form]) => form.test(code))?.[1];
  if (modality === undefined) return null;
  const parts = PARTS.find(([from, to]) => Number(code) >= from && Number(code) <= to)?.[2] ?? [];
  return { modalities: new Set([modality]), parts: new Set(parts) };
}

function inCpt(code: number): string | undefined {
  return CPT.find(([from, to]) => code >= from && code <= to)?.[2];
}

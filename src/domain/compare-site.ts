import type { StudyField } from './change.js';
import { bodyPartsIn, partsAgree } from './evidence/body-parts.js';
import { sideIn } from './fhir/laterality.js';
import type { Concept } from './study.js';

/** One element in which two states of a study differ; `contradicts` where old and new cannot both be true. */
export interface FieldDifference {
  field: StudyField;
  how: 'gained' | 'altered' | 'contradicts';
}

/** Letters and digits only, in lower case: display text is not stable between reads. */
export function fold(words: string): string {
  return words
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Equal codes are the same thing, whatever is shown; other codes of one system are not. Codes of different systems
 * cannot be compared: words tell then, and where they do not contradict, nothing has changed.
 */
export function sameConcept(before: Concept, after: Concept): boolean {
  const coded = before.code !== null && after.code !== null;
  if (before.code === after.code && (coded || before.display === after.display)) return true;
  if (coded && before.system === after.system) return false;
  const [a, b] = [fold(before.display ?? ''), fold(after.display ?? '')];
  if (a !== '' && b !== '' && (` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `))) return true;
  return coded && partsAgree(bodyPartsIn(a), bodyPartsIn(b)) !== false && !contradictSides(a, b);
}

/** Whether both words name a side, and not the same. */
export function contradictSides(before: string, after: string): boolean {
  const [known, said] = [sideIn(before), sideIn(after)];
  return known !== null && said !== null && known !== said;
}

/** What became of the body parts: one in place of another contradicts, unless the words of one lie in the other. */
export function siteDifferences(before: Concept[], after: Concept[]): FieldDifference[] {
  const lost = before.filter((site) => !after.some((other) => sameConcept(site, other)));
  const fresh = after.filter((site) => !before.some((other) => sameConcept(other, site)));
  if (lost.length === 0) return fresh.length === 0 ? [] : [{ field: 'bodySite', how: 'gained' }];
  const near = lost.every((site) => fresh.some((other) => areNear(site, other)));
  return [{ field: 'bodySite', how: near || fresh.length === 0 ? 'altered' : 'contradicts' }];
}

/** Only words can be near each other: two codes of one system are two body parts. */
function areNear(before: Concept, after: Concept): boolean {
  if (before.code !== null && after.code !== null && before.system === after.system) return false;
  return partsAgree(partsOf(before), partsOf(after)) === true;
}

function partsOf(site: Concept): Set<string> {
  return bodyPartsIn(site.display ?? '');
}

import { billedExams, isClaim } from './claim.js';
import { type Span, spanOf } from '../fhir/date.js';
import { elements, ownReference, references } from '../fhir/elements.js';
import type { FhirResource } from '../pull.js';
import type { Study } from '../study.js';
import { type EvidenceItem, evidenceItem, evidenceSpan } from './item.js';

/**
 * What lies further away than this from a study neither speaks of it nor competes with what does: the widest window is
 * a month, on either side. Only an order that is linked to the study may be older.
 */
const REACH_MS = 100 * 86_400_000;
const ORDERS = new Set(['ServiceRequest', 'ProcedureRequest', 'DiagnosticOrder']);

/** Where to look, and what of it is about the patient by its own word. */
interface Corroborating {
  resources: FhirResource[];
  isOwn: (resource: FhirResource) => boolean;
}

/** The items that can matter to the given studies: those of their time, and those that state none. */
export function itemsAround({ resources, isOwn }: Corroborating, studies: Study[]): EvidenceItem[] {
  const dated = studies.map(({ started }) => spanOf(started ?? ''));
  const spans = dated.filter((span) => span !== null);
  const anyTime = spans.length < dated.length;
  const near = (span: Span | null): boolean => anyTime || isAround(span, spans);
  const linked = linksOf(studies);
  const read = resources
    .filter(
      (resource) => (near(evidenceSpan(resource)) || isLinkedOrder(resource, linked)) && isOwn(resource),
    )
    .map(evidenceItem)
    .filter((item) => item !== null);
  const bills = billedExams(
    resources.filter(({ resourceType }) => isClaim(resourceType)).filter(isOwn),
  ).filter((item) => near(item.span));
  return [...read, ...bills];
}

function isAround(item: Span | null, studies: Span[]): boolean {
  if (item === null) return true;
  return studies.some((study) => study.from - item.to < REACH_MS && item.from - study.to < REACH_MS);
}

/** What an order of one of the studies is named by, or names: itself, its visit, its number. */
function linksOf(studies: Study[]): Set<string> {
  return new Set(
    studies.flatMap(({ references, accessions }) => [...references, ...accessions.map(({ value }) => value)]),
  );
}

function isLinkedOrder(resource: FhirResource, linked: Set<string>): boolean {
  if (!ORDERS.has(resource.resourceType) || linked.size === 0) return false;
  const numbers = elements(resource['identifier']).map(({ value }) => value);
  const visits = references(resource['encounter'] ?? resource['context']);
  return [ownReference(resource), ...visits, ...numbers].some(
    (name) => typeof name === 'string' && linked.has(name),
  );
}

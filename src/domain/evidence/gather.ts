import { billedExams } from './claim.js';
import { type Span, spanOf } from '../fhir/date.js';
import type { FhirResource } from '../pull.js';
import type { Study } from '../study.js';
import { type EvidenceItem, evidenceItem, evidenceSpan } from './item.js';

/**
 * An order may be a year older than its study. What lies further away than the order of an exam that competes for
 * the order of the study can change nothing.
 */
const REACH_MS = 3 * 366 * 86_400_000;

/** The items that can matter to the given studies: those of their time, and those that state none. */
export function itemsAround(resources: FhirResource[], studies: Study[]): EvidenceItem[] {
  const dated = studies.map(({ started }) => spanOf(started ?? ''));
  const spans = dated.filter((span) => span !== null);
  const anyTime = spans.length < dated.length;
  const near = (span: Span | null): boolean => anyTime || isAround(span, spans);
  const read = resources
    .filter((resource) => near(evidenceSpan(resource)))
    .map(evidenceItem)
    .filter((item) => item !== null);
  return [...read, ...billedExams(resources).filter((item) => near(item.span))];
}

function isAround(item: Span | null, studies: Span[]): boolean {
  if (item === null) return true;
  return studies.some((study) => study.from - item.to < REACH_MS && item.from - study.to < REACH_MS);
}

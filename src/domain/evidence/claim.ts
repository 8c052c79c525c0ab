import { fhirDate, joinSpans, type Span, spanOf } from '../fhir/date.js';
import { codings, type Element, elements, logicalId, references, text, wordsOf } from '../fhir/elements.js';
import type { FhirResource } from '../pull.js';
import type { EvidenceItem } from './item.js';
import { type Kind, kindInWords } from './kind.js';
import { procedureKind } from './procedure-codes.js';

/** A bill that was never sent, taken back or wrong. */
const VOID = new Set(['cancelled', 'draft', 'entered-in-error']);

interface BilledExam {
  code: string;
  span: Span;
  item: EvidenceItem;
}

/**
 * The imaging exams that claims (ExplanationOfBenefit, CARIN Blue Button) bill, one item for each: the same code and
 * day on several claims is one exam, of which reader and place bill each a half (CPT modifiers 26 and TC).
 */
export function billedExams(resources: FhirResource[]): EvidenceItem[] {
  const billed = resources.filter(({ resourceType }) => isClaim(resourceType)).flatMap(examsOn);
  const byExam = new Map<string, BilledExam>();
  for (const exam of billed.sort((a, b) => (a.item.id < b.item.id ? -1 : 1))) {
    const name = `${exam.code}|${Math.floor(exam.span.from / 86_400_000)}`;
    if (!byExam.has(name)) byExam.set(name, exam);
  }
  return [...byExam.values()].map(({ item }) => item);
}

export function isClaim(type: string): boolean {
  return type === 'ExplanationOfBenefit';
}

function examsOn(claim: FhirResource): BilledExam[] {
  const id = logicalId(claim);
  if (id === null || VOID.has(text(claim['status']) ?? '')) return [];
  return elements(claim['item']).flatMap((line) => examOn(line, claim, id));
}

function examOn(line: Element, claim: FhirResource, id: string): BilledExam[] {
  const product = line['productOrService'] ?? line['service'];
  const kind = kindBilled(product);
  const span = servedIn(line) ?? servedIn(claim);
  if (kind === null || span === null) return [];
  const item: EvidenceItem = {
    evidence: 'claim',
    type: claim.resourceType,
    id,
    span,
    written: false,
    kind,
    imaging: true,
    references: references(line['encounter']),
    names: { ids: [], uids: [], accessions: [] },
  };
  const code = codings(product)[0]?.code ?? wordsOf(product);
  return [{ code, span, item }];
}

function kindBilled(product: unknown): Kind | null {
  const coded = codings(product)
    .map(({ code }) => procedureKind(code ?? ''))
    .find((kind) => kind !== null);
  if (coded) return coded;
  const named = kindInWords(wordsOf(product));
  return named.modalities.size > 0 ? named : null;
}

/** The day of service: of the line, else of the whole bill. */
function servedIn(billed: Element): Span | null {
  const periods = [...elements(billed['servicedPeriod']), ...elements(billed['billablePeriod'])];
  const dates = [billed['servicedDate'], ...periods.flatMap(({ start, end }) => [start, end])];
  const known = dates.map(fhirDate).filter((date) => date !== null);
  return joinSpans(known.map(spanOf).filter((span) => span !== null));
}

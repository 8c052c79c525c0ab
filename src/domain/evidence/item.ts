import { fhirDate, joinSpans, type Span, spanOf } from '../fhir/date.js';
import {
  codings,
  type Element,
  elements,
  logicalId,
  referencedId,
  references,
  text,
  wordsOf,
} from '../fhir/elements.js';
import { accessions, dicomUid, studyUid } from '../fhir/identifiers.js';
import type { FhirResource } from '../pull.js';
import { isAboutImaging, isFiledElsewhere, isNamedImaging } from './imaging.js';
import { type Kind, kindInWords } from './kind.js';

export type EvidenceKind = 'order' | 'appointment' | 'visit' | 'procedure' | 'report' | 'claim' | 'own-word';

/** A resource that can corroborate a study, reduced to what is compared. */
export interface EvidenceItem {
  evidence: EvidenceKind;
  type: string;
  id: string;
  /** The time it speaks of; null when it names none. */
  span: Span | null;
  /** True when the span is not when it took place, but when it was written down. */
  written: boolean;
  kind: Kind;
  /** True when it says of itself that it is about imaging. */
  imaging: boolean;
  /** What it refers to: visit, order. */
  references: string[];
  /** The studies it names, by logical id, UID and accession number. */
  names: { ids: string[]; uids: string[]; accessions: string[] };
  /** Where it is to be, as a person calls the place; left out where that does not matter. */
  place?: string;
}

/** What speaks for a study. `strong` fits by day and kind; `partial` fits by day and does not say what kind. */
export interface Evidence {
  evidence: EvidenceKind;
  type: string;
  id: string;
  strength: 'strong' | 'partial';
}

/** The types that can corroborate a study. */
export const EVIDENCE_TYPES = [
  'ServiceRequest',
  'Appointment',
  'Encounter',
  'Procedure',
  'DiagnosticReport',
  'DocumentReference',
  'ExplanationOfBenefit',
] as const;

interface Dates {
  /** When it took place, or is to. */
  happened: unknown[];
  written?: unknown;
}

interface Reader {
  evidence: EvidenceKind;
  /** Statuses and intents under which it never took place, or was a mistake. */
  void: string[];
  /** Elements whose words tell what is imaged. */
  words: string[];
  dates: (resource: FhirResource) => Dates;
}

const READERS: Record<string, Reader> = {
  ServiceRequest: {
    evidence: 'order',
    void: ['revoked', 'entered-in-error', 'draft', 'proposal', 'plan', 'option'],
    words: ['code', 'category', 'orderDetail', 'bodySite'],
    dates: (order) => ({
      happened: [order['occurrenceDateTime'], ...bounds(order['occurrencePeriod'])],
      written: order['authoredOn'],
    }),
  },
  // STU3.
  ProcedureRequest: {
    evidence: 'order',
    void: ['cancelled', 'entered-in-error', 'draft', 'proposal', 'plan', 'option'],
    words: ['code', 'category', 'bodySite'],
    dates: (order) => ({
      happened: [order['occurrenceDateTime'], ...bounds(order['occurrencePeriod'])],
      written: order['authoredOn'],
    }),
  },
  Appointment: {
    evidence: 'appointment',
    void: ['cancelled', 'noshow', 'entered-in-error', 'proposed'],
    words: ['serviceType', 'serviceCategory', 'specialty', 'appointmentType', 'description'],
    dates: (appointment) => ({ happened: [appointment['start'], appointment['end']] }),
  },
  Encounter: {
    evidence: 'visit',
    void: ['cancelled', 'entered-in-error', 'planned'],
    words: [],
    dates: (visit) => ({ happened: [...bounds(visit['period']), ...bounds(visit['actualPeriod'])] }),
  },
  Procedure: {
    evidence: 'procedure',
    void: ['not-done', 'entered-in-error', 'preparation'],
    words: ['code', 'category', 'bodySite'],
    dates: (procedure) => ({
      happened: [
        procedure['performedDateTime'],
        ...bounds(procedure['performedPeriod']),
        procedure['occurrenceDateTime'],
        ...bounds(procedure['occurrencePeriod']),
      ],
    }),
  },
  DiagnosticReport: {
    evidence: 'report',
    void: ['cancelled', 'entered-in-error'],
    words: ['code', 'category'],
    dates: (report) => ({
      happened: [report['effectiveDateTime'], ...bounds(report['effectivePeriod'])],
      written: report['issued'],
    }),
  },
  DocumentReference: {
    evidence: 'report',
    void: ['superseded', 'entered-in-error'],
    words: ['type', 'description'],
    dates: (document) => ({
      happened: contextsOf(document).flatMap((context) => bounds(context['period'])),
      written: document['date'],
    }),
  },
};

/** Whether a type of any FHIR version can be read as evidence here; claims are read by `claim.ts`. */
export function isEvidenceType(type: string): boolean {
  return type in READERS;
}

/** Nobody is in one visit for longer; open-ended ones stand for ongoing care and prove no presence. */
const LONGEST_VISIT_MS = 90 * 86_400_000;
/** Visits where the patient is not at the place (v3-ActCode). */
const VIRTUAL = 'VR';

/** What a resource can be evidence of, or null when it is of no such type, is void, or is about no imaging. */
export function evidenceItem(resource: FhirResource): EvidenceItem | null {
  const reader = READERS[resource.resourceType];
  return !reader || logicalId(resource) === null || isVoid(resource, reader) ? null : readItem(resource);
}

/** The same of a resource that may be void; null when it is of no type of evidence. */
export function readItem(resource: FhirResource): EvidenceItem | null {
  const reader = READERS[resource.resourceType];
  if (!reader) return null;
  const words = reader.words
    .map((field) => `${wordsOf(resource[field])} ${text(resource[field]) ?? ''}`)
    .join(' ');
  const kind = kindInWords(words);
  const took = span(reader.dates(resource).happened);
  return {
    evidence: reader.evidence,
    type: resource.resourceType,
    id: logicalId(resource) ?? '',
    span: evidenceSpan(resource),
    written: took === null,
    kind,
    imaging: kind.modalities.size > 0 || isNamedImaging(resource, words),
    references: referencesOf(resource),
    names: namedStudies(resource),
  };
}

/** The time a resource of one of the types of evidence speaks of: when it took place, else when it was written down. */
export function evidenceSpan(resource: FhirResource): Span | null {
  const dates = READERS[resource.resourceType]?.dates(resource);
  return span(dates?.happened ?? []) ?? span([dates?.written]);
}

function isVoid(resource: FhirResource, reader: Reader): boolean {
  const said = [text(resource['status']), text(resource['intent'])];
  return (
    said.some((word) => word !== null && reader.void.includes(word)) ||
    resource['doNotPerform'] === true ||
    codings(resource['class']).some(({ code }) => code === VIRTUAL) ||
    isFiledElsewhere(resource) ||
    (resource.resourceType === 'DocumentReference' && !isAboutImaging(resource, wordsOf(resource['type']))) ||
    (reader.evidence === 'visit' && isEndless(span(reader.dates(resource).happened)))
  );
}

function isEndless(visit: Span | null): boolean {
  return visit !== null && visit.to - visit.from > LONGEST_VISIT_MS;
}

function bounds(period: unknown): unknown[] {
  return elements(period).flatMap((one) => [one['start'], one['end']]);
}

function span(dates: unknown[]): Span | null {
  const known = dates.map(fhirDate).filter((date) => date !== null);
  return joinSpans(known.map(spanOf).filter((one) => one !== null));
}

/** In R4 a document keeps visit and relations in `context`; in R5 the visit is `context` itself. */
function contextsOf(document: FhirResource): readonly Element[] {
  return elements(document['context']);
}

/** Visit and order. */
function referencesOf(resource: FhirResource): string[] {
  const own = ['basedOn', 'encounter', 'context'].flatMap((field) => references(resource[field]));
  const inContext = contextsOf(resource).flatMap((context) => references(context['encounter']));
  return [...own, ...inContext];
}

/** The studies that a report names (R4 `imagingStudy`, R5 `study`, a document's `related`), and those within it. */
function namedStudies(resource: FhirResource): EvidenceItem['names'] {
  const related = contextsOf(resource).flatMap((context) => elements(context['related']));
  const studies = [...['imagingStudy', 'study'].flatMap((field) => elements(resource[field])), ...related];
  const contained = elements(resource['contained']).filter((one) => one['resourceType'] === 'ImagingStudy');
  const uids = [
    ...studies.flatMap((reference) => elements(reference['identifier'])).map((one) => dicomUid(one['value'])),
    ...contained.map(studyUid),
  ];
  const ofRelated = related.flatMap((one) => accessions({ identifier: one['identifier'] }));
  return {
    ids: references(studies)
      .filter((reference) => !/^(#|(?!ImagingStudy)[A-Z])/.test(reference))
      .map(referencedId),
    uids: uids.filter((uid) => uid !== null),
    accessions: [...accessions(resource), ...ofRelated].map(({ value }) => value),
  };
}

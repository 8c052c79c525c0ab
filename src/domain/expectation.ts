import type { EvidenceItem } from './evidence/item.js';
import { joinSpans, type Span, spanOf } from './fhir/date.js';
import { mayBeOnePlace } from './one-place.js';

/** The kinds of scan that people can name, and the families of modality (evidence/kind) that they mean by them. */
const FAMILIES = {
  ct: ['CT'],
  mri: ['MR'],
  'x-ray': ['XR', 'DENTAL'],
  'moving-x-ray': ['XA'],
  ultrasound: ['US'],
  mammogram: ['MG'],
  pet: ['PT'],
  nuclear: ['NM'],
} as const;

export type ExpectedKind = keyof typeof FAMILIES;
export const EXPECTED_KINDS = Object.keys(FAMILIES) as ExpectedKind[];

/** A span longer than this would excuse whatever comes. */
export const LONGEST_EXPECTATION_DAYS = 7;

/** "I have a scan on Friday": a person's word that an exam is to come, or came. */
export interface Expectation {
  id: string;
  /** First and last day it may be on (YYYY-MM-DD), by the calendar of the place. */
  from: string;
  to: string;
  /** Null where the person does not know. */
  kind: ExpectedKind | null;
  /** Where, as the person calls it; null where it was not said. */
  place: string | null;
  /** Study Instance UID of the exam that it became at another place: it can speak for that one alone. */
  became: string | null;
}

/** What a pull knows from people rather than from the record, and what its deployment decided. */
export interface Given {
  expected?: Expectation[];
  /** What the place that was read is called here; left out where it has no name. */
  site?: string;
  /** Names of rules that decide nothing here. */
  rulesOff?: ReadonlySet<string>;
}

/** The type under which a person's word stands among evidence; no FHIR resource has this name. */
export const EXPECTATION = 'Expectation';

/**
 * A person's word as an item of evidence: it speaks for one exam, like every other item. Where it names a place, it is
 * an exam that this site shows or that was made at that place.
 */
export function expectedItem(
  { id, from, to, kind, place, became }: Expectation,
  site: string | undefined,
): EvidenceItem {
  const isHere = became !== null || place === null || (site !== undefined && mayBeOnePlace(place, site));
  return {
    evidence: 'own-word',
    type: EXPECTATION,
    id,
    span: joinSpans([from, to].map(spanOf).filter((day): day is Span => day !== null)),
    written: false,
    kind: { modalities: new Set<string>(kind === null ? [] : FAMILIES[kind]), parts: new Set() },
    imaging: true,
    references: [],
    names: { ids: [], uids: became === null ? [] : [became], accessions: [] },
    ...(isHere ? {} : { place }),
  };
}

import { dayOf, type Span, spanOf } from '../fhir/date.js';
import { referencedId } from '../fhir/elements.js';
import type { Study } from '../study.js';
import type { Evidence, EvidenceItem } from './item.js';
import { type Kind, kindOfStudy } from './kind.js';

/** A study as a candidate for evidence; `isNew` where it is in question, which known studies are not. */
export interface Candidate {
  study: Study;
  isNew: boolean;
  span: Span | null;
  /** The day of its date as the source writes it: people count days by the calendar of the place. */
  readonly day: Span | null;
  readonly kind: Kind;
  evidence: Evidence[];
}

/** Finds the studies that an item may speak of without looking at all of them. */
export interface Candidates {
  all: Candidate[];
  /** Those that the item names. */
  named: (item: EvidenceItem) => Candidate[];
  /** Those that refer to the item, or with it to the same visit or order. */
  tied: (item: EvidenceItem) => Set<Candidate>;
  /** Those whose date lies within `days` of the item's. */
  near: (item: EvidenceItem, days: number) => Candidate[];
}

type Index = Map<string, Candidate[]>;
const DAY_MS = 86_400_000;

export function candidatesIn(studies: Study[], asked: Set<Study>): Candidates {
  const all = studies
    .filter(({ status }) => status !== 'retracted')
    .map((study) => candidate(study, asked.has(study)));
  const byName = indexBy(all, ({ uid, ids, accessions }) => [
    ...(uid === null ? [] : [`uid ${uid}`]),
    ...ids.map((id) => `id ${id}`),
    ...accessions.map(({ value }) => `accession ${value}`),
  ]);
  const byReference = indexBy(all, ({ references }) => references.map(openReference));
  const byTime = all.filter(({ span }) => span?.coarse === false).sort((a, b) => a.span!.from - b.span!.from);
  const coarse = all.filter(({ span }) => span?.coarse === true);
  return {
    all,
    named: (item) => lookUp(byName, namesOf(item)),
    tied: (item) =>
      new Set(
        lookUp(
          byReference,
          [...item.references, `${item.type}/${item.id}`, `urn:${item.id}`].map(openReference),
        ),
      ),
    near: ({ span }, days) => (span === null ? [] : [...between(byTime, span, days * DAY_MS), ...coarse]),
  };
}

function candidate(study: Study, isNew: boolean): Candidate {
  const span = study.started === null ? null : spanOf(study.started);
  let kind: Kind | null = null;
  return {
    study,
    isNew,
    span,
    get day(): Span | null {
      return study.started === null ? null : spanOf(dayOf(study.started));
    },
    // Found out when somebody asks: most studies are never looked at.
    get kind(): Kind {
      return (kind ??= kindOfStudy(study));
    },
    evidence: [],
  };
}

function namesOf({ names: { ids, uids, accessions } }: EvidenceItem): string[] {
  return [
    ...uids.map((uid) => `uid ${uid}`),
    ...ids.map((id) => `id ${id}`),
    ...accessions.map((value) => `accession ${value}`),
  ];
}

/** `urn:uuid:12` leaves open what 12 is. */
function openReference(reference: string): string {
  return reference.startsWith('urn:') ? `urn:${referencedId(reference).replace(/^urn:/, '')}` : reference;
}

function indexBy(candidates: Candidate[], keysOf: (study: Study) => string[]): Index {
  const index: Index = new Map();
  for (const one of candidates) {
    for (const key of keysOf(one.study)) {
      const sharing = index.get(key);
      if (sharing) sharing.push(one);
      else index.set(key, [one]);
    }
  }
  return index;
}

function lookUp(index: Index, keys: string[]): Candidate[] {
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

/** The part of a list sorted by time that lies within `slack` of a span. */
function between(sorted: Candidate[], span: Span, slack: number): Candidate[] {
  return sorted.slice(firstFrom(sorted, span.from - slack), firstFrom(sorted, span.to + slack + 1));
}

function firstFrom(sorted: Candidate[], time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.span!.from < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

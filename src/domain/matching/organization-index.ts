import type { Match, Organization } from '../organization.js';
import {
  decide,
  holdsWords,
  inDescription,
  readFiling,
  readOrganization,
  type MatchableFiling,
  type ReadFiling,
  type ReadOrganization,
} from './decide.js';
import { anchors, keysOf, openingKey, slipKeys, startKey, startOf } from './keys.js';
import { NOTHING_LEARNT, readKnowledge, type MatchKnowledge } from './knowledge.js';
import { wordFor } from './read-name.js';
import { STATE_WORD_FORMS } from './state-words.js';

/** Positions in a list of organizations, by what stands in their names; most keys have but one. */
type Postings = Map<number, number | number[]>;

/** Many organizations, found by what their names share with a filing's. Build once, use for many filings. */
export interface OrganizationIndex {
  organizations: ReadOrganization[];
  /** By the letters of whole names; a namesake in another state counts too. */
  byName: Postings;
  /** By a rare word, or a pair of others that tell something. */
  byAnchor: Postings;
  /** By the first two words: names that open alike, and names in descriptions. */
  byStart: Postings;
  /** By all of these, of the vendors of organizations. */
  byVendor: Postings;
  /** By filed names that an operator spoke of. */
  byVerdict: Map<string, number[]>;
}

export interface OrganizationMatch extends Match {
  organization: Organization;
}

/** @param learnt what operators said here; see `MatchKnowledge` */
export function indexOrganizations(
  organizations: Iterable<Organization>,
  learnt: MatchKnowledge = NOTHING_LEARNT,
): OrganizationIndex {
  const knowledge = readKnowledge(learnt);
  const index: OrganizationIndex = {
    organizations: [],
    byName: new Map(),
    byAnchor: new Map(),
    byStart: new Map(),
    byVendor: new Map(),
    byVerdict: new Map(),
  };
  for (const organization of organizations) {
    const read = readOrganization(organization, knowledge);
    const at = index.organizations.push(read) - 1;
    for (const name of read.names) {
      post(index.byName, name.letters, at);
      for (const key of anchors(name)) post(index.byAnchor, key, at);
      const start = startKey(name);
      if (start !== null) post(index.byStart, start, at);
    }
    for (const key of read.vendors.flatMap(keysOf)) post(index.byVendor, key, at);
    for (const key of read.verdicts.keys())
      index.byVerdict.set(key, [...(index.byVerdict.get(key) ?? []), at]);
  }
  return index;
}

/** Every organization that the filing concerns, in the order they were indexed; the same as `matchFiling` on each. */
export function matchAll(filing: MatchableFiling, index: OrganizationIndex): OrganizationMatch[] {
  const read = readFiling(filing);
  const byName = candidatesByName(read, index);
  const all = new Set([...byName, ...candidatesByDescription(read, index)]);
  return [...all]
    .sort((left, right) => left - right)
    .flatMap((at) => {
      const organization = index.organizations[at];
      if (!organization) return [];
      const match = byName.has(at) ? decide(read, organization) : inDescription(read, organization);
      return match.outcome === 'none' ? [] : [{ ...match, organization: organization.organization }];
    });
}

/** Names that agree otherwise than as a whole are of one state, or of one that is not known. */
function candidatesByName(filing: ReadFiling, index: OrganizationIndex): Set<number> {
  const found = new Set<number>();
  const states = statesOf(filing);
  for (const at of index.byVerdict.get(filing.nameKey) ?? []) found.add(at);
  if (index.byVendor.size > 0)
    for (const key of filing.names.flatMap((name) => [...keysOf(name), ...slipKeys(name)]))
      positions(index.byVendor, key).forEach((at) => found.add(at));
  const addNear = (at: number): void => {
    const state = index.organizations[at]?.state ?? null;
    if (states === null || state === null || states.has(state)) found.add(at);
  };
  for (const name of filing.names) {
    positions(index.byName, name.letters).forEach((at) => found.add(at));
    for (const key of [...anchors(name), ...slipKeys(name)]) positions(index.byAnchor, key).forEach(addNear);
    const opens = openingKey(name);
    if (opens !== null) positions(index.byStart, opens).forEach(addNear);
  }
  return found;
}

/** The filer's state and those that a name of the filing states; null where the filer's is not known. */
function statesOf({ state, names }: ReadFiling): Set<string> | null {
  if (state === null) return null;
  const stated = [...STATE_WORD_FORMS].filter(([, words]) => names.some((name) => holdsWords(name, words)));
  return new Set([state, ...stated.map(([code]) => code)]);
}

function candidatesByDescription(filing: ReadFiling, index: OrganizationIndex): number[] {
  const words = filing.description.trim().split(' ').map(wordFor);
  const starts = words.slice(1).map((word, at) => startOf(words[at] ?? word, word));
  return [...new Set(starts)].flatMap((start) => positions(index.byStart, start));
}

function positions(postings: Postings, key: number): number[] {
  const found = postings.get(key) ?? [];
  return typeof found === 'number' ? [found] : found;
}

/** An organization has each key once, and keys of one organization come together. */
function post(postings: Postings, key: number, at: number): void {
  const found = postings.get(key);
  if (found === undefined) postings.set(key, at);
  else if (typeof found !== 'number') {
    if (found.at(-1) !== at) found.push(at);
  } else if (found !== at) postings.set(key, [found, at]);
}

import type { Match, Organization } from '../organization.js';
import {
  decide,
  readFiling,
  readOrganization,
  type MatchableFiling,
  type ReadFiling,
  type ReadOrganization,
} from './decide.js';
import { commonPairs, rareWords, type ReadName } from './read-name.js';

/** Many organizations, found by what their names share with a filing's. Build once, use for many filings. */
export interface OrganizationIndex {
  organizations: ReadOrganization[];
  /** From a key to the positions of the organizations that have it. */
  byKey: Map<string, number[]>;
}

export interface OrganizationMatch extends Match {
  organization: Organization;
}

export function indexOrganizations(organizations: Iterable<Organization>): OrganizationIndex {
  const index: OrganizationIndex = { organizations: [], byKey: new Map() };
  for (const organization of organizations) {
    const read = readOrganization(organization);
    const at = index.organizations.push(read) - 1;
    for (const key of new Set(read.names.flatMap(keysOf))) {
      const positions = index.byKey.get(key);
      if (positions) positions.push(at);
      else index.byKey.set(key, [at]);
    }
  }
  return index;
}

/** Every organization that the filing concerns, in the order they were indexed; the same as `matchFiling` on each. */
export function matchAll(filing: MatchableFiling, index: OrganizationIndex): OrganizationMatch[] {
  const read = readFiling(filing);
  const matches: OrganizationMatch[] = [];
  for (const at of candidates(read, index)) {
    const organization = index.organizations[at];
    if (!organization) continue;
    const match = decide(read, organization);
    if (match.outcome !== 'none') matches.push({ ...match, organization: organization.organization });
  }
  return matches;
}

function candidates(filing: ReadFiling, index: OrganizationIndex): number[] {
  const found = new Set<number>();
  const keys = new Set([...filing.names.flatMap(keysOf), ...descriptionKeys(filing)]);
  for (const key of keys) for (const at of index.byKey.get(key) ?? []) found.add(at);
  return [...found].sort((left, right) => left - right);
}

/** Two names that are compared at all have one of these in common; see `shareAnAnchor` and `sameName`. */
function keysOf(name: ReadName): string[] {
  return [
    `same ${name.key}`,
    `spaced ${name.squashed}`,
    ...rareWords(name.words).map((word) => `rare ${word.text}`),
    ...commonPairs(name).map((pair) => `pair ${pair}`),
    // Also how two names with the same opening are found.
    `starts ${firstTwo(name.words.map((word) => word.text))}`,
  ];
}

/** A name in a description is found by its first two words. */
function descriptionKeys(filing: ReadFiling): string[] {
  const words = filing.description.trim().split(' ');
  return words.map((_, at) => `starts ${firstTwo(words.slice(at, at + 2))}`);
}

function firstTwo(words: string[]): string {
  return words.slice(0, 2).join(' ');
}

import { logicalId, ownReference } from './fhir/elements.js';
import type { FhirResource } from './pull.js';

/** The names of a reading's content, as a whole and of each resource. */
export interface Digests {
  whole: string;
  /** By `Type/id`, for the resources that have an id of their own: those that share one with another are left out. */
  each: () => Map<string, number>;
}

/**
 * Names the content of a reading: the same for two readings that say the same, whatever the order of resources
 * and lists, and whatever servers make anew on each read (meta but for its security labels, narrative, endpoints).
 * Values are hashed by FNV-1a (RFC 9923) in two lanes of 32 bits, lists and objects by the sum of their members, so
 * that other content has the same name only by a chance of one in 2^64, in one resource of one in 2^53.
 */
export function digestsOf(resources: FhirResource[]): Digests {
  let [first, second] = [0, 0];
  const each = new Float64Array(resources.length);
  for (let at = 0; at < resources.length; at += 1) {
    if (resources[at]!.resourceType === ENDPOINT) continue;
    digestObject(resources[at]!, BASIS, OTHER_BASIS);
    first = (first + lanes.first) | 0;
    second = (second + lanes.second) | 0;
    each[at] = (lanes.first >>> 0) * 2 ** 21 + (lanes.second >>> 11);
  }
  const whole = [resources.length, first >>> 0, second >>> 0].map((part) => part.toString(36)).join('-');
  return { whole, each: () => byReference(resources, each) };
}

function byReference(resources: FhirResource[], digests: Float64Array): Map<string, number> {
  const found = new Map<string, number>();
  resources.forEach((resource, at) => {
    if (resource.resourceType === ENDPOINT || logicalId(resource) === null) return;
    const reference = ownReference(resource);
    // Not a number: never the same as what was there before.
    found.set(reference, found.has(reference) ? NaN : digests[at]!);
  });
  return found;
}

const ENDPOINT = 'Endpoint';
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
/** The second lane: another start, and a prime of its own. */
const OTHER_BASIS = 0x27d4eb2f;
const OTHER_PRIME = 0x85ebca6b;

const { imul } = Math;
/** What the last call found: two numbers leave a function without a new object for each value of a record. */
const lanes = { first: 0, second: 0 };

function digestObject(object: object, first: number, second: number): void {
  let [sum, otherSum] = [0, 0];
  for (const name in object) {
    const value = stable(name, (object as Record<string, unknown>)[name]);
    if (value === undefined) continue;
    const seed = hashOfName(name);
    digestValue(value, first ^ seed, imul(second ^ seed, OTHER_PRIME));
    sum = (sum + lanes.first) | 0;
    otherSum = (otherSum + lanes.second) | 0;
  }
  lanes.first = mixed(sum, first);
  lanes.second = mixed(otherSum, second);
}

function digestValue(value: unknown, first: number, second: number): void {
  if (typeof value === 'string') digestText(value, first, second);
  else if (Array.isArray(value)) digestList(value, first, second);
  else if (typeof value === 'object' && value !== null) digestObject(value, first, second);
  else digestText(String(value), second, first);
}

function digestList(list: unknown[], first: number, second: number): void {
  let [sum, otherSum] = [first, second];
  for (const member of list) {
    digestValue(member, first, second);
    sum = (sum + lanes.first) | 0;
    otherSum = (otherSum + lanes.second) | 0;
  }
  lanes.first = sum;
  lanes.second = otherSum;
}

function digestText(text: string, first: number, second: number): void {
  let [one, two] = [first, second];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = imul(one ^ unit, PRIME);
    two = imul(two ^ unit, OTHER_PRIME);
  }
  lanes.first = one;
  lanes.second = two;
}

/** Names of elements recur: each is hashed once, but for what a hostile source makes up without end. */
const names = new Map<string, number>();
const MOST_NAMES = 10_000;

function hashOfName(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  digestText(name, BASIS, OTHER_BASIS);
  if (names.size < MOST_NAMES) names.set(name, lanes.first);
  return lanes.first;
}

/** So that sums of sums tell which members belong together (the finalizer of MurmurHash3). */
function mixed(sum: number, seed: number): number {
  let mix = sum ^ seed;
  mix = imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}

/**
 * What of an element stays the same between two reads of an unchanged record; undefined where nothing does, or where
 * it is much and nobody looks at it: the class of each image.
 */
function stable(name: string, value: unknown): unknown {
  if (name === 'sopClass') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'text') return 'div' in value ? undefined : value;
  if (name === 'meta') return (value as { security?: unknown }).security;
  if (name === 'contained' && Array.isArray(value)) return value.filter((one) => !isEndpoint(one));
  return value;
}

function isEndpoint(resource: unknown): boolean {
  const type =
    typeof resource === 'object' && resource !== null
      ? (resource as { resourceType?: unknown }).resourceType
      : null;
  return type === ENDPOINT;
}

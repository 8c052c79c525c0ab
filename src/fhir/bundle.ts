import type { FhirResource } from '../domain/pull.js';
import {
  isObject,
  isResource,
  isTooDeep,
  isTypeName,
  type JsonObject,
  objectsIn,
  stringIn,
} from './resource.js';

/** One entry as it came; `key` tells the same resource on two pages. */
export interface Entry {
  key: string | null;
  resource: FhirResource;
  /** False for what was only included with the matches of a search. */
  isMatch: boolean;
}

/** One Bundle, its nested Bundles taken out into pages of their own. */
export interface BundlePage {
  self: string | null;
  next: string | null;
  /** The type searched, told by the self link, or by that of the Bundle around it. */
  searchedType: string | null;
  /** How many matches the source counts; null where it says nothing, or counts Bundles. */
  total: number | null;
  entries: Entry[];
  outcomes: JsonObject[];
  /** Entries that hold nothing readable although they should. */
  unreadable: number;
}

/** A Bundle and the Bundles inside it, outermost first. Works through a list, so that deep nesting cannot crash it. */
export function bundlePages(bundle: FhirResource): BundlePage[] {
  const pages: BundlePage[] = [];
  const waiting: { bundle: JsonObject; outerType: string | null }[] = [{ bundle, outerType: null }];
  for (let at = 0; at < waiting.length; at += 1) {
    const { bundle: current, outerType } = waiting[at] ?? { bundle: {}, outerType: null };
    const page = emptyPage(current, outerType);
    for (const entry of entriesOf(current)) {
      const nested = isObject(entry) ? entry['resource'] : null;
      if (isResource(nested) && nested.resourceType === 'Bundle') {
        waiting.push({ bundle: nested, outerType: page.searchedType });
        page.total = null;
      } else {
        addEntry(page, entry);
      }
    }
    pages.push(page);
  }
  return pages;
}

/** The last segment of a search address before its parameters: `…/fhir/ImagingStudy?patient=1` asks ImagingStudy. */
export function searchedTypeOf(address: string | null): string | null {
  const path = address?.split(/[?#]/)[0]?.replace(/\/(_search)?\/?$/, '') ?? '';
  const segment = path.split('/').pop() ?? '';
  return isTypeName(segment) ? segment : null;
}

function emptyPage(bundle: JsonObject, outerType: string | null): BundlePage {
  const self = linkOf(bundle, 'self');
  const total = bundle['total'];
  return {
    self,
    next: linkOf(bundle, 'next'),
    searchedType: searchedTypeOf(self) ?? outerType,
    total: typeof total === 'number' ? total : null,
    entries: [],
    outcomes: [],
    unreadable: 0,
  };
}

function linkOf(bundle: JsonObject, relation: string): string | null {
  const link = objectsIn(bundle['link']).find((candidate) => candidate['relation'] === relation);
  return stringIn(link?.['url']);
}

/** A history lists the newest version first (R4 http, history); read from its end, the newest is the last word. */
function entriesOf(bundle: JsonObject): unknown[] {
  const entries = bundle['entry'];
  if (entries === undefined || entries === null) return [];
  if (!Array.isArray(entries)) return [null];
  return bundle['type'] === 'history' ? [...entries].reverse() : entries;
}

function addEntry(page: BundlePage, entry: unknown): void {
  const holder = isObject(entry) ? entry : {};
  const mode = isObject(holder['search']) ? holder['search']['mode'] : undefined;
  const resource = holder['resource'];
  if (isResource(resource) && resource.resourceType === 'OperationOutcome') {
    page.outcomes.push(resource);
  } else if (isResource(resource) && !isTooDeep(resource)) {
    const isMatch = mode === undefined || mode === 'match';
    page.entries.push({ key: keyOf(resource, holder['fullUrl']), resource, isMatch });
  } else {
    addBodiless(page, holder, mode === 'outcome');
  }
}

/** A batch or history entry may rightly come without a resource; its response then says how it went. */
function addBodiless(page: BundlePage, entry: JsonObject, isOutcome: boolean): void {
  const response = isObject(entry['response']) ? entry['response'] : null;
  const succeeded = response !== null && /^[23]/.test(String(response['status']));
  const isDeletion = isObject(entry['request']) && entry['request']['method'] === 'DELETE';
  if (isObject(response?.['outcome'])) page.outcomes.push(response['outcome']);
  else if (entry['resource'] !== undefined || !(succeeded || isDeletion || isOutcome)) page.unreadable += 1;
}

function keyOf(resource: FhirResource, fullUrl: unknown): string | null {
  if (typeof resource.id !== 'string') return null;
  return `${resource.resourceType}/${stringIn(fullUrl) ?? resource.id}`;
}

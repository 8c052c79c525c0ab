import { isObject, type JsonObject } from '../text/json-document.js';
import { longText, oneLine, webAddress } from '../text/published-text.js';

/** What one CSAF document says, as far as staff pages show it. Dates are as published. */
export interface Advisory {
  id: string;
  title: string;
  version: string;
  first: string;
  released: string;
  vendors: string[];
  products: string[];
  /** The publisher's evaluation of the risk; else what it says of each weakness. */
  summary: string;
  url: string | null;
}

/** How deep branches of products stand in each other, at most; CSAF asks for three to five levels. */
const DEEPEST = 30;
const MOST_NAMES = 200;

/** Reads a CSAF document; null where it has no title or no tracking id. */
export function readAdvisory(json: unknown): Advisory | null {
  const top = isObject(json) ? json : {};
  const document = objectIn(top.document);
  const tracking = objectIn(document.tracking);
  const [id, title] = [lineIn(tracking.id), lineIn(document.title)];
  if (id === '' || title === '') return null;
  const branches = objectsIn(objectIn(top.product_tree).branches);
  return {
    id,
    // Some titles begin with the id again.
    title: title.startsWith(`${id}_`) ? title.slice(id.length + 1).trim() || title : title,
    version: lineIn(tracking.version),
    first: lineIn(tracking.initial_release_date),
    released: lineIn(tracking.current_release_date),
    vendors: namesOf(branches, 'vendor'),
    products: namesOf(branches, 'product_name'),
    summary: summaryOf(document, objectsIn(top.vulnerabilities)),
    url: addressOf(objectsIn(document.references)),
  };
}

/** The distinct names of all branches of that category. */
function namesOf(branches: JsonObject[], category: string): string[] {
  const names = new Set<string>();
  const visit = (level: JsonObject[], depth: number): void => {
    for (const branch of level) {
      if (names.size >= MOST_NAMES) return;
      const name = lineIn(branch.name);
      if (branch.category === category && name !== '') names.add(name);
      if (depth < DEEPEST) visit(objectsIn(branch.branches), depth + 1);
    }
  };
  visit(branches, 1);
  return [...names];
}

function summaryOf(document: JsonObject, vulnerabilities: JsonObject[]): string {
  const own = summariesIn(document.notes);
  const texts = own.length > 0 ? own : vulnerabilities.flatMap(({ notes }) => summariesIn(notes));
  return longText(texts.join('\n\n'));
}

function summariesIn(notes: unknown): string[] {
  return objectsIn(notes)
    .filter(({ category }) => category === 'summary')
    .map(({ text }) => (typeof text === 'string' ? longText(text) : ''))
    .filter((text) => text !== '');
}

/** The page for people before the document itself; both are "self". */
function addressOf(references: JsonObject[]): string | null {
  const own = references
    .filter(({ category }) => category === 'self')
    .map(({ url }) => webAddress(lineIn(url)));
  const addresses = own.filter((address) => address !== null);
  return addresses.find((address) => !address.endsWith('.json')) ?? addresses[0] ?? null;
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function lineIn(value: unknown): string {
  return typeof value === 'string' ? oneLine(value) : '';
}

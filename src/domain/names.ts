import { mayBeList, namesInList } from './listed-names.js';

/**
 * How a part stands in a written name:
 * - `whole`: everything, as written;
 * - `head`: what stands before the first marker, the legal name in most rows;
 * - `trade`: after d/b/a, also or now known as;
 * - `former`: after f/k/a, formerly;
 * - `bracketed`: in parentheses, and a name by its look, or one of a list of them;
 * - `listed`: one of several names joined by a semicolon, a slash, "LLC and", or a list of places or doctors;
 * - `unit`: after a spaced dash, and an organization by its words;
 * - `parent`: before such a dash; the name is that of the unit, not of all of it;
 * - `client`: after "on behalf of"; the row's filer spoke for it;
 * - `owner`: after "a subsidiary of", "a division of", "operated by".
 */
export type NameRole =
  'whole' | 'head' | 'trade' | 'former' | 'bracketed' | 'listed' | 'unit' | 'parent' | 'client' | 'owner';

export interface NamePart {
  text: string;
  role: NameRole;
}

const MARKERS: [NameRole, string][] = [
  ['trade', String.raw`\bd\s?[/.]?\s?b\s?[/.]?\s?a\b[/.:,]*`],
  ['trade', String.raw`\b(?:doing|does) business as\b|\b(?:also|legally|now) known as\b|\btrading as\b`],
  ['trade', String.raw`\ba[/.]?k[/.]?a\b\.?|\bn/k/a\b`],
  ['former', String.raw`\bf[/.]?k[/.]?a\b\.?|\b(?:formerly|previously)(?: known as)?\b`],
  ['client', String.raw`\b(?:reporting |for and )?on behalf of\b|\bo/b/o\b`],
  [
    'owner',
    String.raw`\b(?:an? (?:[a-z-]+ ){0,2}(?:subsidiary|division|member|subdivision)|(?:an )?affiliate) of\b`,
  ],
  ['owner', String.raw`\b(?:operated|managed|powered) by\b`],
];
const MARKER = new RegExp(MARKERS.map(([, pattern]) => `(${pattern})`).join('|'), 'i');
const EVERY_MARKER = new RegExp(MARKER.source, 'gi');

const BRACKETED = /\(([^()]*)(?:\)|$)|\[([^[\]]*)(?:\]|$)/g;
// In brackets but no name: a place or a kind of entity, a year, a note in running text.
const BRACKET_NOTE =
  /^(?:the (?!\S+ \S)|an? |its |through|hosted|single affiliated|c\/s$|u\.s|\d+$|case |health plan$)/i;

const ORGANIZATION_WORD =
  /\b(?:hospitals?|hosp|cent(?:er|re)s?|ctr|clinics?|health(?:care)?|medical|institute|associates|services|group|physicians|surgery|imaging|radiology|dental|pharmacy|department|network|laborator(?:y|ies)|podiatry|pediatrics|consultants|corp|inc|llc)\b/i;
// Without any of these a name that has no marker is its own only part.
const JOINS_NAMES =
  /\b(?:inc|incorporated|llc|l\.l\.c|ltd|corp|corporation|p\.?a|p\.?c|pllc|lp)\b\.?(?:,?\s(?:and|&)\s|,\s?\p{L}{3})/iu;
const MAY_HOLD_PARTS = /[()[\];/]|\s[-–—]|[-–—]\s|^[,;:"“”'‘’–—-]|[,;:"“”‘–—-]$/;

/**
 * Takes a written organization name apart. The whole comes first; parts keep the spelling of the name.
 * A name without a marker, a bracket or a list is its own only part.
 */
export function namePartsIn(written: string): NamePart[] {
  const whole = written.trim();
  if (!mayHoldParts(whole)) return [{ text: whole, role: 'whole' }];
  const outside = whole.replace(BRACKETED, ' ');
  const inside = [...whole.matchAll(BRACKETED)]
    .filter((found) => !isQualifier(found, whole))
    .map((found) => found[1] ?? found[2] ?? '');
  const parts: NamePart[] = [{ text: whole, role: 'whole' }, ...partsOfText(outside, 'head')];
  for (const text of inside) parts.push(...partsOfBracket(text));
  return distinct(parts);
}

/** Cheap to ask, and no of nearly every name. */
function mayHoldParts(whole: string): boolean {
  return MAY_HOLD_PARTS.test(whole) || MARKER.test(whole) || JOINS_NAMES.test(whole) || mayBeList(whole);
}

/** Every name that an organization's written name holds: the whole first, then d/b/a, former and parenthesised parts. */
export function namesIn(written: string): string[] {
  return namePartsIn(written).map((part) => part.text);
}

/** "Manor Care Indy (South), LLC": a capitalised word in the middle of a name is a part of it, not another name. */
function isQualifier(found: RegExpMatchArray, whole: string): boolean {
  const after = whole.slice((found.index ?? 0) + found[0].length);
  return /^.\p{Lu}\p{Ll}+.?$/u.test(found[0]) && /\p{L}/u.test(after);
}

function partsOfBracket(text: string): NamePart[] {
  const name = trimmed(text);
  if (MARKER.test(name)) return partsOfText(name, 'bracketed').filter((part) => part.role !== 'bracketed');
  const listed = name.split(/[,;] (?:and )?| and /).map(trimmed);
  const isList = listed.length > 1 && listed.every((one) => / /.test(one) && ORGANIZATION_WORD.test(one));
  if (isList) return listed.map((one) => ({ text: one, role: 'bracketed' as const }));
  const looksLikeName = /^[\p{Lu}\d]/u.test(name) && name.length > 2 && !BRACKET_NOTE.test(name);
  return looksLikeName ? [{ text: name, role: 'bracketed' }] : [];
}

/** Cuts at the markers; what stands before the first one has the given role. */
function partsOfText(text: string, first: NameRole): NamePart[] {
  const parts: NamePart[] = [];
  const trades = text.match(EVERY_MARKER)?.length ?? 0;
  let role = first;
  let from = 0;
  for (const marker of text.matchAll(EVERY_MARKER)) {
    parts.push(...partsOfSegment(text.slice(from, marker.index), role, trades > 1 && role === 'trade'));
    role = roleOf(marker);
    from = marker.index + marker[0].length;
  }
  parts.push(...partsOfSegment(text.slice(from), role, false));
  return parts;
}

function roleOf(marker: RegExpMatchArray): NameRole {
  const group = marker.slice(1).findIndex((found) => found !== undefined);
  return MARKERS[group]?.[0] ?? 'head';
}

/** One stretch between markers. `between`: "A d/b/a B and C d/b/a D", where the stretch holds B and then C. */
function partsOfSegment(segment: string, role: NameRole, between: boolean): NamePart[] {
  const text = trimmed(segment);
  if (!/\p{L}{2}/u.test(text) || (role === 'client' && /^\p{Ll}/u.test(text.replace(/^the /, '')))) return [];
  const pair = between ? /^(.+) and (.+)$/i.exec(text) : null;
  const names = pair ? [pair[1] ?? '', pair[2] ?? ''] : [text];
  return names.flatMap((name) => [
    { text: name, role },
    ...namesInList(name).map((one) => ({ text: one, role: 'listed' as const })),
    ...aroundDash(name),
  ]);
}

/** "Department - General Hospital", "Vendor - Client"; a dash before a mere place name does not count. */
function aroundDash(text: string): NamePart[] {
  const found = /^(.+?)(?: [-–—]+ ?| ?[-–—]+ )(.+)$/u.exec(text);
  const parent = trimmed(found?.[1] ?? '');
  const unit = trimmed(found?.[2] ?? '');
  if (parent.length < 3) return [];
  const isPeople = /^drs?\b/i.test(unit);
  const unitStands = / /.test(unit) && ORGANIZATION_WORD.test(unit);
  if (isPeople) return [{ text: parent, role: ORGANIZATION_WORD.test(parent) ? 'listed' : 'parent' }];
  return unitStands
    ? [
        { text: parent, role: 'parent' },
        { text: unit, role: 'unit' },
      ]
    : [];
}

/** Without outer spaces, quotes, commas and dashes. */
function trimmed(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/^[\s,;:"“”'‘’–—-]+|[\s,;:"“”‘–—-]+$/g, '');
}

function distinct(parts: NamePart[]): NamePart[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = part.text
      .toLowerCase()
      .replace(/[\s.,]+/g, ' ')
      .trim();
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

import { fhirDate, spanOf } from './fhir/date.js';
import { codings, type Element, elements, logicalId, text } from './fhir/elements.js';
import { foreignBecause, isAbout, type WatchedPatient } from './fhir/subject.js';
import { hashOf } from './hash.js';
import type { Note } from './notes.js';
import type { FhirResource } from './pull.js';
import { cutName } from './shorten.js';

/** A consent in force that lets scans be used for more than care, as the source states it. */
export interface AllowingConsent {
  /** Logical id, or a name made of what it says. */
  id: string;
  /** Codes and words that let them, sorted: what it allows now and did not before is news. */
  allows: string[];
  /** Its scope as written. */
  scope: string;
  organization: string | null;
  /** When it was given, and until when it holds (FHIR dateTime), or null. */
  on: string | null;
  until: string | null;
}

/**
 * Codes of research, sharing and marketing: HL7 consentscope and consentcategorycodes, v3-ActCode for access to
 * information and its passing on, v3-ActReason for purposes of use.
 */
const BEYOND_CARE = new Set(
  `research rsdid rsreid INFAO INFASO IRDSCL RESEARCH RSDID RSREID HRESCH CLINTRCH CLINTRCHNPC CLINTRCHPC PRECLINTRCH
   DSRCH POARCH TRANSRCH BIORCH HMARKT`.split(/\s+/),
);
const WORDS_BEYOND_CARE = /\b(research|artificial intelligence|machine learning)\b/i;
const AI = /\bAI\b/;
/** STU3 states its base rule as an address that ends in a code of v3-ActCode. */
const REFUSING_RULE = /OPTOUT|opt-out/;

/** The consents of the watched patient that let scans be used for research, AI or sharing at that moment (ISO 8601). */
export function allowingConsents(
  resources: FhirResource[],
  patient: WatchedPatient | null,
  at: string,
): AllowingConsent[] {
  return resources
    .filter(({ resourceType }) => resourceType === 'Consent')
    .filter((one) => patient === null || (isAbout(one, patient) && foreignBecause(one, patient) === null))
    .map(allowedBy)
    .filter((consent) => consent !== null)
    .filter(({ until }) => !isOver(until, at));
}

/** R4 `provision`, STU3 the resource itself with `except`, R5 `decision` with `provision` as its exceptions. */
function allowedBy(consent: FhirResource): AllowingConsent | null {
  if (text(consent['status']) !== 'active') return null;
  const rule = ruleOf(consent);
  const scopes = [consent['scope'], consent['category']].flatMap(beyondCare);
  const purposes = usesOf(rule, !isRefused(consent, rule));
  const refused = new Set(purposes.filter(({ permits }) => !permits).map(({ use }) => use.code));
  const permitted = purposes.filter(({ permits }) => permits).map(({ use }) => use);
  const own = isRefused(consent, rule) ? [] : scopes;
  const uses = [...own, ...permitted].filter(({ code }) => !refused.has(code));
  if (uses.length === 0 || (permitted.length === 0 && refused.size > 0)) return null;
  const allows = [...new Set(uses.map(({ code }) => code))].sort();
  const given = [consent['dateTime'], consent['date']].map(fhirDate).find((date) => date !== null) ?? null;
  const period = elements(rule['period'] ?? consent['period'])[0];
  return {
    id: logicalId(consent) ?? hashOf(JSON.stringify([allows, given])),
    allows,
    scope: cutName([...new Set(uses.map(({ words }) => words))].join('; ')) ?? '',
    organization: organizationOf(consent),
    on: given,
    until: fhirDate(period?.['end']),
  };
}

/** A use that is more than care: its code, and its words as written. */
interface Use {
  code: string;
  words: string;
}

function beyondCare(value: unknown): Use[] {
  return codings(value).flatMap(({ code, display }) => {
    const words = display ?? code ?? '';
    if (code !== null && BEYOND_CARE.has(code)) return [{ code: code.toUpperCase(), words }];
    return WORDS_BEYOND_CARE.test(words) || AI.test(words) ? [{ code: words.toLowerCase(), words }] : [];
  });
}

function ruleOf(consent: FhirResource): Element {
  const isR5 = text(consent['decision']) !== null || Array.isArray(consent['provision']);
  return isR5 ? consent : (elements(consent['provision'])[0] ?? consent);
}

/** Whether the base rule refuses. */
function isRefused(consent: FhirResource, rule: Element): boolean {
  const said = text(consent['decision']) ?? text(rule['type']);
  if (said !== null) return said === 'deny';
  const policy = [text(consent['policyRule']), ...codings(consent['policyRule']).map(({ code }) => code)];
  return policy.some((one) => one !== null && REFUSING_RULE.test(one));
}

/** The purposes of a rule and of its exceptions, which say the opposite where they do not say themselves. */
function usesOf(rule: Element, permits: boolean, depth = 0): { use: Use; permits: boolean }[] {
  const own = ['purpose', 'action', 'class', 'code']
    .flatMap((field) => beyondCare(rule[field]))
    .map((use) => ({ use, permits }));
  // Deeper ones are made by no source, but may be by a hostile one.
  const exceptions = depth > 8 ? [] : [...elements(rule['provision']), ...elements(rule['except'])];
  return [
    ...own,
    ...exceptions.flatMap((one) => {
      const type = text(one['type']);
      return usesOf(one, type === null ? !permits : type === 'permit', depth + 1);
    }),
  ];
}

/** STU3 and R4 `organization`, R5 `controller` and `manager`, as they show it. */
function organizationOf(consent: FhirResource): string | null {
  const named = ['organization', 'controller', 'manager'].flatMap((field) => elements(consent[field]));
  return cutName(named.map(({ display }) => text(display)).find((name) => name !== null) ?? null);
}

/** Whether it has ended by that moment (ISO 8601). */
export function isOver(until: string | null, at: string): boolean {
  const end = spanOf(until ?? '');
  return end !== null && end.to < Date.parse(at);
}

/** Told once for each consent and place, and again where it allows what it did not before. */
export function consentNotes(
  before: AllowingConsent[],
  now: AllowingConsent[],
  place: string,
): Pick<Note, 'key' | 'level'>[] {
  return now
    .filter(({ id, allows }) => {
      const known = before.find((one) => one.id === id)?.allows ?? [];
      return allows.some((use) => !known.includes(use));
    })
    .map(({ id, allows, organization }) => ({
      key: `consent:${hashOf(JSON.stringify([organization ?? place, id, allows]))}`,
      level: 'info',
    }));
}

import { elements, text } from '../fhir/elements.js';
import type { FhirResource } from '../pull.js';

/** The words of a report as a person reads them. */
export interface ReportWords {
  conclusion: string | null;
  whole: string | null;
}

/** Forms that hold words, the plainest first: a source that gives two says the same in both. */
const READABLE = ['text/plain', 'text/html', 'application/xhtml+xml', 'text/xml', 'application/xml'];
const LONGEST = 200_000;
/** No report that somebody wrote has more in Base64; what follows is not read. */
const LONGEST_DATA = 2_000_000;

/** Named and numbered entities that occur in reports; the rest stays as written, on both sides alike. */
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of a DiagnosticReport (`conclusion`, `presentedForm`) or DocumentReference (`content.attachment`), where
 * the source sends it along. What is only pictured (PDF) or only linked cannot be read.
 */
export function wordsOfReport(resource: FhirResource): ReportWords {
  const conclusion = text(resource['conclusion']);
  return {
    conclusion: conclusion === null ? null : tidy(conclusion),
    whole: wholeText(attachmentsOf(resource)),
  };
}

/** The attachments that carry a report, of whatever resource. */
export function attachmentsOf(resource: FhirResource): readonly Record<string, unknown>[] {
  const contents = elements(resource['content']).flatMap((content) => elements(content['attachment']));
  return [...elements(resource['presentedForm']), ...contents];
}

function wholeText(attachments: readonly Record<string, unknown>[]): string | null {
  const readable = attachments
    .map((attachment) => ({ rank: READABLE.indexOf(typeOf(attachment)), data: text(attachment['data']) }))
    .filter(({ rank, data }) => rank >= 0 && data !== null)
    .sort((a, b) => a.rank - b.rank);
  for (const { rank, data } of readable) {
    const decoded = decode(data!);
    if (decoded !== null) return tidy(rank === 0 ? decoded : withoutMarkup(decoded));
  }
  return null;
}

function typeOf(attachment: Record<string, unknown>): string {
  return (text(attachment['contentType']) ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Base64 (RFC 4648) of UTF-8; null where it is neither. */
function decode(data: string): string | null {
  try {
    const whole = data.slice(0, LONGEST_DATA).replace(/\s/g, '');
    const bytes = Uint8Array.from(atob(whole.slice(0, whole.length & ~3)), (unit) => unit.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: data.length > LONGEST_DATA });
  } catch {
    return null;
  }
}

const TAG_NAME = /^\/?([a-z][a-z0-9]*)/i;
const BREAKS = new Set(['br', 'p', 'div', 'tr', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** In one walk from tag to tag, however many a hostile text leaves open. */
function withoutMarkup(html: string): string {
  const said: string[] = [];
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    said.push(html.slice(at, open < 0 ? html.length : open));
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) break;
    const name = TAG_NAME.exec(html.slice(open + 1, open + 20))?.[1]?.toLowerCase() ?? '';
    if (BREAKS.has(name)) said.push('\n');
    at = name === 'style' || name === 'script' ? endOf(html, name, close) : close + 1;
  }
  return said.join('').replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, entity);
}

function endOf(html: string, name: string, from: number): number {
  const end = html.indexOf(`</${name}`, from);
  return end < 0 ? html.length : end;
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (decimal ?? hex) return character(Number(decimal ?? `0x${hex}`));
  return ENTITIES[(name ?? '').toLowerCase()] ?? whole;
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function tidy(words: string): string {
  return words
    .slice(0, LONGEST)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

import { fhirDate } from '../fhir/date.js';
import { logicalId, text } from '../fhir/elements.js';
import { hashOf } from '../hash.js';
import type { FhirResource } from '../pull.js';
import type { Report, ReportStatus } from '../study.js';
import { wordsOfReport } from './report-text.js';

/** DiagnosticReport.status (R4) and DocumentReference.docStatus; of the versions before, the same words. */
const STATUS: Record<string, ReportStatus> = {
  registered: 'preliminary',
  partial: 'preliminary',
  preliminary: 'preliminary',
  final: 'final',
  amended: 'amended',
  corrected: 'amended',
  appended: 'amended',
  cancelled: 'withdrawn',
  'entered-in-error': 'withdrawn',
};

/** The texts of a reading by their names, for whoever wants to keep them. */
export type ReportTexts = Map<string, string>;

/** One DiagnosticReport or DocumentReference as a report; its words are put into `texts`. */
export function readReport(resource: FhirResource, texts: ReportTexts): Report {
  const { conclusion, whole } = wordsOfReport(resource);
  const named = (words: string | null): string | null => {
    if (words === null || words === '') return null;
    const name = textName(words);
    texts.set(name, words);
    return name;
  };
  return {
    ids: [`${resource.resourceType}/${logicalId(resource) ?? ownName(resource)}`],
    status: statusOf(resource),
    issued: fhirDate(resource['issued'] ?? resource['date']),
    conclusion: named(conclusion),
    whole: named(whole),
  };
}

/** What a report without an id is known by: what it says it is, with the sign that ids cannot hold. */
function ownName({ code, type, identifier, effectiveDateTime, effectivePeriod, date }: FhirResource): string {
  return `~${hashOf(JSON.stringify([code, type, identifier, effectiveDateTime, effectivePeriod, date]))}`;
}

export function statusOf(resource: FhirResource): ReportStatus {
  const said = [resource['status'], resource['docStatus']].map(text);
  const known = said.map((status) => STATUS[status ?? '']).filter((status) => status !== undefined);
  if (known.includes('withdrawn')) return 'withdrawn';
  return known[0] ?? (said[0] === 'current' ? 'final' : 'unknown');
}

/** Names a text by its letters and signs: the same however it is wrapped, indented or capitalised. */
export function textName(words: string): string {
  return hashOf(words.normalize('NFKC').toLowerCase().replace(/\s+/g, ''));
}

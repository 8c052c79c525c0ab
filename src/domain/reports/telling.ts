import { attachmentsOf } from './report-text.js';
import { readReport, type ReportTexts, statusOf } from './read-report.js';
import { isAboutImaging } from '../evidence/imaging.js';
import { type EvidenceItem, readItem } from '../evidence/item.js';
import { text, wordsOf } from '../fhir/elements.js';
import type { FhirResource } from '../pull.js';
import type { Report } from '../study.js';

/** A report and what it says of the exam that it is about; its own document and the same as a report are one. */
export interface Telling {
  report: Report;
  item: EvidenceItem;
  /** The resources that carry it, the fullest first. */
  resources: FhirResource[];
}

const TYPES = new Set(['DiagnosticReport', 'DocumentReference']);

/** Every report of imaging among the resources; the words are put into `texts`. */
export function tellingsIn(resources: FhirResource[], texts: ReportTexts): Telling[] {
  const found = resources
    .filter((resource) => TYPES.has(resource.resourceType) && isReportOfImaging(resource))
    .map((resource) => ({
      report: readReport(resource, texts),
      item: readItem(resource),
      resources: [resource],
    }));
  return joinByAttachment(found.filter((telling): telling is Telling => telling.item !== null));
}

/** What a source withdrew it may strip of all content (US Core, general guidance): only its id then tells what it was. */
function isReportOfImaging(resource: FhirResource): boolean {
  if (text(resource['status']) === 'superseded') return false;
  return isStripped(resource) || isAboutImaging(resource, namesIn(resource));
}

export function isStripped(resource: FhirResource): boolean {
  const said = ['code', 'type', 'category'].map((field) => wordsOf(resource[field])).join('');
  return statusOf(resource) === 'withdrawn' && said === '';
}

/** By what a report is called: a document's description says what it shows, where its type is a report of imaging. */
function namesIn(resource: FhirResource): string {
  const titles = attachmentsOf(resource).map((attachment) => text(attachment['title']) ?? '');
  const coded = [wordsOf(resource['code']), wordsOf(resource['type'])].join(' ').trim();
  return resource.resourceType === 'DiagnosticReport' ? [coded, ...titles].join(' ') : coded;
}

/** Scanned reports come as report and as document with the same attachment (US Core, clinical notes). */
function joinByAttachment(tellings: Telling[]): Telling[] {
  const byAddress = new Map<string, Telling>();
  const joined: Telling[] = [];
  for (const telling of [...tellings].sort(byReport)) {
    const addresses = telling.resources.flatMap(addressesOf);
    const same = addresses
      .map((address) => byAddress.get(address))
      .find((one) => one !== undefined && mayJoin(one, telling));
    const home = same === undefined ? telling : Object.assign(same, join(same, telling));
    if (same === undefined) joined.push(telling);
    for (const address of addresses) byAddress.set(address, home);
  }
  return joined;
}

/** Reports before documents (by the names of their types), and always in the same order. */
function byReport(a: Telling, b: Telling): number {
  return a.report.ids[0]! < b.report.ids[0]! ? -1 : 1;
}

/** Parameters of an address that a source makes anew each time: tokens and signatures, and until when they hold. */
const PASSING = /[?&](access_token|token|sig|signature|expires|se|sp|sv|sr|x-amz-[\w-]+)=[^&#]*/gi;

function addressesOf(resource: FhirResource): string[] {
  return attachmentsOf(resource)
    .map((attachment) => text(attachment['url'])?.replace(PASSING, '') ?? '')
    .filter((address) => address !== '');
}

/** Nothing names another exam. */
function mayJoin(one: Telling, other: Telling): boolean {
  const [uids, others] = [one.item.names.uids, other.item.names.uids];
  return uids.length === 0 || others.length === 0 || uids.some((uid) => others.includes(uid));
}

function join(one: Telling, other: Telling): Telling {
  const { names } = one.item;
  const more = other.item.names;
  return {
    report: {
      ids: [...one.report.ids, ...other.report.ids].sort(),
      status: one.report.status,
      issued: one.report.issued ?? other.report.issued,
      conclusion: one.report.conclusion ?? other.report.conclusion,
      whole: one.report.whole ?? other.report.whole,
    },
    item: {
      ...one.item,
      span: one.item.span ?? other.item.span,
      references: [...one.item.references, ...other.item.references],
      names: {
        ids: [...names.ids, ...more.ids],
        uids: [...names.uids, ...more.uids],
        accessions: [...names.accessions, ...more.accessions],
      },
    },
    resources: [...one.resources, ...other.resources],
  };
}

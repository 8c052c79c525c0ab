import { EXAMS, HOSPITALS } from './exams.js';
import { Random } from './random.js';
import {
  orderResource,
  organizationResource,
  patientResource,
  reportResource,
  studyResource,
  visitResource,
} from './resources.js';

const TYPES = ['DiagnosticReport', 'Encounter', 'ImagingStudy', 'Organization', 'Patient', 'ServiceRequest'];
const YEARS_MS = 18 * 365 * 86_400_000;
const EARLIEST = Date.UTC(2008, 0, 1);

/** An invented patient's exams, each with an order, a visit and a report, spread over years and places. */
export function inventedExams(count) {
  const random = new Random(count);
  return Array.from({ length: count }, (_, at) => inventedExam(random, at + 1));
}

function inventedExam(random, number) {
  return {
    number,
    kind: random.from(EXAMS),
    uid: `2.25.${number}${random.digits(30)}`,
    started: new Date(EARLIEST + random.below(YEARS_MS / 1000) * 1000).toISOString().replace('.000', ''),
    hospital: random.below(HOSPITALS.length),
    listsInstances: random.chance(0.5),
  };
}

/** The exams with what has to be noticed: one that nobody ordered, and one that now shows the other side. */
export function withNews(exams) {
  const [first, ...others] = exams;
  const altered = { ...first, kind: { ...first.kind, words: `${first.kind.words}, right side (corrected)` } };
  const unknown = { ...inventedExam(new Random(7), exams.length + 1), unknown: true };
  return [altered, ...others, unknown];
}

/**
 * The text of a pull of these exams, one Bundle. Another `reading` gives another text of the same record: the order
 * of resources and lists, ids of pages, meta, narratives and the tokens in endpoint addresses differ, as they do
 * between two readings of real servers.
 */
export function pullText(exams, reading) {
  const random = new Random(1000 + reading);
  const resources = [
    patientResource(),
    ...HOSPITALS.map(organizationResource),
    ...exams.flatMap((exam) => [
      studyResource(exam),
      ...(exam.unknown ? [] : [orderResource(exam), visitResource(exam), reportResource(exam)]),
    ]),
  ].map((resource) => asServed(resource, reading, random));
  return JSON.stringify({
    resourceType: 'Bundle',
    id: `page-${random.digits(12)}`,
    type: 'searchset',
    link: [{ relation: 'self', url: `https://invented.example/fhir?_getpages=${random.digits(12)}` }],
    entry: random.shuffled(resources).map((resource) => ({
      fullUrl: `https://invented.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  });
}

function asServed(resource, reading, random) {
  const { resourceType, id, ...content } = resource;
  return {
    resourceType,
    id,
    meta: { versionId: String(reading), lastUpdated: `2026-0${reading}-01T04:00:00.${random.digits(3)}Z` },
    text: { status: 'generated', div: narrative(resource, reading) },
    ...content,
    ...(content.contained ? { contained: content.contained.map((one) => withToken(one, random)) } : {}),
    ...(content.identifier ? { identifier: random.shuffled(content.identifier) } : {}),
    ...(content.series ? { series: random.shuffled(content.series) } : {}),
  };
}

function withToken(endpoint, random) {
  return { ...endpoint, address: `https://pixels.invented.example/${random.digits(60)}/wado` };
}

function narrative({ resourceType, id, description }, reading) {
  const cells = [resourceType, id, description ?? 'not described', `rendered at reading ${reading}`];
  return `<div xmlns="http://www.w3.org/1999/xhtml"><table>${cells.map((cell) => `<tr><td>${cell}</td></tr>`).join('')}</table></div>`;
}

/** The shape in which the core takes a reading, from the text of a pull that was read to its end. */
export function readingOf(text) {
  const { entry } = JSON.parse(text);
  return { resources: entry.map(({ resource }) => resource), read: TYPES, refused: [], failed: [] };
}

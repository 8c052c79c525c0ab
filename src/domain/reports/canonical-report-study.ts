import { asProcedure, distinctConcepts, modalityCodes, preferred, sortedSet } from '../canonicalise.js';
import type { Telling } from './telling.js';
import { attachmentsOf } from './report-text.js';
import { fhirDate } from '../fhir/date.js';
import { type Coding, concepts, elements, text } from '../fhir/elements.js';
import { accessionsOf, otherIdentifiersOf, patientNumberOf } from '../fhir/identifiers.js';
import { sideIn } from '../fhir/laterality.js';
import type { FhirResource } from '../pull.js';
import { cutText, shortKey } from '../shorten.js';
import type { Study, StudyStatus } from '../study.js';

/** DICOM codes for what words call by a family's name. */
const CODE_OF_FAMILY: Record<string, string> = { XR: 'DX', DENTAL: 'IO', EYE: 'OP' };

/** An exam that is told of by its reports alone. One may say little: what it does not state stays empty. */
export function canonicalReportStudy(
  cluster: Telling[],
  organizationOf: (resource: FhirResource) => Study['organization'],
): Study {
  const resources = cluster.flatMap((telling) => telling.resources);
  const { item } = cluster[0]!;
  const [uid = null] = cluster.flatMap((telling) => telling.item.names.uids).sort();
  const numbers = accessionsOf(resources);
  const ids = cluster.flatMap(({ report }) => report.ids).sort();
  const name = firstOf(resources, examNameOf);
  const families = sortedSet(cluster.flatMap((telling) => [...telling.item.kind.modalities]));
  const coded = sortedSet(resources.flatMap((resource) => modalityCodes(statedValues(resource, 'modality'))));
  return {
    key: shortKey(
      uid
        ? `uid:${uid}`
        : numbers[0]
          ? `accession:${numbers[0].system ?? ''}|${numbers[0].value}`
          : `id:${ids[0]}`,
    ),
    uid,
    accessions: numbers,
    identifiers: otherIdentifiersOf(resources),
    ids: ids.map((id) => id.slice(id.indexOf('/') + 1)),
    status: statusOf(cluster),
    modalities: coded.length > 0 ? coded : families.map((family) => CODE_OF_FAMILY[family] ?? family).sort(),
    started: firstOf(resources, takenOn),
    description: cutText(name),
    ...(resources.map(procedureOf).find(({ procedure }) => procedure !== null) ?? asProcedure([])),
    bodySites: distinctConcepts(resources.flatMap((resource) => stated(resource, 'bodySite')).map(preferred)),
    laterality: name === null ? null : sideIn(name),
    patientNumber: firstOf(resources, patientNumberOf),
    organization: firstOf(resources, (resource) => namedOrNull(organizationOf(resource))) ?? {
      name: null,
      reference: null,
    },
    seriesCount: null,
    instanceCount: null,
    series: [],
    references: sortedSet(cluster.flatMap((telling) => telling.item.references)),
    reports: cluster.map(({ report }) => report),
    ai: null,
    source: item.type === 'DocumentReference' ? 'document' : 'report',
  };
}

function firstOf<T>(resources: FhirResource[], read: (resource: FhirResource) => T | null): T | null {
  for (const resource of resources) {
    const found = read(resource);
    if (found !== null) return found;
  }
  return null;
}

function statusOf(cluster: Telling[]): StudyStatus {
  const statuses = cluster.map(({ report }) => report.status);
  if (statuses.every((status) => status === 'withdrawn')) return 'retracted';
  return statuses.every((status) => status === 'preliminary' || status === 'withdrawn')
    ? 'registered'
    : 'available';
}

/** What was done, in the source's words: a report's code, a document's description, else the title of what is attached. */
function examNameOf(resource: FhirResource): string | null {
  const [code] = elements(resource['code']);
  const named = concepts(resource['code'])[0]
    ?.map(({ display }) => display)
    .find((display) => display !== null);
  const titles = attachmentsOf(resource).map((attachment) => text(attachment['title']));
  const described = resource.resourceType === 'DocumentReference' ? text(resource['description']) : null;
  return text(code?.['text']) ?? named ?? described ?? titles.find((title) => title !== null) ?? null;
}

/** LOINC codes that say "imaging report" and no more. */
const GENERIC = new Set(['75490-3', '18748-4', '18726-0', '18782-3', '68604-8']);

/** What was done, without the codes that do not say it where others do. */
function procedureOf(resource: FhirResource): Pick<Study, 'procedure' | 'procedureCodes'> {
  const [names = []] = concepts(resource['code']);
  const telling = names.filter(({ code }) => !GENERIC.has(code ?? ''));
  const said = telling.length > 0 ? telling : names;
  return asProcedure(said.length > 0 ? [said] : []);
}

/** R5 `DocumentReference.modality` and `bodySite`, in R4 extensions of the same names. */
function statedValues(resource: FhirResource, name: string): unknown[] {
  const extensions = elements(resource['extension']).filter(({ url }) =>
    (text(url) ?? '').endsWith(`DocumentReference.${name}`),
  );
  const inner = extensions.flatMap((extension) => elements(extension['extension']));
  return [resource[name], ...[...extensions, ...inner].map((one) => one['valueCodeableConcept'])].filter(
    (value) => value !== undefined,
  );
}

function stated(resource: FhirResource, name: string): Coding[][] {
  return statedValues(resource, name).flatMap(concepts);
}

/** When the images were made, as far as the report says; when it was written is not that. */
function takenOn(resource: FhirResource): string | null {
  const periods = [
    resource['effectivePeriod'],
    ...elements(resource['context']).map((context) => context['period']),
  ];
  const bounds = periods.flatMap((period) => elements(period)).flatMap(({ start, end }) => [start, end]);
  return [resource['effectiveDateTime'], ...bounds].map(fhirDate).find((date) => date !== null) ?? null;
}

function namedOrNull(organization: Study['organization']): Study['organization'] | null {
  return organization.name === null && organization.reference === null ? null : organization;
}

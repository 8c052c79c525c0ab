import fc from 'fast-check';
import type { FhirResource } from '../../src/domain/pull.js';
import { anOrder, aProcedure, aReport, aStudyResource, aVisit } from './fhir-builders.js';

/** What is drawn for one exam of a random record. */
interface Exam {
  day: number;
  hour: number;
  modality: string;
  part: string;
  hasUid: boolean;
  hasAccession: boolean;
  series: number;
  zone: string;
  evidence: string[];
}

const exam: fc.Arbitrary<Exam> = fc.record({
  day: fc.integer({ min: 0, max: 40 }),
  hour: fc.integer({ min: 0, max: 23 }),
  modality: fc.constantFrom('CT', 'MR', 'DX', 'US'),
  part: fc.constantFrom('knee', 'chest', 'head', 'abdomen'),
  hasUid: fc.boolean(),
  hasAccession: fc.boolean(),
  series: fc.integer({ min: 1, max: 3 }),
  zone: fc.constantFrom('Z', '-05:00', '+02:00', ''),
  evidence: fc.subarray(['order', 'visit', 'report', 'procedure']),
});

/** Random records of 1 to 8 exams within six weeks, so that days and kinds often coincide, with their evidence. */
export function records({ atLeast = 1, withUids = false } = {}): fc.Arbitrary<FhirResource[]> {
  return fc
    .array(exam, { minLength: atLeast, maxLength: 8 })
    .map((exams) =>
      exams.flatMap((one, at) =>
        resourcesOf(withUids ? { ...one, hasUid: true, hasAccession: true } : one, at),
      ),
    );
}

function resourcesOf({ day, hour, modality, part, evidence, ...exam }: Exam, at: number): FhirResource[] {
  const date = new Date(Date.UTC(2018, 4, 1 + day)).toISOString().slice(0, 10);
  const on = `${date}T${String(hour).padStart(2, '0')}:15:00${exam.zone}`;
  const accession = exam.hasAccession ? `ACC-${at}` : null;
  const uid = `2.25.${1000 + at}`;
  const study = aStudyResource({
    id: `study-${at}`,
    uid: exam.hasUid ? uid : null,
    accession,
    started: on,
    modality,
    part,
    side: 'L',
    series: Array.from({ length: exam.series }, (_, number) => `${uid}.${number + 1}`),
    more: exam.hasUid ? {} : { series: seriesWithoutUids(exam.series, modality, part) },
  });
  const story = { on: date, text: `${modality} ${part}`, ...(accession === null ? {} : { accession }) };
  const items: Record<string, FhirResource> = {
    order: anOrder({ ...story, id: `order-${at}` }),
    visit: aVisit({ on, id: `visit-${at}` }),
    report: aReport({ ...story, id: `report-${at}` }),
    procedure: aProcedure({ ...story, id: `procedure-${at}` }),
  };
  return [study, ...evidence.map((kind) => items[kind]!)];
}

/** Some sources give no series UID worth the name; then nothing but the look of a study tells it apart. */
function seriesWithoutUids(count: number, modality: string, part: string): Record<string, unknown>[] {
  return Array.from({ length: count }, () => ({
    modality: { code: modality },
    bodySite: { display: part },
    laterality: { code: 'L' },
    numberOfInstances: 2,
  }));
}

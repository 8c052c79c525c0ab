import { STUDY_FIELDS, type StudyField } from './change.js';
import { compareImages, shareSeries } from './compare-series.js';
import { contradictSides, type FieldDifference, fold, sameConcept, siteDifferences } from './compare-site.js';
import { bodyPartsIn, partsAgree } from './evidence/body-parts.js';
import { isDerivedModality } from './evidence/kind.js';
import { dayOf, sameMoment } from './fhir/date.js';
import { compareReports, type ReportDifference } from './reports/compare-reports.js';
import type { Study } from './study.js';

/** How one study differs from what was known of it. */
export interface StudyDifference {
  /** Elements whose value became another, `contradicts` among them. */
  altered: StudyField[];
  /** Those of `altered` in which old and new cannot both be true: side, body part, day, patient number, images. */
  contradicts: StudyField[];
  /** Elements that were empty and now say something. */
  gained: StudyField[];
  /** Only identifiers differ in these. */
  reissued: StudyField[];
  moreImages: boolean;
  derivedSeries: boolean;
  reports: ReportDifference;
}

/** Compares two states of one study, field by field. Silence on one side is no difference. */
export function compareStudy(before: Study, after: Study, complete: boolean): StudyDifference {
  const images = compareImages(before, after);
  const differences = [
    ...status(before, after),
    ...subject(before, after),
    ...started(before, after),
    ...modality(before, after),
    ...words(before, after),
    ...organization(before, after),
    ...(shareSeries(before, after) ? [] : sites(before, after)),
    ...images.differences,
  ];
  const fieldsOf = (...hows: FieldDifference['how'][]): StudyField[] => {
    const found = new Set(differences.filter(({ how }) => hows.includes(how)).map(({ field }) => field));
    return STUDY_FIELDS.filter((field) => found.has(field));
  };
  return {
    altered: fieldsOf('altered', 'contradicts'),
    contradicts: fieldsOf('contradicts'),
    gained: fieldsOf('gained'),
    reissued: reissued(before, after),
    moreImages: images.more,
    reports: compareReports(before.reports, after.reports, complete),
    derivedSeries: images.derived,
  };
}

/** Only a step back, or to or from withdrawn, is a change: becoming available is growth. */
function status(before: Study, after: Study): FieldDifference[] {
  const steppedBack = after.status === 'registered' || [before.status, after.status].includes('retracted');
  return before.status !== after.status && steppedBack ? [{ field: 'status', how: 'altered' }] : [];
}

/** The number under which the patient of the study is filed; a number of another issuer is not comparable. */
function subject(before: Study, after: Study): FieldDifference[] {
  const [known, said] = [before.patientNumber, after.patientNumber];
  if (known === null || said === null || known.system !== said.system || known.value === said.value)
    return [];
  return [{ field: 'subject', how: 'contradicts' }];
}

function started(before: Study, after: Study): FieldDifference[] {
  if (after.started === null) return [];
  if (before.started === null) return [{ field: 'started', how: 'gained' }];
  if (sameMoment(before.started, after.started)) return [];
  return [
    { field: 'started', how: dayOf(before.started) === dayOf(after.started) ? 'altered' : 'contradicts' },
  ];
}

/** More kinds of acquired series are growth, which the images tell; another kind in place of one is not. */
function modality(before: Study, after: Study): FieldDifference[] {
  const [known, said] = [acquired(before), acquired(after)];
  if (said.length === 0 || known.every((code) => said.includes(code))) {
    return known.length === 0 && said.length > 0 ? [{ field: 'modality', how: 'gained' }] : [];
  }
  return [{ field: 'modality', how: 'altered' }];
}

function acquired(study: Study): string[] {
  return study.modalities.filter((code) => !isDerivedModality(code));
}

/** The name of the exam, and the side and body part that it names. */
function words(before: Study, after: Study): FieldDifference[] {
  const named = [description(before, after), procedure(before, after)].filter(
    (difference) => difference !== null,
  );
  if (!named.some(({ how }) => how === 'altered')) return named;
  const [known, said] = [wordsOf(before), wordsOf(after)];
  if (contradictSides(known, said)) named.push({ field: 'laterality', how: 'contradicts' });
  if (partsAgree(bodyPartsIn(known), bodyPartsIn(said)) === false)
    named.push({ field: 'bodySite', how: 'contradicts' });
  return named;
}

function description(before: Study, after: Study): FieldDifference | null {
  if (after.description === null || isNameOfCode(before, after)) return null;
  if (before.description === null) return { field: 'description', how: 'gained' };
  if (before.description === after.description || fold(before.description) === fold(after.description))
    return null;
  return { field: 'description', how: 'altered' };
}

/** A report is called by what its code is shown as, which sources word anew; its code tells then. */
function isNameOfCode(before: Study, after: Study): boolean {
  const coded = (before.procedure?.code ?? null) !== null && (after.procedure?.code ?? null) !== null;
  return after.source !== 'imaging-study' && coded;
}

/** What is shown for a procedure is not stable between reads; its code is. */
function procedure(before: Study, after: Study): FieldDifference | null {
  if (after.procedure === null) return null;
  if (before.procedure === null) return { field: 'procedureCode', how: 'gained' };
  const coded = sameCodes(before.procedureCodes, after.procedureCodes);
  return (coded ?? sameConcept(before.procedure, after.procedure))
    ? null
    : { field: 'procedureCode', how: 'altered' };
}

/** Whether two lists of `system|code` agree in each system that both use; null where they use none together. */
function sameCodes(before: string[], after: string[]): boolean | null {
  const systemOf = (code: string): string => code.slice(0, code.lastIndexOf('|'));
  const systems = new Set(before.map(systemOf));
  const shared = [...new Set(after.map(systemOf))].filter((system) => systems.has(system));
  if (shared.length === 0) return null;
  const within = (system: string, codes: string[]): string[] =>
    codes.filter((code) => systemOf(code) === system);
  return shared.every((system) =>
    within(system, before).some((code) => within(system, after).includes(code)),
  );
}

function wordsOf(study: Study): string {
  return [study.description, study.procedure?.display].filter((word) => word !== null).join(' ');
}

/** A hospital may be renamed, and a reference reissued: only both together name another one. */
function organization({ organization: known }: Study, { organization: said }: Study): FieldDifference[] {
  const otherReference =
    known.reference !== null && said.reference !== null && known.reference !== said.reference;
  const otherName = known.name !== null && said.name !== null && fold(known.name) !== fold(said.name);
  return otherReference && otherName ? [{ field: 'organization', how: 'altered' }] : [];
}

/** Where no series can be compared with itself, body parts and sides are compared as the study states them. */
function sites(before: Study, after: Study): FieldDifference[] {
  const found = after.bodySites.length === 0 ? [] : siteDifferences(before.bodySites, after.bodySites);
  const [side, sideNow] = [before.laterality, after.laterality];
  if (side === null && sideNow !== null) found.push({ field: 'laterality', how: 'gained' });
  if (side !== null && sideNow !== null && side !== sideNow)
    found.push({ field: 'laterality', how: sideNow === 'both' ? 'gained' : 'contradicts' });
  return found;
}

function reissued(before: Study, after: Study): StudyField[] {
  const otherUid = before.uid !== null && after.uid !== null && before.uid !== after.uid;
  const otherIds =
    before.ids.length > 0 && after.ids.length > 0 && !before.ids.some((id) => after.ids.includes(id));
  const numbers = before.accessions.map(({ value }) => value);
  const otherNumber =
    numbers.length > 0 &&
    after.accessions.length > 0 &&
    !after.accessions.some(({ value }) => numbers.includes(value));
  const named: [StudyField, boolean][] = [
    ['uid', otherUid],
    ['ids', otherIds],
    ['accession', otherNumber],
  ];
  return named.filter(([, holds]) => holds).map(([field]) => field);
}

import { describe, expect, it } from '@jest/globals';
import type { Flag } from '../../src/domain/assess.js';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import {
  anAccession,
  anAppointment,
  anOrder,
  aProcedure,
  aReading,
  aReport,
  aStudyResource,
  aVisit,
  type StudyStory,
} from '../support/fhir-builders.js';
import { flagsAfter } from '../support/pull-story.js';

/** The study that comes with the second pull, on 8 April 2024. It states no accession number, as many do not. */
const NEW: StudyStory = { id: 'new', uid: '5.5.5', accession: null, started: '2024-04-02T10:00:00-05:00' };
const DAY = '2024-04-02T10:00:00-05:00';
const known = aStudyResource({
  id: 'known',
  uid: '1.1.1',
  accession: 'KNOWN',
  started: '2024-04-02T08:00:00-05:00',
});

/** How a study is judged that a second pull brings along with `beside`, when `before` was there already. */
function judged(story: StudyStory, beside: FhirResource[], before: FhirResource[] = []): Flag {
  const flags = newFlags(
    aReading(before),
    aReading([...before, ...beside, aStudyResource({ ...NEW, ...story })]),
  );
  expect(flags).toHaveLength(1);
  return flags[0]!;
}

function newFlags(before: Reading, after: Reading): Flag[] {
  return flagsAfter(before, after).filter(({ change }) => change.kind === 'added');
}

function level({ situation, level: how, evidence }: Flag): string {
  return `${situation} ${how} ${evidence.map((one) => `${one.evidence}:${one.strength}`).join()}`.trim();
}

describe('a new study', () => {
  it('without order, visit or report is asked about, once it has settled', () => {
    const flag = judged({}, []);
    expect(flag).toMatchObject({ situation: 'S02', level: 'check', reasons: ['no-order-visit-or-report'] });
    expect(flag.settles).toBe('2024-04-09T08:00:00.000Z');
  });

  it.each<[string, FhirResource]>([
    ['an order a few days before', anOrder({ on: '2024-03-28' })],
    ['an order written a day late', anOrder({ on: '2024-04-03' })],
    ['a report of the day', aReport({ on: DAY })],
    ['a procedure of the day', aProcedure({ on: DAY })],
    ['an appointment on the day', anAppointment({ on: '2024-04-02T09:30:00-05:00' })],
    [
      'a report that says when it was issued only',
      aReport({ on: '2024-04-03', more: { effectiveDateTime: undefined, issued: '2024-04-03T15:00:00Z' } }),
    ],
  ])('is corroborated by %s', (_, evidence) => {
    const flag = judged({}, [evidence]);
    expect(level(flag)).toMatch(/^S03 quiet \w+:strong$/);
    expect(flag.settles).toBeNull();
    expect(flag.evidence[0]).toMatchObject({ type: evidence.resourceType, id: evidence.id });
  });

  it('is corroborated in part by a visit of the day, which does not say what for', () => {
    const flag = judged({}, [
      aVisit({ on: '2024-04-02T09:00:00-05:00', more: { type: [{ text: 'CT chest' }] } }),
    ]);
    expect(level(flag)).toBe('S02 info visit:partial');
    expect(flag.reasons).toEqual(['partly-corroborated']);
  });

  it('is corroborated in part by a radiology report that does not say what of', () => {
    expect(level(judged({}, [aReport({ on: DAY, text: 'Imaging report' })]))).toBe('S02 info report:partial');
  });

  it('is corroborated by a report that names it, whatever it is called', () => {
    const report = aReport({
      on: DAY,
      text: 'Report',
      more: { imagingStudy: [{ reference: 'ImagingStudy/new' }] },
    });
    expect(level(judged({}, [report]))).toBe('S03 quiet report:strong');
    const byUid = aReport({
      on: DAY,
      text: 'Report',
      more: { imagingStudy: [{ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:5.5.5' } }] },
    });
    expect(level(judged({}, [byUid]))).toBe('S03 quiet report:strong');
    const byNumber = aReport({ on: DAY, text: 'Report', accession: 'N1' });
    expect(level(judged({ accession: 'N1' }, [byNumber]))).toBe('S03 quiet report:strong');
  });

  it('is corroborated in part by what names it and gives no day', () => {
    const undated = anOrder({ accession: 'N1', more: { authoredOn: undefined, code: undefined } });
    expect(level(judged({ accession: 'N1' }, [undated]))).toBe('S02 info order:partial');
    const report = aReport({ on: DAY, accession: 'N1' });
    expect(level(judged({ accession: 'N1', started: null }, [report]))).toBe('S02 info report:partial');
  });

  it('is corroborated by the order it is based on, up to a month old, and in part up to a year', () => {
    const based = { more: { basedOn: [{ reference: 'ServiceRequest/order-1' }] } };
    expect(level(judged(based, [anOrder({ on: '2024-03-05' })]))).toBe('S03 quiet order:strong');
    expect(level(judged(based, [anOrder({ on: '2023-10-05' })]))).toBe('S02 info order:partial');
    expect(level(judged(based, [anOrder({ on: '2023-03-05' })]))).toBe('S02 check');
  });

  it('that states a year only is corroborated in part', () => {
    expect(level(judged({ started: '2024' }, [aReport({ on: '2024-02-11' })]))).toBe(
      'S02 info report:partial',
    );
  });
});

describe('evidence', () => {
  it.each<[string, FhirResource]>([
    ['of another kind', aReport({ on: DAY, text: 'MRI chest' })],
    ['of another body part', aReport({ on: DAY, text: 'CT knee' })],
    ['of another day', aReport({ on: '2024-03-31T10:00:00-05:00' })],
    ['ordered weeks before, without a link', anOrder({ on: '2024-03-20' })],
    ['ordered after it', anOrder({ on: '2024-04-06' })],
    ['of a visit on another day', aVisit({ on: '2024-04-03T09:00:00-05:00' })],
    ['about another patient', aReport({ on: DAY, patient: 'bert' })],
    ['about nobody', aReport({ on: DAY, more: { subject: undefined } })],
    ['that was revoked', anOrder({ on: '2024-04-01', more: { status: 'revoked' } })],
    ['that is a plan only', anOrder({ on: '2024-04-01', more: { intent: 'plan' } })],
    ['that says not to do it', anOrder({ on: '2024-04-01', more: { doNotPerform: true } })],
    ['of what was not done', aProcedure({ on: DAY, more: { status: 'not-done' } })],
    ['that was entered in error', aReport({ on: DAY, more: { status: 'entered-in-error' } })],
    ['of a missed appointment', anAppointment({ on: DAY, more: { status: 'noshow' } })],
    ['of an appointment for something else', anAppointment({ on: DAY, text: 'Vaccination' })],
    ['of a video visit', aVisit({ on: '2024-04-02T09:00:00-05:00', more: { class: { code: 'VR' } } })],
    ['of years of ongoing care', aVisit({ more: { period: { start: '2019-01-01', end: '2025-01-01' } } })],
    [
      'from the laboratory',
      aReport({ on: DAY, text: 'Mg, serum', more: { category: [{ coding: [{ code: 'LAB' }] }] } }),
    ],
    ['that is no imaging', aReport({ on: DAY, text: 'Discharge letter', more: { category: undefined } })],
    ['that is a measurement', aProcedure({ on: DAY, text: 'Vital signs scan' })],
  ])('is none %s', (_, evidence) => {
    expect(level(judged({}, [evidence]))).toBe('S02 check');
  });

  it('is none when it is a bare reference', () => {
    const pointing = {
      more: {
        basedOn: [{ reference: 'ServiceRequest/nowhere', display: 'CT chest' }],
        encounter: { reference: 'Encounter/nowhere' },
        procedureReference: { reference: 'Procedure/nowhere' },
      },
    };
    expect(level(judged(pointing, []))).toBe('S02 check');
  });

  it('is none when the study refers to an order of another kind or another year', () => {
    const based = { more: { basedOn: [{ reference: 'ServiceRequest/order-1' }] } };
    expect(level(judged(based, [anOrder({ on: '2024-04-01', text: 'MRI brain' })]))).toBe('S02 check');
    expect(level(judged({ ...based, started: '2015-02-02' }, [anOrder({ on: '2024-04-01' })]))).toBe(
      'S02 check',
    );
  });

  it('of another exam, named by accession number, is not borrowed', () => {
    const report = aReport({ on: DAY, accession: 'KNOWN' });
    expect(level(judged({}, [], [known, report]))).toBe('S02 check');
    expect(level(judged({ accession: 'OTHER' }, [report]))).toBe('S02 check');
  });

  it('of another exam, named as an ImagingStudy, is not borrowed', () => {
    const report = aReport({ on: DAY, more: { imagingStudy: [{ reference: 'ImagingStudy/known' }] } });
    expect(level(judged({}, [], [known, report]))).toBe('S02 check');
  });

  it('does not take a logical id for an accession number', () => {
    const report = aReport({ on: DAY, text: 'Report', accession: 'new' });
    expect(level(judged({}, [report]))).toBe('S02 info report:partial');
  });

  it('of one exam does not speak for its twin of the same day', () => {
    const beside = [known, anOrder({ on: '2024-04-01' }), aReport({ on: '2024-04-02' })];
    expect(level(judged({}, [], beside))).toBe('S02 check');
  });

  it('for two exams speaks for both twins of a day', () => {
    const before = [known, anOrder({ id: 'o1', on: '2024-04-01' })];
    expect(level(judged({}, [anOrder({ id: 'o2', on: '2024-04-01' })], before))).toBe(
      'S03 quiet order:strong',
    );
  });

  it('goes to the nearest exam: the order of today is not taken by the scan of yesterday', () => {
    const yesterday = aStudyResource({
      id: 'y',
      uid: '4.4',
      accession: null,
      started: '2024-04-01T10:00:00-05:00',
    });
    const before = [yesterday, anOrder({ id: 'o1', on: '2024-04-01' })];
    expect(level(judged({}, [anOrder({ id: 'o2', on: '2024-04-02' })], before))).toBe(
      'S03 quiet order:strong',
    );
    expect(level(judged({}, [], before))).toBe('S02 check');
  });

  it('stays with the known exam that is based on it, also where the new one claims it too', () => {
    const basedOn = [{ reference: 'ServiceRequest/order-1' }];
    const first = aStudyResource({
      id: 'f',
      uid: '4.4',
      accession: null,
      started: '2024-03-20',
      more: { basedOn },
    });
    const before = [first, anOrder({ on: '2024-03-15' })];
    expect(level(judged({ more: { basedOn } }, [], before))).toBe('S02 check');
    expect(level(judged({ more: { basedOn }, started: '2024-03-20' }, [], before))).toBe(
      'S03 quiet order:strong',
    );
  });

  it('of a visit speaks for every exam of its day', () => {
    const visit = aVisit({ on: '2024-04-02T07:30:00-05:00' });
    expect(level(judged({}, [], [known, visit]))).toBe('S02 info visit:partial');
  });

  it('fits by the day of the place, however its zone is written', () => {
    const late = { started: '2024-04-02T22:30:00-05:00' };
    expect(level(judged(late, [aReport({ on: '2024-04-03T03:30:00Z' })]))).toBe('S03 quiet report:strong');
    expect(level(judged({ started: '2024-04-02' }, [aReport({ on: '2024-04-03T03:30:00Z' })]))).toBe(
      'S03 quiet report:strong',
    );
  });

  it('for a whole series of studies is not used up by the first', () => {
    const story = (at: number): StudyStory => ({
      id: `s${at}`,
      uid: `6.${at}`,
      accession: 'N1',
      started: DAY,
    });
    const studies = [1, 2].map((at) => aStudyResource(story(at)));
    const flags = newFlags(aReading([]), aReading([...studies, aReport({ on: DAY, accession: 'N1' })]));
    expect(flags.map(level)).toEqual(Array(2).fill('S03 quiet report:strong'));
  });

  it('does not come from a report of which only an identifier in basedOn is known', () => {
    const study = { more: { basedOn: [{ identifier: anAccession('N1') }] } };
    expect(level(judged(study, []))).toBe('S02 check');
    expect(level(judged(study, [anOrder({ on: '2024-04-01', accession: 'N1' })]))).toBe(
      'S03 quiet order:strong',
    );
  });
});

describe('where the source shows no orders, visits or reports', () => {
  const reading = (studies: FhirResource[], read: string[] = ['Patient', 'ImagingStudy']): Reading =>
    aReading(studies, { read });
  const judgedBlind = (started: string | null, read?: string[]): Flag[] =>
    newFlags(reading([known], read), reading([known, aStudyResource({ ...NEW, started })], read));

  it('a study of the last 30 days is info', () => {
    const [flag] = judgedBlind('2024-03-09');
    expect(flag).toMatchObject({
      situation: 'S02',
      level: 'info',
      reasons: ['recent-and-no-evidence-readable'],
    });
  });

  it('a study that is dated earlier is asked about', () => {
    const [flag] = judgedBlind('2024-03-08');
    expect(flag).toMatchObject({ level: 'check' });
    expect(flag!.reasons).toContain('dated-long-before-first-seen');
  });

  it('a study without a date, or of a day to come, is asked about', () => {
    expect(judgedBlind(null)).toMatchObject([{ level: 'check', reasons: ['no-order-visit-or-report'] }]);
    expect(judgedBlind('2031-01-01')).toMatchObject([
      { level: 'check', reasons: ['no-order-visit-or-report'] },
    ]);
  });

  it('one type that can be read is enough to expect evidence', () => {
    expect(judgedBlind('2024-04-01', ['ImagingStudy', 'Encounter'])).toMatchObject([{ level: 'check' }]);
  });
});

describe('a backdated insert', () => {
  const rich = [
    known,
    anOrder({ on: '2024-04-01', accession: 'KNOWN' }),
    aReport({ on: '2024-04-02', accession: 'KNOWN' }),
    aVisit({ on: '2024-04-02T07:30:00-05:00' }),
    aVisit({ id: 'old-visit', on: '2015-06-01T09:00:00-05:00' }),
    aReport({ id: 'old-report', on: '2015-06-01', text: 'MRI brain' }),
  ];

  it('is asked about, and its age is a reason', () => {
    const flag = judged({ started: '2015-03-03' }, [], rich);
    expect(flag).toMatchObject({ situation: 'S02', level: 'check', evidence: [] });
    expect(flag.reasons).toEqual(['no-order-visit-or-report', 'dated-long-before-first-seen']);
  });

  it('is asked about also when an incomplete pull brings it', () => {
    const partial = aReading([aStudyResource({ ...NEW, started: '2015-03-03' })], {
      failed: [{ type: 'ImagingStudy', why: 'a page did not come' }],
    });
    expect(newFlags(aReading(rich), partial)).toMatchObject([{ situation: 'S02', level: 'check' }]);
  });

  it('is not excused by references to the visit or order of another day', () => {
    const more = {
      encounter: { reference: 'Encounter/old-visit' },
      basedOn: [{ reference: 'ServiceRequest/order-1' }],
    };
    expect(judged({ started: '2015-03-03', more }, [], rich).level).toBe('check');
  });

  it('is quiet when its own report of that day is there', () => {
    expect(judged({ started: '2015-03-03' }, [aReport({ id: 'r', on: '2015-03-03' })], rich).level).toBe(
      'quiet',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Flag } from '../../src/domain/assess.js';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import {
  anAppointment,
  anOrder,
  aProcedure,
  aReading,
  aReport,
  aStudyResource,
  aVisit,
} from '../support/fhir-builders.js';
import { DAY, NEW, judged, known, level, newFlags } from '../support/new-study-story.js';

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

import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
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
import { DAY, judged, known, level, newFlags } from '../support/new-study-story.js';

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

import { describe, expect, it } from '@jest/globals';
import { FAMILY, FAMILY_MEMBERS, patientIdAt } from '../../src/sandbox/family.js';
import { HOSPITALS, HOSPITAL_IDS } from '../../src/sandbox/hospitals.js';
import { seedHospital } from '../../src/sandbox/seed/seed-hospital.js';
import { accessionOf, isDiagnosticReport, isImagingStudy, nameOf } from '../../src/sandbox/shapes.js';
import { expectSoundR4, imagesOf, studyUid } from './sound-r4.js';

const both = HOSPITAL_IDS.flatMap((hospital) => seedHospital(hospital));
const studies = both.filter(isImagingStudy);

describe.each(HOSPITAL_IDS)('what %s holds before anything happens', (hospital) => {
  const resources = seedHospital(hospital);

  it('is sound R4: elements that must be there, ids, UIDs, and references that lead somewhere', () => {
    expectSoundR4(resources);
  });

  it('names the hospital with its aliases, town and state', () => {
    const { name, aliases, city, state } = HOSPITALS[hospital];
    const [organization] = resources.filter(({ resourceType }) => resourceType === 'Organization');
    expect(organization).toMatchObject({ name, alias: aliases, address: [{ city, state }] });
  });

  it('has charts of the people known there, and of nobody else', () => {
    const charts = resources.filter(({ resourceType }) => resourceType === 'Patient').map(({ id }) => id);
    const known = FAMILY_MEMBERS.filter((member) => FAMILY[member].knownAt.includes(hospital));
    expect(charts).toEqual(known.map((member) => patientIdAt(hospital, member)));
  });
});

describe('the family and its history', () => {
  it('is three people with 25 to 35 studies over more than fifteen years', () => {
    expect(studies.length).toBeGreaterThanOrEqual(25);
    expect(studies.length).toBeLessThanOrEqual(35);
    const years = studies.map(({ started }) => Number(String(started).slice(0, 4)));
    expect(years.filter((year) => year >= 2011).length).toBe(studies.length - 1);
    expect(Math.max(...years) - Math.min(...years)).toBeGreaterThan(15);
  });

  it('knows nobody under one id at two hospitals', () => {
    const ids = FAMILY_MEMBERS.flatMap((member) => HOSPITAL_IDS.map((one) => patientIdAt(one, member)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the same record at every start: a study seen before a restart is known after it', () => {
    const [study] = seedHospital('lakeside').filter(isImagingStudy);
    expect(study?.id).toBe('0a11ce-9c554c0535b94c96');
    expect(study && studyUid(study)).toBe('2.25.202744963861816121565742337825274943129');
    expect(patientIdAt('lakeside', 'miguel')).toBe('p16c044925215343');
  });

  it('gives every study, series and image a UID of its own, and every study its own accession number', () => {
    const uids = studies.flatMap((study) => [
      studyUid(study),
      ...study.series.map(({ uid }) => uid),
      ...imagesOf(study),
    ]);
    expect(new Set(uids).size).toBe(uids.length);
    expect(new Set(studies.map(accessionOf)).size).toBe(studies.length);
  });

  it('holds order, visit and report of most studies, on the day of the study, and of a few old ones none', () => {
    const reported = new Set(both.filter(isDiagnosticReport).map(accessionOf));
    const bare = studies.filter((study) => !reported.has(accessionOf(study)));
    expect(bare.map(({ started }) => String(started).slice(0, 4)).sort()).toEqual(['1987', '2011']);

    const visited = studies.filter(({ encounter }) => encounter !== undefined);
    expect(visited.length).toBeGreaterThan(studies.length * 0.8);
    for (const { encounter, started } of visited) {
      const visit = both.find((one) => nameOf(one) === (encounter as { reference: string }).reference);
      expect(visit).toMatchObject({ resourceType: 'Encounter', status: 'finished' });
      const { start, end } = visit?.period as { start: string; end: string };
      expect(Date.parse(start)).toBeLessThan(Date.parse(String(started)));
      expect(Date.parse(end)).toBeGreaterThan(Date.parse(String(started)));
    }
  });

  it('puts two exams of one emergency visit under one visit', () => {
    const night = studies.filter(({ started }) => String(started).startsWith('2016-01-22'));
    expect(night).toHaveLength(2);
    expect(night[0]?.encounter).toEqual(night[1]?.encounter);
    expect(night[0]?.started).toBe(night[1]?.started);
  });

  it('says nothing of what a doctor saw', () => {
    const texts = new Set(both.filter(isDiagnosticReport).map(({ conclusion }) => conclusion));
    expect([...texts]).toEqual(['Report text is kept by the hospital.']);
  });

  it('holds an appointment that is booked, with the order behind it', () => {
    const [appointment] = both.filter(({ resourceType }) => resourceType === 'Appointment');
    expect(appointment).toMatchObject({
      status: 'booked',
      participant: [{ actor: { reference: `Patient/${patientIdAt('northgate', 'rosa')}` } }, {}],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FhirResource } from '../../src/domain/pull.js';
import { readPull } from '../../src/domain/read-pull.js';
import type { Study } from '../../src/domain/study.js';
import { unseenBills } from '../../src/domain/unseen-bills.js';
import { aReading, aStudyResource, type StudyStory } from '../support/fhir-builders.js';

const TODAY = '2024-06-01T08:00:00.000Z';
/** CPT of a CT of the chest without contrast; of an MRI of the brain. */
const [CHEST_CT, BRAIN_MRI] = ['71250', '70551'];

interface Billed {
  id?: string;
  on?: string;
  codes?: string[];
  status?: string;
}

function aBill({
  id = 'bill',
  on = '2024-03-03',
  codes = [CHEST_CT!],
  status = 'active',
}: Billed = {}): FhirResource {
  const item = codes.map((code) => ({ productOrService: { coding: [{ code }] }, servicedDate: on }));
  return { resourceType: 'ExplanationOfBenefit', id, status, item };
}

function shown(...stories: StudyStory[]): Study[] {
  return readPull(aReading(stories.map(aStudyResource)), null).studies;
}

const ids = (bills: FhirResource[], studies: Study[], at = TODAY) =>
  unseenBills(bills, studies, at).map(({ id }) => id);

describe('a bill that names a scan', () => {
  it('is told of when no place shows one that fits', () => {
    expect(ids([aBill()], [])).toEqual(['bill']);
    expect(ids([aBill()], shown({ started: '2023-03-03' }))).toEqual(['bill']);
    expect(ids([aBill()], shown({ started: '2024-03-03', modality: 'MR' }))).toEqual(['bill']);
    expect(ids([aBill()], shown({ started: '2024-03-03', part: 'knee' }))).toEqual(['bill']);
  });

  it('is not told of when a scan of a day near it may be the one', () => {
    for (const started of ['2024-02-29', '2024-03-03', '2024-03-06', null])
      expect(ids([aBill()], shown({ started }))).toEqual([]);
    expect(ids([aBill()], shown({ part: null, description: null }))).toEqual([]);
    expect(ids([aBill()], shown({ started: '2024-03-07' }))).toEqual(['bill']);
  });

  it('is waited with for 60 days', () => {
    expect(ids([aBill({ on: '2024-04-02' })], [])).toEqual([]);
    expect(ids([aBill({ on: '2024-04-01' })], [])).toEqual(['bill']);
  });

  it('is told of once, although reader and place bill a half each', () => {
    expect(ids([aBill({ id: 'a' }), aBill({ id: 'b' })], [])).toEqual(['a']);
    expect(ids([aBill({ codes: [CHEST_CT!, BRAIN_MRI!] })], [])).toEqual(['bill', 'bill']);
  });

  it('is none where it was taken back, bills no imaging, or states no day', () => {
    const none = [
      aBill({ status: 'cancelled' }),
      aBill({ codes: ['99213'] }),
      aBill({ on: '2024-03' }),
      aBill({ on: '' }),
    ];
    for (const bill of none) expect(ids([bill], [])).toEqual([]);
  });

  it('is told of the less the more scans are shown, whatever they are', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((date) => `2024-03-0${date}`);
    const code = fc.constantFrom(CHEST_CT!, BRAIN_MRI!, '77067', '76700');
    const bill = fc.record({ on: day, codes: fc.array(code, { maxLength: 2 }) });
    const exam = fc.record({ started: day, modality: fc.constantFrom('CT', 'MR', 'MG', 'US') });
    fc.assert(
      fc.property(
        fc.array(bill, { maxLength: 4 }),
        fc.array(exam, { maxLength: 4 }),
        exam,
        (billed, exams, more) => {
          const bills = billed.map((one, at) => aBill({ ...one, id: `b${at}` }));
          const studies = shown(
            ...[...exams, more].map((one, at) => ({
              ...one,
              id: `s${at}`,
              uid: `3.${at}`,
              accession: `A${at}`,
            })),
          );
          const fewer = ids(bills, studies.slice(0, -1));
          for (const id of ids(bills, studies)) expect(fewer).toContain(id);
        },
      ),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { recordBundle, type RecordOut } from '../../src/domain/fhir-out/record-bundle.js';
import { canonicalStudy } from '../../src/domain/canonicalise.js';
import { aStudy } from '../support/a-study.js';

const PATIENT = '7d6f1c1e-0000-4000-8000-000000000001';
const FLAG = '7d6f1c1e-0000-4000-8000-000000000003';
const STUDY = '7d6f1c1e-0000-4000-8000-000000000002';

function record(differs: Partial<RecordOut> = {}): RecordOut {
  return {
    patient: { id: PATIENT, name: 'Rosa', birth_date: '1951-04-02' },
    organizations: [],
    studies: [{ id: STUDY, facts: aStudy({ uid: '1.2.3', modalities: ['CT'], started: '2019-02-14' }) }],
    flags: [],
    cases: [],
    notifications: [],
    ...differs,
  };
}

function entriesOf(given: RecordOut): Record<string, unknown>[] {
  const { entry } = recordBundle(given, '2026-05-04T12:00:00Z') as {
    entry: { resource: Record<string, unknown> }[];
  };
  return entry.map(({ resource }) => resource);
}

describe('a record told by FHIR', () => {
  it('is a collection whose references stay within it', () => {
    const told = { situation: 'S02', level: 'check', created_at: '2026-05-03T10:00:00Z' };
    const bundle = JSON.stringify(
      recordBundle(
        record({
          flags: [{ id: FLAG, study_id: STUDY, kind: 'added', reasons: ['no-evidence'], ...told }],
          cases: [
            {
              id: '7d6f1c1e-0000-4000-8000-000000000004',
              situation: 'S02',
              opened_at: told.created_at,
              closed: false,
              flag_id: FLAG,
              study_id: null,
            },
          ],
          notifications: [
            { id: '7d6f1c1e-0000-4000-8000-000000000005', code: 'ABCD-EFGH', sent_at: null, ...told },
          ],
        }),
        '2026-05-04T12:00:00Z',
      ),
    );
    const named = new Set([...bundle.matchAll(/"fullUrl":"([^"]+)"/g)].map(([, url]) => url));
    const referred = [...bundle.matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url);
    expect(referred).toHaveLength(6);
    expect(referred.every((url) => named.has(url))).toBe(true);
  });

  it('says of a study what we read of it: our own reader finds the same again', () => {
    const [, study] = entriesOf(record());
    expect(study).toMatchObject({ resourceType: 'ImagingStudy', status: 'available', started: '2019-02-14' });
    const again = canonicalStudy(study as never, () => ({ name: null, reference: null }));
    expect(again).toMatchObject({ uid: '1.2.3', modalities: ['CT'], started: '2019-02-14' });
  });

  it('tells of a flag how soon to look, and leaves out what nobody was told', () => {
    const flag = {
      id: FLAG,
      study_id: STUDY,
      kind: 'added',
      reasons: [],
      created_at: '2026-05-03T10:00:00Z',
    };
    const severity = (situation: string | null, level: string) =>
      entriesOf(record({ flags: [{ ...flag, situation, level }] }))
        .filter(({ resourceType }) => resourceType === 'DetectedIssue')
        .map((issue) => issue['severity']);
    expect(severity('S12', 'act now')).toEqual(['high']);
    expect(severity('S02', 'check')).toEqual(['moderate']);
    expect(severity(null, 'quiet')).toEqual([]);
  });
});

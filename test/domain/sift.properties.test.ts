import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diffLine } from '../../src/cli/diff-line.js';
import { type Followed, follow } from '../../src/domain/follow.js';
import { NO_HISTORY } from '../../src/domain/history.js';
import type { FhirResource } from '../../src/domain/pull.js';
import { sift } from '../../src/domain/sift.js';
import { digestsOf } from '../../src/domain/digest.js';
import { aReading, aStudyResource, aReport } from '../support/fhir-builders.js';
import { ALL_NOISE, noiseNames } from '../support/noise.js';
import { records } from '../support/records.js';

const FIRST_AT = '2024-04-01T08:00:00.000Z';
const LATER_AT = '2024-04-08T08:00:00.000Z';

/** What of a later record comes from where: the same, another record's in its place, or gone. */
type Fate = 'same' | 'other' | 'gone';
const fates = fc.array(fc.constantFrom<Fate>('same', 'same', 'same', 'same', 'other', 'gone'), {
  minLength: 3,
  maxLength: 12,
});

function mixed(record: FhirResource[], other: FhirResource[], fate: Fate[]): FhirResource[] {
  const ids = new Map(other.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  return record.flatMap((resource, at) => {
    const kind = fate[at % fate.length];
    if (kind === 'gone') return [];
    return [kind === 'other' ? (ids.get(`${resource.resourceType}/${resource.id}`) ?? resource) : resource];
  });
}

function outcome(followed: Followed): unknown {
  return { line: diffLine('later', followed), known: followed.history.known };
}

describe('reading anew only what is new', () => {
  it('comes to the same as reading all of it', () => {
    fc.assert(
      fc.property(
        records(),
        records(),
        fates,
        fc.constantFrom(...noiseNames),
        (record, other, fate, name) => {
          const { history, pull } = follow(NO_HISTORY, aReading(record), null, FIRST_AT, 24);
          const later = aReading(ALL_NOISE[name]!(mixed(record, other, fate), 7));
          const sifted = follow(history, later, pull.patient, LATER_AT, 24);
          const whole = follow({ ...history, digests: {} }, later, pull.patient, LATER_AT, 24);
          expect(outcome(sifted)).toEqual(outcome(whole));
        },
      ),
      { numRuns: 80 },
    );
  });

  it('leaves untouched what shares nothing with the news', () => {
    const far = aStudyResource({ id: 'far', uid: '2.2', accession: 'FAR', started: '2012-01-05' });
    const near = aStudyResource({ id: 'near', uid: '3.3', accession: 'NEAR', started: '2024-03-20' });
    const { history } = follow(NO_HISTORY, aReading([far, near]), null, FIRST_AT, 24);
    const news = aReport({ id: 'report', on: '2024-03-21', text: 'CT chest' });
    const { resources } = aReading([far, near, news]);
    const sifted = sift(history, resources, digestsOf(resources).each());
    expect(sifted?.untouched.map(({ study }) => study.ids)).toEqual([['far']]);
    expect(sifted?.resources.map(({ id }) => id)).not.toContain('far');
  });
});

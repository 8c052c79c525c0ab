import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../../src/domain/pull.js';
import { settle } from '../../src/domain/settle.js';
import { aReading, aReport, aStudyResource } from '../support/fhir-builders.js';
import { pulled } from '../support/pull-story.js';

/** What becomes of the flag on a study that a second pull brought, by what the next pull says. */
function settled(next: Reading, answer: string | null = null): string[] {
  const [, found, later] = pulled([aReading([]), aReading([aStudyResource()]), next]);
  const [flag] = found!.flags;
  expect(flag).toMatchObject({ situation: 'S02', settles: expect.any(String) });
  return settle([{ id: 'f', studyKey: flag!.change.study.key, answer }], later!).map(
    ({ outcome }) => outcome,
  );
}

describe('a new study without evidence', () => {
  it('is told when a later pull still shows it so', () => {
    expect(settled(aReading([aStudyResource()]))).toEqual(['stands']);
  });

  it('is not told when evidence came, when the patient knows it, or when the place withdrew it', () => {
    expect(settled(aReading([aStudyResource(), aReport()]))).toEqual(['explained']);
    expect(settled(aReading([aStudyResource()]), 'know')).toEqual(['explained']);
    expect(settled(aReading([aStudyResource({ status: 'entered-in-error' })]))).toEqual(['explained']);
  });

  it('is not told when the evidence came before the settling pull, which says the same again', () => {
    const explained = aReading([aStudyResource(), aReport()]);
    const [, found, , later] = pulled([aReading([]), aReading([aStudyResource()]), explained, explained]);
    const { key } = found!.flags[0]!.change.study;
    expect(settle([{ id: 'f', studyKey: key, answer: null }], later!)).toMatchObject([
      { id: 'f', outcome: 'explained' },
    ]);
  });

  it('waits when the pull did not bring it', () => {
    expect(settled(aReading([aStudyResource({ uid: '8.8', id: 'other', accession: 'O' })]))).toEqual([]);
  });
});

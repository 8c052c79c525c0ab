import { expect } from '@jest/globals';
import type { Flag } from '../../src/domain/assess.js';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import { aReading, aStudyResource, type StudyStory } from './fhir-builders.js';
import { flagsAfter } from './pull-story.js';

/** The study that comes with the second pull, on 8 April 2024. It states no accession number, as many do not. */
export const NEW: StudyStory = {
  id: 'new',
  uid: '5.5.5',
  accession: null,
  started: '2024-04-02T10:00:00-05:00',
};
export const DAY = '2024-04-02T10:00:00-05:00';
export const known = aStudyResource({
  id: 'known',
  uid: '1.1.1',
  accession: 'KNOWN',
  started: '2024-04-02T08:00:00-05:00',
});

/** How a study is judged that a second pull brings along with `beside`, when `before` was there already. */
export function judged(story: StudyStory, beside: FhirResource[], before: FhirResource[] = []): Flag {
  const flags = newFlags(
    aReading(before),
    aReading([...before, ...beside, aStudyResource({ ...NEW, ...story })]),
  );
  expect(flags).toHaveLength(1);
  return flags[0]!;
}

/** What is new and has images: a report of another exam, beside it, is an exam of its own. */
export function newFlags(before: Reading, after: Reading): Flag[] {
  return flagsAfter(before, after).filter(
    ({ change }) => change.kind === 'added' && change.study.source === 'imaging-study',
  );
}

export function level({ situation, level: how, evidence }: Flag): string {
  return `${situation} ${how} ${evidence.map((one) => `${one.evidence}:${one.strength}`).join()}`.trim();
}

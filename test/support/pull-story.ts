import type { Flag } from '../../src/domain/assess.js';
import { type Followed, follow } from '../../src/domain/follow.js';
import type { WatchedPatient } from '../../src/domain/fhir/subject.js';
import { type History, NO_HISTORY } from '../../src/domain/history.js';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import { aReading, aStudyResource, type StudyStory } from './fhir-builders.js';

const FIRST_PULL = '2024-04-01T08:00:00.000Z';
const HOUR_MS = 3_600_000;
const WEEK_HOURS = 7 * 24;

/** Follows one pull after the other, a week apart unless told otherwise, from 1 April 2024 on. */
export function pulled(readings: Reading[], hoursApart = WEEK_HOURS): Followed[] {
  let history: History = NO_HISTORY;
  let watched: WatchedPatient | null = null;
  return readings.map((reading, at) => {
    const time = new Date(Date.parse(FIRST_PULL) + at * hoursApart * HOUR_MS).toISOString();
    const followed = follow(history, reading, watched, time, 24);
    history = followed.history;
    watched = followed.pull.patient;
    return followed;
  });
}

/** The flags of the last of these pulls. */
export function flagsAfter(...readings: Reading[]): Flag[] {
  return pulled(readings).at(-1)!.flags;
}

/** The flags that a second pull raises over a first one, both given by what they bring. */
export function flagsBetween(before: FhirResource[], after: FhirResource[]): Flag[] {
  return flagsAfter(aReading(before), aReading(after));
}

/** A flag in one line: `altered S04 check started,description`. */
export function told({ change, situation, level }: Flag): string {
  return [change.kind, situation ?? '-', level, change.fields.join()].join(' ').trim();
}

/** What a second pull, a week later, tells of a study that the first one brought. */
export function changeOf(before: StudyStory, after: StudyStory): string[] {
  return flagsBetween([aStudyResource(before)], [aStudyResource(after)]).map(told);
}

import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { aReading, anAccession, aStudyResource } from '../support/fhir-builders.js';
import { changeOf, flagsBetween, pulled, told } from '../support/pull-story.js';

describe('reissued', () => {
  it('is quiet: only ids or accession numbers are others', () => {
    expect(changeOf({}, { id: 'b' })).toEqual(['reissued - quiet ids']);
    expect(changeOf({}, { accession: 'ACC-7' })).toEqual(['reissued - quiet accession']);
    expect(changeOf({}, { id: 'b', accession: 'ACC-7' })).toEqual(['reissued - quiet ids,accession']);
  });

  it('keeps the key under which the study is known', () => {
    const [first, , third] = pulled([
      aReading([aStudyResource({ uid: null, accession: 'A' })]),
      aReading([aStudyResource({ uid: null, accession: 'B' })]),
      aReading([aStudyResource({ uid: '1.2.3', accession: 'B' })]),
    ]);
    expect(third!.history.known[0]!.study).toMatchObject({
      key: first!.history.known[0]!.study.key,
      uid: '1.2.3',
    });
  });

  it('knows the study by its accession number when it has no UID and its id is another', () => {
    const story = { uid: null, started: null, description: null, part: null };
    expect(changeOf(story, { ...story, id: 'b' })).toEqual(['reissued - quiet ids']);
  });

  it('knows the study by its series when study UID, id and accession number are others', () => {
    const after = { uid: '7.7.7', id: 'b', accession: 'B', series: ['1.2.3.1'] };
    expect(changeOf({ series: ['1.2.3.1'] }, after)).toEqual(['reissued - quiet uid,ids,accession']);
  });

  it('knows the study by another number of the source', () => {
    const numbered = (id: string, system: string): FhirResource =>
      aStudyResource({
        uid: null,
        accession: null,
        id,
        started: null,
        series: [],
        more: { identifier: [{ system, value: 'site-4711' }] },
      });
    expect(flagsBetween([numbered('a', 'urn:old')], [numbered('b', 'urn:new')]).map(told)).toEqual([
      'reissued - quiet ids',
    ]);
  });

  it('knows twins that differ in nothing but ids that all change', () => {
    const twins = (ids: string[]): FhirResource[] =>
      ids.map((id) => aStudyResource({ id, uid: null, accession: null, more: { series: undefined } }));
    const flags = flagsBetween(twins(['a', 'b', 'c']), twins(['x', 'y', 'z']));
    expect(flags.map(told)).toEqual(Array(3).fill('reissued - quiet ids'));
  });

  it('finds the one that was added among twins whose ids all change', () => {
    const twins = (ids: string[]): FhirResource[] =>
      ids.map((id) => aStudyResource({ id, uid: null, accession: null, more: { series: undefined } }));
    const flags = flagsBetween(twins(['a', 'b']), twins(['x', 'y', 'z']));
    expect(flags.map(({ change: { kind } }) => kind).sort()).toEqual(['added', 'reissued', 'reissued']);
  });

  it('is not fooled by ids that the source hands round', () => {
    const knee = { uid: null, accession: null, part: 'knee', started: '2022-02-02', series: [] };
    const head = { uid: null, accession: null, part: 'head', started: '2023-03-03', series: [] };
    const flags = flagsBetween(
      [aStudyResource({ ...knee, id: '1' }), aStudyResource({ ...head, id: '2' })],
      [aStudyResource({ ...knee, id: '2' }), aStudyResource({ ...head, id: '1' })],
    );
    expect(flags.map(told)).toEqual(Array(2).fill('reissued - quiet ids'));
  });

  it('gives each study a key of its own, even where a number names two', () => {
    const shared = (id: string, part: string): FhirResource =>
      aStudyResource({ id, part, uid: null, series: [] });
    const [, second] = pulled([
      aReading([shared('1', 'knee'), shared('2', 'head')]),
      aReading([shared('1', 'knee'), shared('2', 'head'), shared('3', 'chest')]),
    ]);
    expect(new Set(second!.history.known.map(({ study }) => study.key)).size).toBe(3);
    expect(second!.flags.map(told)).toEqual(['added S02 check']);
  });

  it('is not said when only the system of a number is renamed', () => {
    expect(changeOf({}, { accessionSystem: 'urn:renamed' })).toEqual([]);
  });

  it('is not said when an accession number is stated for the first time', () => {
    const before = aStudyResource({ accession: null });
    const after = aStudyResource({
      accession: null,
      more: { basedOn: [{ identifier: anAccession('LATE') }] },
    });
    expect(flagsBetween([before], [after])).toEqual([]);
  });
});

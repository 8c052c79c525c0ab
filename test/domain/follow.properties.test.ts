import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Flag } from '../../src/domain/assess.js';
import type { FhirResource } from '../../src/domain/pull.js';
import { aReading, anIncompleteReading, aStudyResource } from '../support/fhir-builders.js';
import { flagsBetween, pulled, told } from '../support/pull-story.js';
import { ALL_NOISE, noiseNames, type Noise } from '../support/noise.js';
import { records } from '../support/records.js';

const RUNS = { numRuns: 40 };

/** Everything but what concerns only ids. */
function loud(flags: Flag[]): string[] {
  return flags.filter(({ change }) => change.kind !== 'reissued').map(told);
}

function studyAt(record: FhirResource[], at: number): FhirResource {
  const studies = record.filter(({ resourceType }) => resourceType === 'ImagingStudy');
  return studies[at % studies.length]!;
}

function swap(record: FhirResource[], study: FhirResource, by: FhirResource[]): FhirResource[] {
  return record.flatMap((resource) => (resource === study ? by : [resource]));
}

const noises = fc.subarray(noiseNames, { minLength: 1 });
const seed = fc.integer({ min: 1, max: 1_000_000 });

describe('whatever a source does that means nothing', () => {
  it.each(noiseNames)('raises no flag above quiet (%s)', (name) => {
    fc.assert(
      fc.property(records(), seed, (record, at) => {
        const flags = flagsBetween(record, ALL_NOISE[name]!(record, at));
        expect(loud(flags)).toEqual([]);
        expect(flags.filter(({ level }) => level !== 'quiet')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('raises none in any mixture, pull after pull', () => {
    fc.assert(
      fc.property(records(), noises, noises, seed, (record, first, second, at) => {
        const apply = (names: string[], from: FhirResource[]): FhirResource[] =>
          names.reduce((noisy, name) => (ALL_NOISE[name] as Noise)(noisy, at), from);
        const once = apply(first, record);
        const steps = pulled([record, once, apply(second, once), record].map((one) => aReading(one)));
        expect(steps.flatMap(({ flags }) => loud(flags))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('leaves the history as it was when it changes no id', () => {
    fc.assert(
      fc.property(records(), seed, (record, at) => {
        const shuffled = ['shuffled', 'read twice', 'serialised anew', 'volatile fields'].reduce(
          (noisy, name) => ALL_NOISE[name]!(noisy, at),
          record,
        );
        const [first, second] = pulled([aReading(record), aReading(shuffled)]);
        expect(second!.history.known).toEqual(first!.history.known);
      }),
      RUNS,
    );
  });
});

/** One event in a record, and what is to be told of it. */
interface Event {
  name: string;
  happens: (study: FhirResource) => FhirResource[];
  /** Kind, situation, level, and a field that it names. */
  told: RegExp;
}

const UNKNOWN = { id: 'unknown', uid: '9.8.7.6', accession: 'UNKNOWN', part: 'wrist' };

const EVENTS: Event[] = [
  {
    name: 'an unknown study',
    happens: (study) => [study, aStudyResource({ ...UNKNOWN, modality: 'XA', started: '2011-11-11' })],
    told: /^added S02 check/,
  },
  {
    name: 'an unknown study of the day and kind of another',
    happens: (study) => [
      study,
      aStudyResource({ ...UNKNOWN, modality: 'XA', started: String(study['started']).slice(0, 10) }),
    ],
    // A visit of that day is evidence in part, and never more.
    told: /^added S02 (check|info)/,
  },
  {
    name: 'another day',
    happens: (study) => [{ ...study, started: '2003-03-03' }],
    told: /^altered S04 check .*started/,
  },
  {
    name: 'another side',
    happens: (study) => [eachSeries(study, (series) => ({ ...series, laterality: { code: 'R' } }))],
    told: /^altered S04 check .*laterality/,
  },
  {
    name: 'another body part',
    happens: (study) => [
      eachSeries(study, (series) => ({
        ...series,
        bodySite: { system: 'http://snomed.info/sct', code: '45048000', display: 'Neck structure' },
      })),
    ],
    told: /^altered S04 check .*bodySite/,
  },
  {
    name: 'another study UID',
    happens: (study) => [
      {
        ...study,
        identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:7.7.7' }, ...numbersOf(study)],
        series: seriesOf(study).map((series, at) => ({ ...series, uid: `7.7.7.${at}` })),
      },
    ],
    told: /^replaced S04 act soon/,
  },
  {
    name: 'a late series',
    happens: (study) => [
      {
        ...study,
        series: [...seriesOf(study), { uid: '6.6.6', modality: { code: 'MR' }, numberOfInstances: 9 }],
      },
    ],
    told: /^late-images S04 check/,
  },
  {
    name: 'a series made from images',
    happens: (study) => [
      {
        ...study,
        series: [...seriesOf(study), { uid: '6.6.6', modality: { code: 'SR' }, numberOfInstances: 1 }],
      },
    ],
    told: /^derived-added - quiet/,
  },
  {
    name: 'a withdrawal',
    happens: (study) => [{ resourceType: 'ImagingStudy', id: study.id!, status: 'entered-in-error' }],
    told: /^retracted S05 info/,
  },
];

function seriesOf(study: FhirResource): Record<string, unknown>[] {
  return study['series'] as Record<string, unknown>[];
}

function eachSeries(
  study: FhirResource,
  change: (series: Record<string, unknown>) => Record<string, unknown>,
): FhirResource {
  return { ...study, series: seriesOf(study).map(change) };
}

function numbersOf(study: FhirResource): Record<string, unknown>[] {
  const identifiers = study['identifier'] as Record<string, unknown>[];
  return identifiers.filter(({ system }) => system !== 'urn:dicom:uid');
}

describe('one event in a record', () => {
  const quietNoise = fc.subarray(['shuffled', 'read twice', 'serialised anew', 'volatile fields', 'zones']);

  it.each(EVENTS)('is told once, as what it is ($name)', ({ happens, told: expected }) => {
    fc.assert(
      fc.property(records({ withUids: true }), fc.nat(), quietNoise, seed, (record, at, names, from) => {
        const after = swap(record, studyAt(record, at), happens(studyAt(record, at)));
        const noisy = names.reduce((each, name) => ALL_NOISE[name]!(each, from), after);
        const flags = flagsBetween(record, noisy);
        expect(flags).toHaveLength(1);
        expect(told(flags[0]!)).toMatch(expected);
      }),
      RUNS,
    );
  });

  it('is told among ids and accession numbers that all change', () => {
    const surviving = EVENTS.filter(({ name }) => !['another study UID', 'a withdrawal'].includes(name));
    fc.assert(
      fc.property(
        records({ withUids: true }),
        fc.nat(),
        fc.constantFrom(...surviving),
        seed,
        (record, at, { happens, told: expected }, from) => {
          const after = swap(record, studyAt(record, at), happens(studyAt(record, at)));
          const renumbered = ALL_NOISE['all ids']!(ALL_NOISE['all accession numbers']!(after, from), from);
          const flags = flagsBetween(record, renumbered);
          const events = flags.filter(({ change }) => change.kind !== 'reissued');
          expect(events).toHaveLength(1);
          expect(told(events[0]!)).toMatch(expected);
        },
      ),
      RUNS,
    );
  });

  it('of a study that is gone is told once, on the second complete pull', () => {
    fc.assert(
      fc.property(records({ atLeast: 2 }), fc.nat(), (record, at) => {
        const without = aReading(swap(record, studyAt(record, at), []));
        const steps = pulled([aReading(record), without, without, without]);
        expect(steps.map(({ flags }) => flags.map(told))).toEqual([
          [],
          ['missing - quiet'],
          ['removed S05 check'],
          [],
        ]);
      }),
      RUNS,
    );
  });
});

describe('an incomplete pull', () => {
  it('takes nothing away, whatever it lacks', () => {
    fc.assert(
      fc.property(
        records(),
        fc.array(fc.array(fc.boolean(), { minLength: 1 }), { minLength: 1, maxLength: 5 }),
        (record, lacks) => {
          const partial = lacks.map((gaps) =>
            anIncompleteReading(record.filter((_, at) => gaps[at % gaps.length])),
          );
          const steps = pulled([aReading(record), ...partial, aReading(record)]);
          expect(steps.flatMap(({ flags }) => flags)).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

describe('one missing pull', () => {
  it('leaves nothing behind when all is back', () => {
    fc.assert(
      fc.property(records(), fc.array(fc.boolean(), { minLength: 1 }), (record, gaps) => {
        const part = record.filter((_, at) => gaps[at % gaps.length]);
        const [, , back, again] = pulled([
          aReading(record),
          aReading(part),
          aReading(record),
          aReading(record),
        ]);
        expect(back!.flags).toEqual([]);
        expect(again!.flags).toEqual([]);
      }),
      RUNS,
    );
  });
});

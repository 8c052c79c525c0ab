import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { aReading, aStudyResource, type StudyStory } from '../support/fhir-builders.js';
import { changeOf, flagsBetween, pulled, told } from '../support/pull-story.js';

describe('replaced', () => {
  const twoSeries = { uid: '1.2.3', series: ['1.2.3.1', '1.2.3.2'] };

  it('is the same id and accession with another study UID, and soon to be acted on', () => {
    expect(changeOf(twoSeries, { uid: '7.7.7', series: ['7.7.7.1', '7.7.7.2', '7.7.7.3'] })).toEqual([
      'replaced S04 act soon uid,series',
    ]);
  });

  it('holds also when the series are still the same', () => {
    expect(changeOf(twoSeries, { ...twoSeries, uid: '7.7.7' })).toEqual(['replaced S04 act soon uid']);
  });

  it('holds for the same accession on the same day where the id was reissued as well', () => {
    const [flag] = changeOf(twoSeries, { uid: '7.7.7', id: 'other-id' });
    expect(flag).toMatch(/^replaced S04 act soon/);
  });

  it('holds for the same id, day and kind where the source has no accession numbers', () => {
    const [flag] = changeOf({ accession: null }, { accession: null, uid: '7.7.7' });
    expect(flag).toMatch(/^replaced S04 act soon/);
  });

  it('is not said of a second study under the same accession number', () => {
    const second = aStudyResource({ id: 'study-2', uid: '7.7.7' });
    const flags = flagsBetween([aStudyResource()], [aStudyResource(), second]);
    expect(flags.map(told)).toEqual(['added S02 check']);
  });

  it('is not said where an id was given to an exam of another day', () => {
    const before = aStudyResource({ accession: null, started: '2024-03-03' });
    const after = aStudyResource({ accession: null, uid: '7.7.7', started: '2011-01-01' });
    expect(flagsBetween([before], [after]).map(told).sort()).toEqual(['added S02 check', 'missing - quiet']);
  });
});

describe('images that come later', () => {
  const begun = { status: 'registered', series: ['1.2.3.1'] };
  const whole = { series: ['1.2.3.1', '1.2.3.2'] };

  it('are growth while the study was only registered', () => {
    expect(changeOf(begun, whole)).toEqual(['grown - quiet series']);
  });

  it('are growth within 72 hours of the first sight of the study', () => {
    const first = aReading([aStudyResource({ series: ['1.2.3.1'] })]);
    const [, young] = pulled([first, aReading([aStudyResource(whole)])], 71);
    expect(young!.flags.map(told)).toEqual(['grown - quiet series']);
    const [, old] = pulled([first, aReading([aStudyResource(whole)])], 73);
    expect(old!.flags.map(told)).toEqual(['late-images S04 check series']);
  });

  it('are late when the study was complete', () => {
    expect(changeOf({ series: ['1.2.3.1'] }, whole)).toEqual(['late-images S04 check series']);
  });

  it('are late also as more images in a series that was listed whole', () => {
    const images = (...uids: string[]): StudyStory => ({ series: [{ uid: '1.2.3.1', images: uids }] });
    expect(changeOf(images('1.1'), images('1.1', '1.2'))).toEqual(['late-images S04 check series']);
  });

  it('are late also where a source counts series and lists none', () => {
    const counted = (numberOfSeries: number): FhirResource =>
      aStudyResource({ more: { series: undefined, numberOfSeries } });
    expect(flagsBetween([counted(2)], [counted(3)]).map(told)).toEqual(['late-images S04 check series']);
  });

  it.each(['KO', 'SR', 'PR', 'SEG', 'RTSTRUCT'])(
    'are quiet when they were made from images (%s)',
    (modality) => {
      const after = { series: ['1.2.3.1', { uid: '1.2.3.9', modality }] };
      expect(changeOf({ series: ['1.2.3.1'] }, after)).toEqual(['derived-added - quiet series']);
    },
  );

  it('are no news where a source lists some images of a series only', () => {
    const listed = (...images: string[]): StudyStory => ({
      series: [{ uid: '1.2.3.1', images, numberOfInstances: 120 }],
    });
    expect(changeOf(listed('1.1', '1.2'), listed('1.3', '1.4'))).toEqual([]);
  });

  it('are growth when a registered exam is done on another day than planned', () => {
    const planned = { status: 'registered', started: '2024-03-03' };
    expect(changeOf(planned, { started: '2024-03-05' })).toEqual(['grown - quiet started']);
  });

  it('do not excuse another side: a registered exam whose side changes is checked', () => {
    expect(changeOf({ status: 'registered', side: 'L' }, { side: 'R' })).toEqual([
      'altered S04 check laterality',
    ]);
  });
});

describe('several changes of one study in one pull', () => {
  it('are one change, at the highest level, with the rest as its reasons', () => {
    const before = { series: ['1.2.3.1'], description: 'CT chest' };
    const after = {
      id: 'new-id',
      accession: 'NEW',
      description: 'CT chest with contrast',
      series: ['1.2.3.1', '1.2.3.2', { uid: '1.2.3.9', modality: 'SR' }],
    };
    const [flag, ...more] = flagsBetween([aStudyResource(before)], [aStudyResource(after)]);
    expect(more).toEqual([]);
    expect(told(flag!)).toBe('late-images S04 check ids,accession,description,series');
    expect(flag!.reasons).toEqual([
      'images-added-late',
      'also-altered',
      'also-derived-added',
      'also-reissued',
    ]);
  });

  it('tell of a changed side beside late images', () => {
    const [flag] = flagsBetween(
      [aStudyResource({ side: 'L', series: ['1.1'] })],
      [aStudyResource({ side: 'R', series: ['1.1', '1.2'] })],
    );
    expect(flag!.reasons).toContain('side-body-part-date-or-images-changed');
  });
});

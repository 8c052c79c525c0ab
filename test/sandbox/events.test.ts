import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FhirResource } from '../../src/domain/pull.js';
import { applyEvents, hospitalsAfter } from '../../src/sandbox/apply-events.js';
import { SANDBOX_KINDS } from '../../src/sandbox/buttons.js';
import { eventDigest, isDown, type SandboxEvent } from '../../src/sandbox/events.js';
import { patientIdAt } from '../../src/sandbox/family.js';
import { HOSPITAL_IDS, type HospitalId } from '../../src/sandbox/hospitals.js';
import { pressButton, type Press } from '../../src/sandbox/press-button.js';
import { seedHospital } from '../../src/sandbox/seed/seed-hospital.js';
import { accessionOf, isImagingStudy, nameOf, type ImagingStudyShape } from '../../src/sandbox/shapes.js';
import { expectSoundR4, imagesOf, studyUid } from './sound-r4.js';

const AT = '2026-11-22T15:04:05Z';
const seed = seedHospital('lakeside');

function press(kind: Press['kind'], earlier: SandboxEvent[] = []): SandboxEvent {
  return pressButton({ kind, at: AT, patient: 'sam', hospital: 'lakeside' }, earlier);
}

/** What one list has and the other has not, or has otherwise. */
function difference(before: FhirResource[], after: FhirResource[]) {
  const was = new Map(before.map((one) => [nameOf(one), JSON.stringify(one)]));
  const is = new Map(after.map((one) => [nameOf(one), JSON.stringify(one)]));
  return {
    added: after.filter((one) => !was.has(nameOf(one))),
    removed: before.filter((one) => !is.has(nameOf(one))),
    changed: after.filter((one) => was.has(nameOf(one)) && was.get(nameOf(one)) !== JSON.stringify(one)),
  };
}

function typesOf(resources: FhirResource[]): string[] {
  return resources.map(({ resourceType }) => resourceType).sort();
}

function studyOf(event: SandboxEvent, resources: FhirResource[]): ImagingStudyShape {
  const accession = 'study' in event ? event.study : undefined;
  const found = resources.filter(isImagingStudy).find((one) => accessionOf(one) === accession);
  if (!found) throw new Error(`no study ${accession}`);
  return found;
}

describe('an event does what it says and nothing else', () => {
  it('a scan nobody ordered: one study, dated years back, with no order, visit or report', () => {
    const { added, removed, changed } = difference(seed, applyEvents(seed, [press('unknown-study')]));
    expect([typesOf(added), removed, changed]).toEqual([['ImagingStudy'], [], []]);
    const [study] = added;
    expect(study?.subject).toEqual({ reference: `Patient/${patientIdAt('lakeside', 'sam')}` });
    expect(study).not.toHaveProperty('basedOn');
    expect(study).not.toHaveProperty('encounter');
    const age = Date.parse(AT) - Date.parse(String(study?.started));
    expect(age / 86_400_000 / 365).toBeGreaterThan(2.9);
    expect(String(study?.started) > '2015-03-09').toBe(true);
  });

  it('a scan you know about: the study of the day before, with order, visit and report of that day', () => {
    const { added, removed, changed } = difference(seed, applyEvents(seed, [press('expected-study')]));
    expect([removed, changed]).toEqual([[], []]);
    expect(typesOf(added).filter((type) => type !== 'Procedure')).toEqual([
      'DiagnosticReport',
      'Encounter',
      'ImagingStudy',
      'ServiceRequest',
    ]);
    const [study] = added.filter(isImagingStudy);
    expect(String(study?.started)).toMatch(/^2026-11-21T/);
    const [visit] = added.filter(({ resourceType }) => resourceType === 'Encounter');
    expect((visit?.period as { start: string }).start).toMatch(/^2026-11-21T/);
  });

  it('a scan is no longer listed: the study goes with what else told of it; the visit stays', () => {
    const event = press('study-vanishes');
    const { added, removed, changed } = difference(seed, applyEvents(seed, [event]));
    expect([added, changed]).toEqual([[], []]);
    const accession = accessionOf(studyOf(event, seed));
    expect(removed).toEqual(seed.filter((one) => accessionOf(one) === accession));
    expect(typesOf(removed)).not.toContain('Encounter');
  });

  it('a missing scan comes back as it was', () => {
    const gone = press('study-vanishes');
    const back = press('study-returns', [gone]);
    expect(applyEvents(seed, [gone, back])).toEqual(seed);
  });

  it('left becomes right: in the name and in every series of one study', () => {
    const event = press('study-corrected');
    const after = applyEvents(seed, [event]);
    const { added, removed, changed } = difference(seed, after);
    expect([added, removed]).toEqual([[], []]);
    expect(changed).toEqual([studyOf(event, after)]);
    const [was, is] = [studyOf(event, seed), studyOf(event, after)];
    const side = 'side' in event ? event.side : '';
    expect(was.description).not.toContain(side);
    expect(is.description).toContain(side);
    expect(new Set(is.series.map(({ laterality }) => laterality?.display?.toLowerCase()))).toEqual(
      new Set([side]),
    );
    expect({ ...is, description: '', series: [] }).toEqual({ ...was, description: '', series: [] });
  });

  it('a report is changed: status amended, and a line is added to the text it had', () => {
    const event = press('report-corrected');
    const { added, removed, changed } = difference(seed, applyEvents(seed, [event]));
    expect([added, removed]).toEqual([[], []]);
    expect(changed).toMatchObject([{ resourceType: 'DiagnosticReport', status: 'amended', issued: AT }]);
    expect(changed[0]?.conclusion).toMatch(/^Report text is kept by the hospital\. .*2026-11-22/);
  });

  it('the images are swapped: same id and accession, another Study UID, no image known before', () => {
    const event = press('images-replaced');
    const after = applyEvents(seed, [event]);
    const { added, removed, changed } = difference(seed, after);
    expect([added, removed]).toEqual([[], []]);
    expect(changed).toEqual([studyOf(event, after)]);
    const [was, is] = [studyOf(event, seed), studyOf(event, after)];
    expect(is.id).toBe(was.id);
    expect(studyUid(is)).not.toBe(studyUid(was));
    expect(imagesOf(is).filter((uid) => imagesOf(was).includes(uid))).toEqual([]);
    expect(is.series).toHaveLength(was.series.length);
  });

  it('the hospital changes its computer: every id but that of the patients, and nothing else', () => {
    const after = applyEvents(seed, [press('ids-reissued')]);
    const old = new Set(seed.filter((one) => one.resourceType !== 'Patient').map(({ id }) => id));
    expect(after.filter(({ id }) => old.has(id))).toEqual([]);
    expectSoundR4(after);
    const withoutIds = (list: FhirResource[]) =>
      JSON.stringify(list).replace(/"[0-9a-f]{6}-[0-9a-f]{16}"|\/[0-9a-f]{6}-[0-9a-f]{16}"/g, '"');
    expect(withoutIds(after)).toBe(withoutIds(seed));
  });

  it('down, up and a breach leave the record alone, and the last word says whether the hospital answers', () => {
    const [down, up, breach] = [press('hospital-down'), press('hospital-up'), press('breach-reported')];
    expect(applyEvents(seed, [down, up, breach])).toEqual(seed);
    expect(isDown([down], 'lakeside')).toBe(true);
    expect(isDown([down], 'northgate')).toBe(false);
    expect(isDown([down, up, breach], 'lakeside')).toBe(false);
    expect(isDown([up, down, breach], 'lakeside')).toBe(true);
  });

  it('happens at its own hospital only', () => {
    const elsewhere = SANDBOX_KINDS.filter((kind) => kind !== 'study-returns').map((kind) =>
      pressButton({ kind, at: AT, hospital: 'northgate' }, []),
    );
    expect(applyEvents(seed, elsewhere)).toEqual(seed);
  });
});

const presses = fc.record({
  kind: fc.constantFrom(...SANDBOX_KINDS),
  hospital: fc.constantFrom(...HOSPITAL_IDS),
});

/** A story: buttons pressed one after another, each on the state that the earlier ones left. */
const stories = fc.array(presses, { maxLength: 8 }).map((all) => {
  const events: SandboxEvent[] = [];
  all.forEach((one, minute) => {
    const at = `2026-11-22T15:${String(minute).padStart(2, '0')}:00Z`;
    if (one.kind !== 'study-returns' || isMissingAny(events, one.hospital)) {
      events.push(pressButton({ ...one, at }, events));
    }
  });
  return events;
});

function isMissingAny(events: SandboxEvent[], hospital: HospitalId): boolean {
  const here = events.filter((one) => one.hospital === hospital);
  const count = (kind: SandboxEvent['kind']) => here.filter((one) => one.kind === kind).length;
  return count('study-vanishes') > count('study-returns');
}

describe('whatever is pressed', () => {
  it('replaying it, after storage or on its own result, changes nothing', () => {
    fc.assert(
      fc.property(stories, (events) => {
        const after = hospitalsAfter(events);
        const stored = JSON.parse(JSON.stringify(events)) as SandboxEvent[];
        expect(hospitalsAfter(stored)).toEqual(after);
        for (const hospital of HOSPITAL_IDS) {
          expect(applyEvents(after[hospital], events)).toEqual(after[hospital]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('telling an event twice in a row is telling it once', () => {
    fc.assert(
      fc.property(stories, (events) => {
        expect(hospitalsAfter(events.flatMap((event) => [event, event]))).toEqual(hospitalsAfter(events));
      }),
      { numRuns: 25 },
    );
  });

  it('the hospitals stay sound R4', () => {
    fc.assert(
      fc.property(stories, (events) => {
        const after = hospitalsAfter(events);
        for (const hospital of HOSPITAL_IDS) expectSoundR4(after[hospital]);
      }),
      { numRuns: 20 },
    );
  });

  it('an event is the same event in whatever order its fields come back', () => {
    const { kind, at, hospital } = press('hospital-down') as Extract<SandboxEvent, { kind: 'hospital-down' }>;
    expect(eventDigest({ hospital, at, kind })).toBe(eventDigest({ kind, at, hospital }));
  });
});

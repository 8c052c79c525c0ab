import { describe, expect, it } from '@jest/globals';
import { sandboxButtons } from '../../../src/sandbox/buttons.js';
import { pressButton } from '../../../src/sandbox/press-button.js';
import {
  deedsNow,
  pressOf,
  stateOfList,
  stateOfLooks,
  stateWithMails,
} from '../../../src/web/sandbox.view.js';
import { wordsIn } from '../../../src/words/words.js';

const ENGLISH = wordsIn('en');
const BUTTONS = sandboxButtons(ENGLISH);
const SINCE = new Date('2026-05-04T12:00:00Z');
const SOON = new Date('2026-05-04T12:00:05Z');
const LATE = new Date('2026-05-04T12:02:00Z');
const full = (looks: number) => ({ looks, complete: looks > 0 ? true : null });

describe('what became of the last press', () => {
  it('is under way until every place was looked at twice', () => {
    expect(stateOfLooks([full(2), full(1)], SINCE, SOON)).toBe('running');
    expect(stateOfLooks([full(0)], SINCE, SOON)).toBe('running');
    expect(stateOfLooks([full(2), full(3)], SINCE, SOON)).toBe('done');
  });

  it('has failed where the last look was not a full one, or none came in a minute', () => {
    expect(stateOfLooks([full(2), { looks: 1, complete: false }], SINCE, SOON)).toBe('failed');
    expect(stateOfLooks([full(1)], SINCE, LATE)).toBe('failed');
    expect(stateOfLooks([full(2)], SINCE, LATE)).toBe('done');
  });

  it('is, for a breach, what became of the reading of the list', () => {
    expect(stateOfList({ read: false, failed: false }, SINCE, SOON)).toBe('running');
    expect(stateOfList({ read: false, failed: false }, SINCE, LATE)).toBe('failed');
    expect(stateOfList({ read: true, failed: false }, SINCE, SOON)).toBe('done');
    expect(stateOfList({ read: false, failed: true }, SINCE, SOON)).toBe('failed');
  });
});

describe('the mail that follows', () => {
  it('is waited for until it is there, but not for ever', () => {
    const waiting = { there: 0, onTheirWay: 1 };
    expect(stateWithMails('done', waiting, SINCE, SOON)).toBe('running');
    expect(stateWithMails('done', { there: 1, onTheirWay: 0 }, SINCE, SOON)).toBe('done');
    expect(stateWithMails('done', waiting, SINCE, LATE)).toBe('done');
    expect(stateWithMails('failed', waiting, SINCE, SOON)).toBe('failed');
  });
});

describe('the buttons', () => {
  it('can all be pressed on fresh hospitals, but for those that bring back', () => {
    const refused = deedsNow([], SINCE, ENGLISH).filter(
      ({ whatHappens }, index) => whatHappens !== BUTTONS[index]!.whatHappens,
    );
    expect(refused.map(({ action }) => action)).toEqual(['/sandbox/study-returns', '/sandbox/hospital-up']);
    expect(deedsNow([], SINCE, ENGLISH).filter(({ off }) => off)).toEqual(refused);
  });

  it('that stop and start a hospital take turns', () => {
    const off = (events: Parameters<typeof deedsNow>[0]) =>
      deedsNow(events, SOON, ENGLISH)
        .filter(({ off, action }) => off && action.includes('hospital'))
        .map(({ action }) => action);
    const down = pressButton(pressOf('hospital-down', SINCE)!, []);
    expect(off([])).toEqual(['/sandbox/hospital-up']);
    expect(off([down])).toEqual(['/sandbox/hospital-down']);
  });

  it('do what they say, to whom they say', () => {
    const gone = pressButton(pressOf('study-vanishes', SINCE)!, []);
    const back = pressButton(pressOf('study-returns', SOON)!, [gone]);
    expect(back).toMatchObject({ kind: 'study-returns', hospital: 'lakeside', patient: 'sam' });
    const deed = deedsNow([gone], SOON, ENGLISH).find(({ action }) => action === '/sandbox/study-returns');
    expect(deed).toMatchObject({ hospital: 'Lakeside Hospital', person: 'Sam' });
    expect(deed?.whatHappens).toContain('is listed again');
  });

  it('know no other kind', () => {
    expect(pressOf('constructor', SINCE)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/lib/errors.js';
import { sandboxButtons } from '../../src/sandbox/buttons.js';
import { isDown } from '../../src/sandbox/events.js';
import { wordsIn } from '../../src/words/words.js';
import { pressButton } from '../../src/sandbox/press-button.js';

const AT = '2026-11-22T15:04:05Z';

describe('a press of a button', () => {
  it('has a label and a sentence for every kind of event, each kind once', () => {
    const kinds = sandboxButtons(wordsIn('en')).map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { label, whatHappens } of sandboxButtons(wordsIn('en'))) {
      expect(label.length).toBeLessThan(40);
      expect(whatHappens).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('chooses the same for the same press and past, and minds what was chosen by the person', () => {
    const press = { kind: 'study-vanishes', at: AT, patient: 'rosa', hospital: 'lakeside' } as const;
    expect(pressButton(press, [])).toEqual(pressButton(press, []));
    expect(pressButton(press, [])).toMatchObject({ patient: 'rosa', hospital: 'lakeside', at: AT });
  });

  it('never acts on a scan that is already missing', () => {
    const gone = pressButton({ kind: 'study-vanishes', at: AT, patient: 'sam' }, []);
    const again = pressButton({ kind: 'study-vanishes', at: AT, patient: 'sam' }, [gone]);
    expect('study' in again && again.study).not.toBe('study' in gone && gone.study);
  });

  it('brings back the scan that went missing last, of the person chosen', () => {
    const sam = pressButton({ kind: 'study-vanishes', at: AT, patient: 'sam' }, []);
    const rosa = pressButton({ kind: 'study-vanishes', at: AT, patient: 'rosa' }, [sam]);
    const missing = (event: typeof sam) => ('study' in event ? event.study : '');
    expect(missing(pressButton({ kind: 'study-returns', at: AT }, [sam, rosa]))).toBe(missing(rosa));
    expect(missing(pressButton({ kind: 'study-returns', at: AT, patient: 'sam' }, [sam, rosa]))).toBe(
      missing(sam),
    );
  });

  it('turns a side back when pressed again for the same scan', () => {
    const press = { kind: 'study-corrected', at: AT, patient: 'miguel', hospital: 'northgate' } as const;
    const first = pressButton(press, []);
    const second = pressButton(press, [first]);
    expect('study' in second && second.study).toBe('study' in first && first.study);
    expect('side' in second && second.side).not.toBe('side' in first && first.side);
  });

  it('stops the hospital that was chosen', () => {
    const down = pressButton({ kind: 'hospital-down', at: AT, hospital: 'northgate' }, []);
    expect(isDown([down], 'northgate')).toBe(true);
  });

  it('says so where there is nothing to act on', () => {
    expect(() => pressButton({ kind: 'study-returns', at: AT }, [])).toThrow(InputError);
    expect(() =>
      pressButton({ kind: 'unknown-study', at: AT, patient: 'sam', hospital: 'northgate' }, []),
    ).toThrow(InputError);
  });
});

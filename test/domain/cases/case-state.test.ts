import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hotlineAnswers, type HotlineWord } from '../../../src/domain/cases/breach.js';
import { type CaseWord, inOrder } from '../../../src/domain/cases/events.js';
import { outcomeOf, type OutcomeWord } from '../../../src/domain/cases/outcome.js';
import {
  standingSteps,
  stepsOfBreach,
  stepsOfNotMine,
  type TrackedBreach,
} from '../../../src/domain/cases/plan.js';
import { replyType } from '../../../src/domain/cases/reply.js';
import { isUnderWay, requestState, type RequestWord } from '../../../src/domain/cases/requests.js';
import { STEP_STATES, stepsOn, type StepWord } from '../../../src/domain/cases/steps.js';

let count = 0;
function said<More extends object>(more: More, at = '2026-05-04T12:00:00Z'): CaseWord & More {
  return { number: (count += 1), at, accountId: 'elena', by: 'Elena', ...more };
}

describe('a step', () => {
  it('is open until somebody says something, and then as the newest word says', () => {
    const words: StepWord[] = [
      said({ step: 'copies', state: 'skipped', until: null }, '2026-05-05T08:00:00Z'),
      said({ step: 'copies', state: 'done', until: null }, '2026-05-06T08:00:00Z'),
    ];
    const steps = stepsOn(['copies', 'correct'], words, '2026-05-07');
    expect(steps.map(({ key, state }) => [key, state])).toEqual([
      ['copies', 'done'],
      ['correct', 'open'],
    ]);
  });

  it('that was put off stands open again on its day', () => {
    const words = [said({ step: 'copies', state: 'not-now' as const, until: '2026-05-20' })];
    expect(stepsOn(['copies'], words, '2026-05-19')[0]).toMatchObject({
      state: 'not-now',
      until: '2026-05-20',
    });
    expect(stepsOn(['copies'], words, '2026-05-20')[0]).toMatchObject({ state: 'open' });
  });
});

describe('what people said', () => {
  const moment = fc.constantFrom('2026-05-04T12:00:00Z', '2026-05-04T14:00:00+02:00', '2026-05-05T12:00:00Z');
  const state = fc.constantFrom(...STEP_STATES);

  it('leads to one state, in whatever order the words of one moment come', () => {
    const word = fc.record({ at: moment, step: fc.constantFrom('copies', 'correct'), state });
    const story = fc
      .array(word, { maxLength: 12 })
      .map((words) =>
        words.map(({ at, step, state: now }) =>
          said({ step, state: now, until: now === 'not-now' ? '2026-06-01' : null }, at),
        ),
      );
    fc.assert(
      fc.property(
        story.chain((words) =>
          fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length })),
        ),
        ([words, shuffled]) => {
          expect(stepsOn(['copies', 'correct'], shuffled, '2026-05-06')).toEqual(
            stepsOn(['copies', 'correct'], words, '2026-05-06'),
          );
          expect(inOrder(shuffled)).toEqual(inOrder(words));
        },
      ),
    );
  });

  it('ends a case, and takes it up again', () => {
    const ended: OutcomeWord = said({ outcome: 'filed-late' });
    expect(outcomeOf([])).toBeNull();
    expect(outcomeOf([ended])?.outcome).toBe('filed-late');
    expect(outcomeOf([said({ outcome: 'reopened' }), ended])).toBeNull();
  });

  it('keeps what the help line said to each question', () => {
    const words: HotlineWord[] = [
      said({ question: 'scans', answer: 'not-said' }),
      said({ question: 'scans', answer: 'yes' }),
    ];
    expect(hotlineAnswers(words).map((one) => [one.question, one.said?.answer ?? null])).toEqual([
      ['about-me', null],
      ['scans', 'yes'],
      ['ai', null],
    ]);
  });
});

describe('a letter', () => {
  const sent = { sentOn: '2026-05-01', time: { days: 30, more: 30 } };
  const word = (what: RequestWord['what'], onDay: string): RequestWord => said({ what, onDay });

  it('waits until an answer came, and again where it did not after all', () => {
    const answered = word('answered', '2026-05-20');
    expect(isUnderWay(requestState({ ...sent, words: [] }))).toBe(true);
    expect(requestState({ ...sent, words: [answered] }).answeredOn).toBe('2026-05-20');
    expect(isUnderWay(requestState({ ...sent, words: [answered, word('waiting', '2026-05-21')] }))).toBe(
      true,
    );
  });

  it('knows when it was received, and nothing of a letter that was never sent is waited for', () => {
    const words = [word('received', '2026-05-04'), word('received', '2026-05-05')];
    expect(requestState({ ...sent, words }).receivedOn).toBe('2026-05-05');
    expect(isUnderWay(requestState({ ...sent, words: [word('mistaken', '2026-05-06')] }))).toBe(false);
  });
});

describe('the steps of a case', () => {
  const notMine = {
    situation: 'S02',
    level: 'act soon',
    place: 'unknown',
    billFits: true,
    dated: true,
  } as const;
  const breach: TrackedBreach = {
    situation: 'S12',
    level: 'act soon',
    place: 'unknown',
    letter: false,
    kinds: [],
    numbers: false,
    letterBy: false,
  };

  it('begin with the place and the doctor after a "not mine"', () => {
    expect(stepsOfNotMine(notMine).slice(0, 3)).toEqual(['call-new', 'doctor', 'correct']);
    expect(stepsOfNotMine(notMine)).toContain('bills');
    expect(stepsOfNotMine({ ...notMine, billFits: false })).not.toContain('bills');
    expect(stepsOfNotMine({ ...notMine, situation: 'S05' })[0]).toBe('call-gone');
  });

  it('are ranked by what a breach exposed', () => {
    expect(stepsOfBreach({ ...breach, level: 'act now', numbers: true })[0]).toBe('freeze');
    expect(stepsOfBreach({ ...breach, kinds: ['password'] })[0]).toBe('password');
    expect(stepsOfBreach(breach)[0]).toBe('watch-letter');
    expect(stepsOfBreach({ ...breach, letter: true })[0]).toBe('hotline');
    expect(stepsOfBreach({ ...breach, situation: 'S14' })[0]).toBe('call-vendor');
  });

  it('offer a freeze of credit by the numbers that were named, whoever reported', () => {
    const vendor: TrackedBreach = { ...breach, situation: 'S14', level: 'act soon', numbers: true };
    expect(stepsOfBreach(vendor)[0]).toBe('freeze');
    expect(stepsOfBreach({ ...vendor, numbers: false })).not.toContain('freeze');
  });

  it('wait for no day of the letter of a vendor', () => {
    expect(stepsOfBreach({ ...breach, situation: 'S14', letterBy: true })).toContain('watch-letter');
    expect(stepsOfBreach({ ...breach, letterBy: true })).toContain('watch-letter-by');
  });

  it('grow with what a breach turns out to be, and keep what was asked before', () => {
    const opened = stepsOfBreach(breach);
    const now = stepsOfBreach({ ...breach, level: 'act now', numbers: true, letterBy: true });
    const standing = standingSteps('US', opened, now);
    expect(standing[0]).toBe('freeze');
    expect(standing).toEqual(expect.arrayContaining(opened));
    expect(standing.filter((key) => key.startsWith('watch-letter'))).toEqual(['watch-letter']);
  });

  it('leave out what the country of the place turns out not to have', () => {
    expect(standingSteps('EU', ['call-gone', 'copies', 'blocked'], [])).toEqual(['call-gone', 'copies']);
  });
});

describe('a reply', () => {
  it('is told by its first bytes, whatever its name says', () => {
    expect(replyType(Buffer.from('%PDF-1.7\n'))).toBe('application/pdf');
    expect(replyType(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(replyType(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe('image/png');
    for (const rubbish of ['MZ\x90\x00', 'PK\x03\x04', '<html>', '', '%PD', ' %PDF-1.4'])
      expect(replyType(Buffer.from(rubbish, 'latin1'))).toBeNull();
  });
});

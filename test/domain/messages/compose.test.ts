import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUnderFederalLaw } from '../../../src/domain/letters/place.js';
import { LEVELS } from '../../../src/domain/level.js';
import { composeMessage } from '../../../src/domain/messages/compose.js';
import { NO_SIGNS, plainReasons } from '../../../src/domain/messages/plain-reasons.js';
import type { Told } from '../../../src/domain/messages/told.js';

const KINDS = ['social-security', 'bank', 'card', 'health-plan', 'password', 'medical', 'images'];
const told = fc.record({
  situation: fc.integer({ min: 1, max: 21 }).map((number) => `S${String(number).padStart(2, '0')}`),
  level: fc.constantFrom(...LEVELS),
  audience: fc.constantFrom('patient', 'representative', 'helper'),
  place: fc.constantFrom('US', 'US-CA', 'US-TX', 'EU', 'GB', 'elsewhere', 'unknown'),
  answer: fc.constantFrom(null, 'know', 'unsure', 'not-mine', 'differs'),
  dealt: fc.boolean(),
  why: fc.constant([]),
  reasons: fc.constant(plainReasons('S02', NO_SIGNS)),
  billFits: fc.boolean(),
  dated: fc.boolean(),
  empty: fc.boolean(),
  years: fc.boolean(),
  firstList: fc.boolean(),
  how: fc.constantFrom('changed', 'replaced', 'merged', 'gone', 'withdrawn', 'again'),
  texts: fc.boolean(),
  atOdds: fc.boolean(),
  other: fc.boolean(),
  letter: fc.boolean(),
  letterBy: fc.boolean(),
  reportedOn: fc.boolean(),
  held: fc.boolean(),
  affected: fc.constantFrom('counted', 'at-least-500', 'not-told'),
  kinds: fc.subarray(KINDS),
  numbers: fc.boolean(),
  morePeople: fc.boolean(),
  moreKinds: fc.boolean(),
  closed: fc.boolean(),
  news: fc.constantFrom('withdrawn', 'other-place'),
  problem: fc.constantFrom('ending', 'permission', 'registration', 'busy', 'empty', 'partial'),
  event: fc.constantFrom('link', 'sign-in', 'email', 'export'),
  notMe: fc.boolean(),
  change: fc.constantFrom('added', 'removed'),
  toCaregiver: fc.boolean(),
  gaps: fc.boolean(),
  late: fc.boolean(),
  complain: fc.boolean(),
}) as unknown as fc.Arbitrary<Told>;

describe('a message', () => {
  it('has no steps, or three to five; two where an office of the United States is left out', () => {
    fc.assert(
      fc.property(told, (one) => {
        const steps = composeMessage(one).steps.map(({ key }) => key);
        const least = isUnderFederalLaw(one.place) ? 3 : 2;
        expect(steps.length === 0 || (steps.length >= least && steps.length <= 5)).toBe(true);
        expect(new Set(steps).size).toBe(steps.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('leans on no rule of another country, and says where it does not know the country', () => {
    fc.assert(
      fc.property(told, (one) => {
        const { laws, more } = composeMessage(one);
        const abroad = one.place === 'EU' ? '-eu' : one.place === 'GB' ? '-uk' : null;
        if (abroad !== null) for (const law of laws) expect(law.endsWith(abroad)).toBe(true);
        else expect(laws.some((law) => /-(eu|uk)$/.test(law))).toBe(false);
        if (one.place === 'elsewhere') expect(laws).toEqual([]);
        else
          expect(more.some(({ id }) => id.startsWith('place.'))).toBe(
            one.place === 'unknown' && laws.length > 0,
          );
      }),
      { numRuns: 1000 },
    );
  });

  it('puts a freeze of credit first where identity numbers are named in the United States', () => {
    const breach = {
      situation: 'S12',
      level: 'act now',
      audience: 'patient',
      kinds: [],
      numbers: true,
      letter: false,
    };
    const at = (place: string): string =>
      composeMessage({ ...breach, place, affected: 'counted' } as unknown as Told).steps[0]!.key;
    expect(at('US')).toBe('freeze');
    expect(at('EU')).not.toBe('freeze');
  });

  it('names no office, notice or step of the United States anywhere else', () => {
    fc.assert(
      fc.property(told, (one) => {
        if (isUnderFederalLaw(one.place)) return;
        const { steps, help } = composeMessage(one);
        const ids = help.map(({ id }) => id);
        for (const us of ['help.complaint', 'help.privacy', 'help.identity', 'S13.worry', 'S09.no-law'])
          expect(ids).not.toContain(us);
        const keys = steps.map(({ key }) => key);
        for (const us of ['freeze', 'complain', 'blocked', 'disclosures']) expect(keys).not.toContain(us);
        if (!['S09', 'S10'].includes(one.situation)) expect(keys).not.toContain('guide');
      }),
      { numRuns: 2000 },
    );
  });

  it('cites a rule for each claim of law of the United States', () => {
    const at = (one: object): string[] =>
      composeMessage({
        level: 'check',
        audience: 'patient',
        place: 'US',
        kinds: [],
        why: [],
        ...one,
      } as unknown as Told).laws;
    expect(at({ situation: 'S09' })).toContain('ai-federal');
    expect(at({ situation: 'S11' })).toContain('de-identified');
    expect(at({ situation: 'S13', answer: null })).toContain('freeze');
  });

  it('says that copies are free where a rule makes the first one so', () => {
    const cost = (place: string): string =>
      composeMessage({
        situation: 'S05',
        level: 'check',
        audience: 'patient',
        place,
        why: [],
        reasons: [],
      } as unknown as Told).steps.find(({ key }) => key === 'copies')!.cost;
    expect([cost('US'), cost('EU'), cost('elsewhere')]).toEqual(['copy-cost', 'first-copy-free', 'ask-cost']);
  });

  it('tells whoever acts for somebody by which rule they may freeze credit', () => {
    const laws = (audience: string): string[] =>
      composeMessage({
        situation: 'S12',
        level: 'act now',
        audience,
        place: 'US',
        kinds: [],
        numbers: true,
        letter: false,
      } as unknown as Told).steps[0]!.laws;
    expect(laws('representative')).toEqual(['freeze', 'freeze-in-care']);
    expect(laws('patient')).toEqual(['freeze']);
  });

  it('tells a helper that something happened, and not what it is', () => {
    const of = (audience: string): string =>
      JSON.stringify(
        composeMessage({
          situation: 'S02',
          level: 'check',
          audience,
          place: 'US',
          answer: null,
          why: [{ code: 'no-order-visit-or-report' }],
          reasons: [],
        } as unknown as Told).happened,
      );
    expect(of('patient')).toContain('why.no-order-visit-or-report');
    expect(of('helper')).toBe(JSON.stringify([{ say: { id: 'S02.happened.helper' } }]));
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  INVITED_ROLES,
  isEmpty,
  isWithin,
  kindsOf,
  type Scope,
  scopeOf,
  SHARED_KINDS,
  type SharedKind,
  shows,
} from '../../../src/domain/people/scope.js';

const PLACES: (string[] | null)[] = [null, [], ['a'], ['b'], ['a', 'b']];
const KINDS: SharedKind[][] = SHARED_KINDS.reduce<SharedKind[][]>(
  (sets, kind) => [...sets, ...sets.map((set) => [...set, kind])],
  [[]],
);
const SCOPES: Scope[] = PLACES.flatMap((places) =>
  KINDS.map((kinds) => scopeOf('representative', places, kinds)),
);

describe('a scope', () => {
  it('never shows a helper the words of reports, whatever was ticked', () => {
    for (const kinds of KINDS) expect(shows(scopeOf('helper', null, kinds), 'helper', 'reports')).toBe(false);
  });

  it('is everything, also what is to come, once every kind of the role is ticked', () => {
    for (const role of INVITED_ROLES) expect(scopeOf(role, null, kindsOf(role)).kinds).toBeNull();
  });

  it('shows what was ticked and nothing else', () => {
    for (const kinds of KINDS)
      for (const kind of SHARED_KINDS)
        expect(shows(scopeOf('representative', null, kinds), 'representative', kind)).toBe(
          kinds.includes(kind),
        );
  });

  it('is empty without a place or a kind', () => {
    expect(isEmpty(scopeOf('helper', [], ['scans']))).toBe(true);
    expect(isEmpty(scopeOf('helper', null, ['reports']))).toBe(true);
    expect(isEmpty(scopeOf('helper', ['a'], ['scans']))).toBe(false);
  });
});

describe('one scope within another', () => {
  it('holds of itself, of everything, and along a chain', () => {
    const everything = { places: null, kinds: null };
    const around = (one: Scope): Scope[] => SCOPES.filter((each) => isWithin(one, each));
    for (const one of SCOPES) {
      expect(isWithin(one, one) && isWithin(one, everything)).toBe(true);
      expect(
        around(one)
          .flatMap(around)
          .every((third) => isWithin(one, third)),
      ).toBe(true);
    }
  });

  it('does not hold of all places within some, since others may come', () => {
    expect(isWithin({ places: null, kinds: null }, { places: ['a'], kinds: null })).toBe(false);
    expect(isWithin({ places: ['b'], kinds: null }, { places: ['a'], kinds: null })).toBe(false);
    expect(isWithin({ places: ['a'], kinds: null }, { places: ['a'], kinds: ['scans'] })).toBe(false);
  });
});

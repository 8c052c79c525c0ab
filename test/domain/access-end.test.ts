import { describe, expect, it } from '@jest/globals';
import { accessEnd, endsSoon } from '../../src/domain/access-end.js';

const at = new Date('2026-03-01T08:00:00Z');
const inAnHour = new Date('2026-03-01T09:00:00Z');
const terms = { at, accessExpiresAt: inAnHour, renewable: true, statedEnd: null };

describe('the end of access', () => {
  it('is three months without use, unless the place says another', () => {
    expect(accessEnd(terms)).toEqual(new Date('2026-05-30T08:00:00Z'));
    const statedEnd = new Date('2026-03-20T00:00:00Z');
    expect(accessEnd({ ...terms, statedEnd })).toBe(statedEnd);
  });

  it('is that of the token itself where it cannot be renewed, if it has one', () => {
    expect(accessEnd({ ...terms, renewable: false })).toBe(inAnHour);
    expect(accessEnd({ ...terms, renewable: false, accessExpiresAt: null })).toBeNull();
  });

  it('is soon within two weeks, and never where it is not known', () => {
    expect(endsSoon(new Date('2026-03-15T08:00:00Z'), at)).toBe(true);
    expect(endsSoon(new Date('2026-03-15T08:00:01Z'), at)).toBe(false);
    expect(endsSoon(null, at)).toBe(false);
  });
});

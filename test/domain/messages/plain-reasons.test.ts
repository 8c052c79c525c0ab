import { describe, expect, it } from '@jest/globals';
import { NO_SIGNS, plainReasons } from '../../../src/domain/messages/plain-reasons.js';

describe('the ordinary reasons', () => {
  it('come as they are common, where nothing points to one', () => {
    expect(plainReasons('S02', NO_SIGNS)[0]).toBe('order-first');
    expect(plainReasons('S03', NO_SIGNS)).toEqual([]);
  });

  it('of an old date are old scans, and no order before a visit', () => {
    const reasons = plainReasons('S02', { ...NO_SIGNS, backdated: true });
    expect(reasons[0]).toBe('filed-late');
    expect(reasons).not.toContain('order-first');
  });

  it('begin with what the signs of this case point to', () => {
    expect(plainReasons('S02', { ...NO_SIGNS, sameDay: true })[0]).toBe('saved-twice');
    expect(plainReasons('S02', { ...NO_SIGNS, otherPlace: true, onlyReport: true }).slice(0, 2)).toEqual([
      'sent-over',
      'second-reading',
    ]);
    expect(plainReasons('S05', { ...NO_SIGNS, old: true })[0]).toBe('keeping-time');
  });

  it('are the same ones, whatever the signs', () => {
    const signs = { ...NO_SIGNS, otherPlace: true, onlyOrdered: true, sameDay: true };
    expect(plainReasons('S02', signs).sort()).toEqual(plainReasons('S02', NO_SIGNS).sort());
  });
});

import { describe, expect, it } from '@jest/globals';
import { isPastReview, LAW, LAW_IDS, lawLine, reviewDue } from '../../src/domain/law.js';

describe('a rule of law', () => {
  it('is reviewed one year after it was last compared with its source', () => {
    const line = { asOf: '2026-11-01' };
    expect(reviewDue(line)).toBe('2027-11-01');
    expect(isPastReview(line, '2027-11-01')).toBe(false);
    expect(isPastReview(line, '2027-11-02')).toBe(true);
  });

  it('has its source, its place and its day', () => {
    for (const id of LAW_IDS) {
      const { cite, jurisdiction, asOf } = lawLine(id);
      expect(cite).not.toBe('');
      expect(jurisdiction).toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/);
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect(LAW.map(({ id }) => id)).toEqual([...LAW_IDS]);
  });
});

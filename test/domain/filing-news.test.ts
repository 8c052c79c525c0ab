import { describe, expect, it } from '@jest/globals';
import type { Filing } from '../../src/domain/filing.js';
import { type FilingChange, filingNews } from '../../src/domain/filing-news.js';

const filing = (told: Partial<Filing>): Filing =>
  ({ affected: 24_937, description: null, informationTypes: [], ...told }) as Filing;
const counted = (before: string, after: string): FilingChange => ({
  kind: 'edited',
  changed: { 'Individuals Affected': [before, after] },
});

describe('what became of a breach since somebody was told of it', () => {
  it('is the first count, where more people are counted now', () => {
    const changes = [counted('501', '12,000'), counted('12,000', '24937')];
    expect(filingNews(filing({}), changes, false).fewerBefore).toBe(501);
  });

  it.each([
    ['fewer are counted', { affected: 400 }, [counted('501', '400')]],
    ['nothing was counted', {}, [counted('', '24937')]],
    ['the count is no number', {}, [counted('many', '24937')]],
    ['the count was taken out', { affected: null }, [counted('501', '')]],
    ['something else changed', {}, [{ kind: 'renamed', changed: { 'Name of Covered Entity': ['A', 'B'] } }]],
  ] as [string, Partial<Filing>, FilingChange[]][])('is no count where %s', (_, told, changes) => {
    expect(filingNews(filing(told), changes, false).fewerBefore).toBeNull();
  });

  it('is that numbers are named now, where it was told again for them', () => {
    const numbers = filing({ description: 'Names and Social Security numbers.' });
    expect(filingNews(numbers, [], true).moreKinds).toBe(true);
    expect(filingNews(numbers, [], false).moreKinds).toBe(false);
    expect(filingNews(filing({}), [], true).moreKinds).toBe(false);
  });

  it('is that its case was closed, where it moved to the archive', () => {
    const moved = { kind: 'moved-to-archive+edited', changed: {} };
    expect(filingNews(filing({}), [moved], false).closed).toBe(true);
    expect(filingNews(filing({}), [counted('1', '2')], false).closed).toBe(false);
  });
});

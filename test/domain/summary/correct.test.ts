import { describe, expect, it } from '@jest/globals';
import { showCorrected } from '../../../src/domain/summary/correct.js';
import type { SummaryCounts } from '../../../src/domain/summary/figures.js';
import { makeSummary } from '../../../src/domain/summary/make-summary.js';
import { shownCounts } from '../../../src/domain/summary/shown.js';

const FRAME = { month: '2025-01', ofPatients: null };

function counted(number: number): SummaryCounts {
  return {
    patients: 20,
    studies: 40,
    cells: { 'studies.new': number },
    persons: { 'studies.new': number },
    breaches: { own: 0, vendors: 0 },
  };
}

function corrected(before: number, after: number): number | 'hidden' {
  const was = makeSummary(counted(before), FRAME, []);
  return makeSummary(counted(after), FRAME, [], showCorrected([shownCounts(was)]))!.tables[0]!.figures[0]!
    .count;
}

describe('a correction', () => {
  it('shows what was shown, as it was or moved by more than ten', () => {
    expect([corrected(14, 14), corrected(14, 25), corrected(25, 14), corrected(0, 11)]).toEqual([
      14, 25, 14, 11,
    ]);
  });

  it('hides what moved by ten or fewer, and what is small now', () => {
    expect([
      corrected(14, 15),
      corrected(14, 24),
      corrected(11, 0),
      corrected(14, 3),
      corrected(0, 1),
    ]).toEqual(['hidden', 'hidden', 0, 'hidden', 'hidden']);
  });

  it('is held to every version before it, not to the last alone', () => {
    const versions = [25, 12].map((count) => makeSummary(counted(count), FRAME, []));
    const third = makeSummary(counted(26), FRAME, [], showCorrected(versions.map(shownCounts)));
    expect(third!.tables[0]!.figures[0]!.count).toBe('hidden');
  });

  it('shows nothing that was hidden', () => {
    expect([corrected(3, 0), corrected(3, 11), corrected(3, 4)]).toEqual(['hidden', 'hidden', 'hidden']);
  });
});

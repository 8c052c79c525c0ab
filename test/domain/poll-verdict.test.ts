import { describe, expect, it } from '@jest/globals';
import { countPoll, judgePoll, type PollCounts, type PollRow } from '../../src/domain/poll.js';

const YESTERDAY: PollCounts = { list: 0, underInvestigation: 800, archive: 4000, rejected: 0, blanked: 0 };

function whyRefused(current: Partial<PollCounts>, previous: PollCounts | null = YESTERDAY): string | null {
  const verdict = judgePoll(previous, { ...YESTERDAY, ...current });
  return verdict.accepted ? null : verdict.why;
}

describe('a poll', () => {
  it('is taken over when it is about as long as the one before, and when it is the first', () => {
    expect(whyRefused({})).toBeNull();
    expect(whyRefused({ underInvestigation: 795, archive: 3999 })).toBeNull();
    expect(whyRefused({ archive: 0 }, null)).toBeNull();
  });

  it('is refused when it has 5 % of the rows of yesterday', () => {
    expect(whyRefused({ underInvestigation: 40, archive: 200 })).toContain(
      '200 rows where the last poll had 4000',
    );
    expect(whyRefused({ underInvestigation: 40 })).toContain('under investigation has 40 rows');
    expect(whyRefused({ archive: 0 })).toContain('archive has 0 rows');
  });

  it('may hold few open cases when as many were closed', () => {
    expect(whyRefused({ underInvestigation: 300, archive: 4500 })).toBeNull();
    expect(whyRefused({ underInvestigation: 0, archive: 4800 })).toBeNull();
    expect(whyRefused({ underInvestigation: 300, archive: 4100 })).toContain('300 rows');
  });

  it('may lose a few rows of a short list, but not all', () => {
    const short = { ...YESTERDAY, underInvestigation: 6, archive: 3 };
    expect(whyRefused({ underInvestigation: 4, archive: 3 }, short)).toBeNull();
    expect(whyRefused({ underInvestigation: 6, archive: 0 }, short)).not.toBeNull();
  });

  it('is refused when it is empty, also the first one', () => {
    expect(whyRefused({ underInvestigation: 0, archive: 0 }, null)).toContain('no rows at all');
  });

  it('is refused when more than one record in twenty cannot be read', () => {
    expect(whyRefused({ rejected: 400 })).toContain('columns');
    expect(whyRefused({ blanked: 400 })).toContain('400 cells');
    expect(whyRefused({ rejected: 20, blanked: 20 })).toBeNull();
  });

  it('may hold one damaged record however short it is', () => {
    const short: PollCounts = { list: 9, underInvestigation: 0, archive: 0, rejected: 1, blanked: 1 };
    expect(whyRefused(short, short)).toBeNull();
    expect(whyRefused({ ...short, rejected: 3 }, short)).toContain('3 of 12 records');
  });

  it('tells the operator that nothing known was lost', () => {
    expect(whyRefused({ archive: 5 })).toContain('everything known from the polls before it is kept');
  });

  it('is counted by view', () => {
    const rows = [{ view: 'archive' }, { view: 'under-investigation' }, { view: 'archive' }] as PollRow[];
    const counts = { list: 0, underInvestigation: 1, archive: 2, rejected: 1, blanked: 0 };
    expect(countPoll({ rows, rejected: [{}], blanked: [] })).toEqual(counts);
  });
});

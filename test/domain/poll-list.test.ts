import { describe, expect, it } from '@jest/globals';
import type { Filing } from '../../src/domain/filing.js';
import { comparePolls, type PollRow } from '../../src/domain/poll.js';

interface Given {
  id?: string;
  name: string;
  submitted?: string;
  breached?: string;
}

/** Rows of a feed that is one list: with ids as in Washington, without as in California. */
function list(...rows: Given[]): PollRow[] {
  return rows.map(({ id, name, submitted = '2026-03-02', breached = '2026-01-05' }, index) => {
    const filing = {
      source: id === undefined ? 'ca' : 'wa',
      nativeId: id ?? null,
      name,
      submitted,
      breachStart: breached,
      file: 'list.csv',
      record: index + 2,
    } as Filing;
    return { view: 'list', cells: [name, breached, submitted], filing };
  });
}

function kinds(previous: PollRow[], current: PollRow[]): string[] {
  return comparePolls(previous, current).map((event) => event.kind);
}

describe('a list whose source gives ids', () => {
  it('knows a row by its id, whatever else changed', () => {
    const before = list({ id: '7', name: 'Elm Clinic' }, { id: '8', name: 'Oak Clinic' });
    const after = list(
      { id: '8', name: 'Oak Clinic' },
      { id: '7', name: 'Northgate Imaging', submitted: '2026-04-01' },
    );
    expect(kinds(before, after)).toEqual(['renamed+edited']);
  });

  it('tells two filings of one name and day apart', () => {
    const before = list({ id: '7', name: 'Elm Clinic' });
    const after = list({ id: '7', name: 'Elm Clinic' }, { id: '9', name: 'Elm Clinic' });
    expect(comparePolls(before, after).map(({ kind, after: row }) => [kind, row?.filing.nativeId])).toEqual([
      ['new-backdated', '9'],
    ]);
  });
});

describe('a list without ids', () => {
  it('keeps a row whose dates or name were corrected', () => {
    const before = list({ name: 'Elm Street Clinic' });
    expect(kinds(before, list({ name: 'Elm Street Clinic', breached: '2026-01-06' }))).toEqual(['edited']);
    expect(kinds(before, list({ name: 'Elm Street Clinics, LLC' }))).toEqual(['renamed']);
  });

  it('takes a row with nothing in common for another', () => {
    expect(
      kinds(list({ name: 'Elm Street Clinic' }), list({ name: 'Bay Dental', submitted: '2026-05-01' })),
    ).toEqual(['gone', 'new']);
  });
});

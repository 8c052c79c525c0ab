import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Filing } from '../../src/domain/filing.js';
import { comparePolls, type FeedView, type PollRow } from '../../src/domain/poll.js';

const FOLLOWING: Record<FeedView, string> = {
  list: 'list.csv',
  archive: 'archive.csv',
  'under-investigation': 'open.csv',
};

interface RowWords {
  name: string;
  state: string;
  affected: string;
  submitted: string;
  type: string;
  location: string;
  description: string;
  view: FeedView;
}

/** Rows of one poll; each takes what it does not say from an invented filing of its own place in the list. */
function poll(...rows: Partial<RowWords>[]): PollRow[] {
  return rows.map((words, index) => {
    const row: RowWords = {
      name: 'Elm Street Clinic',
      state: 'OH',
      affected: '4321',
      submitted: '2025-03-07',
      type: 'Theft',
      location: 'Laptop',
      description: '',
      view: 'under-investigation',
      ...words,
    };
    const affected = row.affected === '' ? null : Number(row.affected);
    const filing = {
      source: 'hhs',
      submitted: row.submitted || null,
      affected,
      affectedIsPlaceholder: affected === 500 || affected === 501,
      file: FOLLOWING[row.view],
      record: index + 2,
    } as Filing;
    const { name, state, submitted, type, location, description } = row;
    const cells = [name, state, 'Health Plan', row.affected, submitted, type, location, 'No', description];
    return { view: row.view, cells, filing };
  });
}

function told(previous: PollRow[], current: PollRow[]) {
  return comparePolls(previous, current).map(({ kind, before, after, changed }) => ({
    kind,
    pair: [before?.filing.record ?? null, after?.filing.record ?? null],
    changed,
  }));
}

function kinds(previous: PollRow[], current: PollRow[]): string[] {
  return told(previous, current).map((event) => event.kind);
}

describe('a row that stayed', () => {
  it('is not told of when nothing changed, wherever it stands now', () => {
    const rows = [
      { name: 'A' },
      { name: 'B', submitted: '2025-02-01' },
      { name: 'C', view: 'archive' as const },
    ];
    expect(told(poll(...rows), poll(...rows.toReversed()))).toEqual([]);
  });

  it('is edited when a cell changed, which is told with both texts', () => {
    const changed = { 'Individuals Affected': ['500', '1842'] };
    const [before, after] = [poll({ affected: '500' }), poll({ affected: '1842' })];
    expect(told(before, after)).toEqual([{ kind: 'edited', pair: [2, 2], changed }]);
  });

  it('is the same row when state or date was corrected', () => {
    expect(kinds(poll({ state: 'FL' }), poll({ state: 'NJ' }))).toEqual(['edited']);
    expect(kinds(poll({}), poll({ submitted: '2025-03-09' }))).toEqual(['edited']);
  });

  it('has moved when its case was closed, and its new description is not told', () => {
    const archived = poll({ view: 'archive', description: 'OCR closed the case.' });
    expect(told(poll({}), archived)).toEqual([{ kind: 'moved-to-archive', pair: [2, 2], changed: {} }]);
    const edited = poll({ view: 'archive', type: 'Loss', name: 'Elm Street Clinic, Inc.' });
    expect(kinds(poll({}), edited)).toEqual(['moved-to-archive+renamed+edited']);
  });

  it('tells a description only where words of it changed', () => {
    const before = poll({ view: 'archive', description: 'One.\r\nTwo.' });
    expect(kinds(before, poll({ view: 'archive', description: 'One.\nTwo. ' }))).toEqual([]);
    const after = poll({ view: 'archive', description: 'Three.', affected: '9' });
    expect(kinds(before, after)).toEqual(['edited+description']);
  });

  it('is renamed when its name differs in more than case and outer spaces, else edited', () => {
    expect(kinds(poll({}), poll({ name: 'Elm Street Clinics' }))).toEqual(['renamed']);
    expect(kinds(poll({}), poll({ name: 'ELM Street Clinic' }))).toEqual(['edited']);
    expect(kinds(poll({}), poll({ name: 'Elm Street Clinic ' }))).toEqual(['edited']);
    expect(kinds(poll({}), poll({ location: ' Laptop' }))).toEqual([]);
  });
});

describe('a renamed row', () => {
  it('is known by all else, also when a vendor gave it to a client in another state', () => {
    expect(kinds(poll({ name: 'Vendor LLC' }), poll({ name: 'Oak Surgery' }))).toEqual(['renamed']);
    const given = poll({ name: 'Oak Surgery', state: 'TX' });
    expect(kinds(poll({ name: 'Vendor LLC' }), given)).toEqual(['renamed+edited']);
  });

  it('is given the liker of two names', () => {
    const before = poll({ name: 'Pine Valley Dental' }, { name: 'Harbor Eye Care' });
    const after = poll({ name: 'Harbor Eye Care Associates' }, { name: 'Dormant: Pine Valley Dental' });
    expect(told(before, after).map((event) => event.pair)).toEqual([
      [2, 3],
      [3, 2],
    ]);
  });

  it('is known by a like name when its count changed too', () => {
    const before = poll({ name: 'Unitedcare Plan', affected: '500' });
    expect(kinds(before, poll({ name: 'United Care Plan', affected: '7000', type: 'Loss' }))).toEqual([
      'renamed+edited',
    ]);
  });

  it('is not taken for a stranger of the same day', () => {
    const before = poll({ name: 'Pine Valley Dental', affected: '700' });
    const after = poll({ name: 'Harbor Eye Care', affected: '900', type: 'Loss' });
    expect(kinds(before, after)).toEqual(['gone', 'new-backdated']);
  });

  it('does not come back out of the archive', () => {
    const before = poll({ name: 'Pine Valley Dental', view: 'archive' });
    expect(kinds(before, poll({ name: 'Harbor Eye Care' }))).toEqual(['gone', 'new-backdated']);
  });
});

describe('several filings of one name and day', () => {
  it('stay apart', () => {
    const before = poll({ affected: '500' }, { affected: '900' }, { affected: '500' });
    const after = poll({ affected: '900' }, { affected: '500' }, { affected: '777' });
    expect(told(before, after)).toEqual([
      { kind: 'edited', pair: [4, 4], changed: { 'Individuals Affected': ['500', '777'] } },
    ]);
  });

  it('are counted when they are exactly alike', () => {
    expect(kinds(poll({}, {}), poll({}, {}))).toEqual([]);
    expect(kinds(poll({}, {}), poll({}))).toEqual(['gone']);
    expect(kinds(poll({}), poll({}, {}))).toEqual(['new-backdated']);
  });

  it('may leave for the archive one by one', () => {
    const after = poll({ affected: '900' }, { affected: '500', view: 'archive' });
    const events = told(poll({ affected: '500' }, { affected: '900' }), after);
    expect(events).toEqual([{ kind: 'moved-to-archive', pair: [2, 3], changed: {} }]);
  });
});

describe('a new row', () => {
  it('is backdated on or before the newest day of the previous poll, of either view', () => {
    const before = poll(
      { submitted: '2025-03-01' },
      { submitted: '2025-03-07', name: 'Oak Surgery', view: 'archive' },
    );
    const kindOf = (submitted: string) =>
      told(before, [...before, ...poll({ name: 'Harbor Eye Care', state: 'CA', submitted })]).map(
        ({ kind }) => kind,
      );
    expect(kindOf('2025-03-08')).toEqual(['new']);
    expect(kindOf('2025-03-07')).toEqual(['new-backdated']);
    expect(kindOf('')).toEqual(['new']);
  });
});

describe('any two polls', () => {
  const words = fc.record({
    name: fc.constantFrom('Pine Valley Dental', 'Pine Valley Dental PC', 'Harbor Eye Care', 'Oak'),
    state: fc.constantFrom('OH', 'TX', ''),
    affected: fc.constantFrom('500', '777', '778', ''),
    submitted: fc.constantFrom('2025-03-07', '2025-03-08', ''),
    type: fc.constantFrom('Theft', 'Loss'),
    description: fc.constantFrom('', 'One.'),
    view: fc.constantFrom<FeedView>('archive', 'under-investigation'),
  });
  const polls = fc.array(words, { maxLength: 25 }).map((rows) => poll(...rows));

  it('tell of each row once, and lose none', () => {
    fc.assert(
      fc.property(polls, polls, (previous, current) => {
        const events = comparePolls(previous, current);
        const before = events.flatMap((event) => event.before ?? []);
        const after = events.flatMap((event) => event.after ?? []);
        expect(new Set(before).size).toBe(before.length);
        expect(new Set(after).size).toBe(after.length);
        const gone = events.filter((event) => event.kind === 'gone').length;
        const added = events.filter((event) => event.kind.startsWith('new')).length;
        expect(previous.length - gone + added).toBe(current.length);
      }),
    );
  });

  it('tell nothing when they hold the same rows in another order', () => {
    fc.assert(
      fc.property(polls, (rows) => {
        expect(comparePolls(rows, rows.toReversed())).toEqual([]);
      }),
    );
  });
});

import type { Filing } from '../../domain/filing.js';
import { namesIn } from '../../domain/names.js';
import { FEED_COLUMNS } from '../../domain/polls/feed-columns.js';
import type { PollRow } from '../../domain/poll.js';
import type { UnreadableCell } from '../feed-reading.js';
import { cellText, type Days, readCount, readState } from '../text/read-cell.js';
import { nativeId, type PlacedRecord } from './fold-records.js';
import { readWaDate } from './read-wa-date.js';
import type { WaField } from './wa-record.js';

/** What was read of cells that hold more than text, by column; undefined where one holds something else. */
type ReadCells = Partial<Record<string, string | number | null>>;

/**
 * Reads one breach of Washington's list. `affected` counts residents of Washington alone, so it is never to be set beside
 * the count of another feed; a filing is due from 500 of them, and 500 is no placeholder. `state` is the filer's, blank in
 * most old rows. data.wa.gov cuts names at 60 characters.
 */
export function readBreach(breach: PlacedRecord, days: Days): { row: PollRow; unreadable: UnreadableCell[] } {
  const { fields, name, url, file, record } = breach;
  const text = (field: WaField): string => cellText(fields[field]);
  const date = (field: WaField) => readWaDate(text(field), days);
  const [submitted, aware] = [date('datesubmitted'), date('dateaware')];
  const [start, end] = [date('datestart'), date('dateend')];
  const affected = readCount(text('washingtoniansaffected'));
  const state = readState(text('entitystate'));
  const filing: Filing = {
    source: 'wa',
    nativeId: fields.id === undefined ? null : nativeId(text('id')),
    name,
    names: namesIn(name),
    state: state ?? null,
    entityType: text('industrytype') || null,
    affected: affected ?? null,
    affectedIsPlaceholder: false,
    submitted: submitted ?? null,
    breachStart: start ?? null,
    breachEnd: end ?? null,
    discovered: aware ?? null,
    types: [text('databreachcause'), text('cyberattacktype')].filter((type) => type !== ''),
    locations: [],
    informationTypes: breach.informationTypes.map(cellText).filter((kind) => kind !== ''),
    businessAssociate: null,
    description: null,
    url,
    file,
    record,
  };
  const read: ReadCells = {
    DateSubmitted: submitted,
    DateAware: aware,
    DateStart: start,
    DateEnd: end,
    WashingtoniansAffected: affected,
    EntityState: state,
  };
  return {
    row: { view: 'list', cells: cellsOf(filing, read, text), filing },
    unreadable: unreadableOf(read, fields),
  };
}

/** Written in one way whatever the form, so that the same list in another form is no list of edits. */
function cellsOf(filing: Filing, read: ReadCells, text: (field: WaField) => string): string[] {
  return FEED_COLUMNS.wa.columns.map((column) => {
    if (column === 'Name') return filing.name;
    if (column === 'InformationType') return filing.informationTypes.join('; ');
    return String(read[column] ?? text(fieldOf(column)));
  });
}

function unreadableOf(read: ReadCells, fields: PlacedRecord['fields']): UnreadableCell[] {
  const columns = Object.keys(read).filter((column) => read[column] === undefined);
  return columns.map((column) => ({ column, text: fields[fieldOf(column)] ?? '' }));
}

function fieldOf(column: string): WaField {
  return column.toLowerCase() as WaField;
}

import { DateTime } from 'luxon';
import { FEED_COLUMNS } from '../domain/polls/feed-columns.js';
import { eventDigest, type SandboxEvent } from './events.js';
import { HOSPITALS, SANDBOX_ZONE, type HospitalId } from './hospitals.js';
import { chooseNumber } from './identifiers.js';
import { ARCHIVE, UNDER_INVESTIGATION, type BreachRow } from './seed/breach-rows.js';

export const BREACH_VIEWS = ['under-investigation', 'archive'] as const;
export type BreachView = (typeof BREACH_VIEWS)[number];

/**
 * The sandbox's own list of breaches, in the form of the HHS OCR portal's CSV export: nine quoted columns,
 * LF between records, dates as MM/DD/YYYY. What the events (oldest first) report stands on top of the open view.
 */
export function sandboxBreachCsv(view: BreachView, events: SandboxEvent[]): string {
  const rows = view === 'archive' ? ARCHIVE : [...reportedRows(events), ...UNDER_INVESTIGATION];
  return [FEED_COLUMNS.sandbox.columns, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

/** Newest first. An event told twice is one report. */
function reportedRows(events: SandboxEvent[]): BreachRow[] {
  const reports = events.filter(({ kind }) => kind === 'breach-reported');
  const once = new Map(reports.map((event) => [eventDigest(event), event]));
  return [...once].map(([key, { hospital, at }]) => reportOf(hospital, at, key)).reverse();
}

function reportOf(hospital: HospitalId, at: string, key: string): BreachRow {
  const { name, state } = HOSPITALS[hospital];
  const affected = String(12_000 + chooseNumber(`${key} affected`, 900));
  const submitted = DateTime.fromISO(at, { zone: SANDBOX_ZONE }).toFormat('MM/dd/yyyy');
  return [
    name,
    state,
    'Healthcare Provider',
    affected,
    submitted,
    'Hacking/IT Incident',
    'Network Server',
    'No',
    '',
  ];
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

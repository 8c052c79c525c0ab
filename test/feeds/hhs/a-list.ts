import { POLL_COLUMNS } from '../../../src/domain/poll.js';

/** Cells of an invented row under investigation; `over` replaces some, by position. */
export function aRow(name: string, over: Record<number, string> = {}): string[] {
  const cells = [
    name,
    'OH',
    'Healthcare Provider',
    '1234',
    '03/07/2025',
    'Hacking/IT Incident',
    'Network Server',
    'No',
    '',
  ];
  return cells.map((cell, position) => over[position] ?? cell);
}

/** An export with HHS's header: every cell quoted, `end` between the records. */
export function aList(rows: string[][], end = '\n'): string {
  return [[...POLL_COLUMNS], ...rows].map((cells) => cells.map(quoted).join(',') + end).join('');
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

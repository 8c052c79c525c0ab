import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sandboxBreachCsv } from '../../src/sandbox/breach-list.js';
import type { SandboxEvent } from '../../src/sandbox/events.js';
import { HOSPITALS } from '../../src/sandbox/hospitals.js';

const BREACH: SandboxEvent = { kind: 'breach-reported', at: '2026-11-22T15:04:05Z', hospital: 'lakeside' };

function rowsOf(csv: string): string[][] {
  return parse(csv, { record_delimiter: '\n' });
}

describe('the list of breaches', () => {
  it.each(['under-investigation', 'archive'] as const)('%s has the shape of the portal export', (view) => {
    const csv = sandboxBreachCsv(view, []);
    expect(csv).toMatch(/^"Name of Covered Entity","State","Covered Entity Type","Individuals Affected",/);
    expect(csv.endsWith('"\n')).toBe(true);
    const [header, ...rows] = rowsOf(csv);
    expect(header).toHaveLength(9);
    for (const row of rows) {
      expect(row).toHaveLength(9);
      expect(row[1]).toMatch(/^[A-Z]{2}$/);
      expect(row[3]).toMatch(/^\d{3,}$/);
      expect(row[4]).toMatch(/^(0[1-9]|1[0-2])\/([0-2]\d|3[01])\/20\d\d$/);
      expect(row[7]).toMatch(/^(Yes|No)$/);
    }
  });

  it('holds about 25 organizations, none of them a hospital of the sandbox, and no text on open cases', () => {
    const open = rowsOf(sandboxBreachCsv('under-investigation', [])).slice(1);
    const closed = rowsOf(sandboxBreachCsv('archive', [])).slice(1);
    expect(open.length + closed.length).toBe(25);
    const names = [...open, ...closed].map(([name]) => name);
    for (const { name } of Object.values(HOSPITALS)) expect(names).not.toContain(name);
    expect(new Set(open.map((row) => row[8]))).toEqual(new Set(['']));
    expect(closed.every((row) => row[8] !== '')).toBe(true);
  });

  it('puts the reported breach on top of the open cases, and changes no other line', () => {
    const before = sandboxBreachCsv('under-investigation', []).split('\n');
    const after = sandboxBreachCsv('under-investigation', [BREACH]).split('\n');
    const [added] = after.splice(1, 1);
    expect(after).toEqual(before);
    expect(added).toMatch(
      /^"Lakeside Hospital","VT","Healthcare Provider","12\d\d\d","11\/22\/2026","Hacking\/IT Incident","Network Server","No",""$/,
    );
    expect(sandboxBreachCsv('archive', [BREACH])).toBe(sandboxBreachCsv('archive', []));
  });

  it('lists a report told twice once, and two reports both', () => {
    const later = { ...BREACH, at: '2026-11-23T09:00:00Z' };
    expect(rowsOf(sandboxBreachCsv('under-investigation', [BREACH, { ...BREACH }]))).toHaveLength(17);
    const [, newest, older] = rowsOf(sandboxBreachCsv('under-investigation', [BREACH, later]));
    expect([newest?.[4], older?.[4]]).toEqual(['11/23/2026', '11/22/2026']);
  });
});

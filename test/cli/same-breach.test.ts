import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sameBreachCommand } from '../../src/cli/same-breach.command.js';
import { InputError } from '../../src/lib/errors.js';

let folder: string;
let stdout: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-breach-'));
  stdout = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((stdout += String(text))));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function fileOf(...lines: unknown[]): Promise<string> {
  const path = join(folder, `${Math.random()}.ndjson`);
  await writeFile(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

function printed(): unknown[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

const wa = {
  id: '9001',
  name: 'Quillan Clinic',
  state: null,
  submitted: '2021-04-20',
  breachStart: null,
  aware: '2021-03-01',
  washingtoniansAffected: 900,
};
const hhs = { name: 'Quillan Clinic, Inc.', state: 'OH', affected: 40_000, submitted: '2021-04-22' };

describe('same-breach --pairs', () => {
  it('prints a line for each pair, whatever else the line says', async () => {
    const later = { ...hhs, submitted: '2023-01-01' };
    const pairs = await fileOf(
      { id: 'p1', wa, hhs, label: 'different-incident', daysHhsMinusWa: 2 },
      { id: 'p2', wa, hhs: later },
    );
    await sameBreachCommand(['--pairs', pairs]);
    expect(printed()).toEqual([
      { id: 'p1', same: true, score: 1, reasons: ['same-name', 'filed-within-days'] },
      { id: 'p2', same: false, score: expect.any(Number), reasons: ['same-name', 'filed-long-apart'] },
    ]);
  });

  it('takes 500 in the national list for a count that is not known', async () => {
    const pairs = await fileOf({ id: 'p', wa, hhs: { ...hhs, affected: 500, submitted: '2021-05-30' } });
    await sameBreachCommand(['--pairs', pairs]);
    expect(printed()).toMatchObject([{ same: true }]);
    expect(stdout).not.toContain('state-count-above-national');
  });

  it.each([
    ['{"id":"p","wa":{"name":"A"}}', 'line 1: "hhs" is missing or no object'],
    ['{"id":"p","wa":{},"hhs":{"name":"A"}}', 'line 1: a filing has no name'],
    ['nonsense', 'line 1: not JSON'],
  ])('refuses %s with where and why', async (line, message) => {
    const refused = sameBreachCommand(['--pairs', await fileOf(line)]);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });

  it('asks for the pairs', async () => {
    await expect(sameBreachCommand([])).rejects.toThrow('give --pairs');
  });
});

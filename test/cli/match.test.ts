import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchCommand } from '../../src/cli/match.command.js';
import { InputError } from '../../src/lib/errors.js';

let folder: string;
let stdout: string;
let stderr: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'match-'));
  stdout = '';
  stderr = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((stdout += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((stderr += String(text))));
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

const filing = {
  source: 'hhs',
  nativeId: null,
  name: 'Quillan Clinic',
  state: 'OH',
  file: 'archive.csv',
  record: 7,
};
const fhir = {
  resourceType: 'Organization',
  id: 'a',
  name: 'QUILLAN CLINIC',
  address: [{ city: 'Salem' }, { state: 'OH', postalCode: '44460' }],
};

describe('match --pairs', () => {
  it('prints a line for each pair, whatever its label says', async () => {
    const breach = { name: 'Quillan Clinic', state: 'OH', feed: 'hhs-ocr' };
    const pairs = await fileOf(
      { id: 'p1', breach, organization: { name: 'Quillan Clinic', state: 'OH' }, label: 'no-match' },
      '',
      { id: 'p2', breach, organization: { name: 'Brandt Clinic', state: 'OH' }, label: 'match' },
    );
    await matchCommand(['--pairs', pairs]);
    expect(printed()).toEqual([
      { id: 'p1', outcome: 'named', score: 1, reasons: ['same-name', 'same-state'] },
      { id: 'p2', outcome: 'none', score: 0, reasons: [] },
    ]);
  });

  it.each([
    ['{"id":"p1"', /line 2: not JSON/],
    ['[1]', /line 2: not a JSON object/],
    ['{"id":"p1","organization":{"name":"A"}}', /line 2: "breach" is missing/],
    ['{"breach":{"name":"A"},"organization":{}}', /line 2: the organization has no name/],
    ['{"breach":{"state":"OH"},"organization":{"name":"A"}}', /line 2: the filing has no name/],
  ])('refuses %s and says where', async (line, message) => {
    const pairs = await fileOf('', line);
    const refused = matchCommand(['--pairs', pairs]);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('match --filings --organizations', () => {
  it('prints every pair that is not none, with the filing’s place in its feed', async () => {
    const filings = await fileOf(
      filing,
      { rejected: 'no date', line: 8 },
      { ...filing, name: 'Ostrava Lab', record: 9 },
    );
    const organizations = await fileOf(fhir, {
      id: 'b',
      name: 'Brandt Clinic',
      aliases: ['Ostrava Lab'],
      state: 'OH',
      city: null,
    });
    await matchCommand(['--filings', filings, '--organizations', organizations]);
    expect(printed()).toEqual([
      {
        filing: { source: 'hhs', nativeId: null, file: 'archive.csv', record: 7 },
        organization: 'a',
        outcome: 'named',
        score: 1,
        reasons: ['same-name', 'same-state'],
      },
      expect.objectContaining({ organization: 'b', outcome: 'named' }),
    ]);
  });

  it('says on stderr how many organizations have no name, and goes on with the others', async () => {
    const organizations = await fileOf({ resourceType: 'Organization', id: 'x' }, fhir);
    await matchCommand(['--filings', await fileOf(filing), '--organizations', organizations]);
    expect(printed()).toHaveLength(1);
    expect(stderr).toContain('1 organizations have no name');
  });

  it('refuses a FHIR resource of another type, a missing file and a folder', async () => {
    const patients = await fileOf({ resourceType: 'Patient', id: 'p' });
    const filings = await fileOf(filing);
    await expect(matchCommand(['--filings', filings, '--organizations', patients])).rejects.toThrow(
      /line 1: a FHIR Patient/,
    );
    await expect(matchCommand(['--filings', filings, '--organizations', `${folder}/none`])).rejects.toThrow(
      /no such file/,
    );
    await expect(matchCommand(['--pairs', folder])).rejects.toThrow(/is a folder/);
  });

  it('refuses a call that is neither the one nor the other', async () => {
    await expect(matchCommand([])).rejects.toThrow(InputError);
    await expect(matchCommand(['--filings', 'a'])).rejects.toThrow(InputError);
    await expect(matchCommand(['--pairs', 'a', '--filings', 'b'])).rejects.toThrow(InputError);
  });
});

describe('match --filings', () => {
  it('refuses lines that are no filings, by file and line', async () => {
    const organizations = await fileOf(fhir);
    for (const line of [fhir, { name: 'Quillan Clinic', state: 'OH' }]) {
      const filings = await fileOf(filing, line);
      const judging = matchCommand(['--filings', filings, '--organizations', organizations]);
      const refusal: unknown = await judging.catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InputError);
      expect(String(refusal)).toContain(`${filings}, line 2: is no filing`);
    }
  });
});

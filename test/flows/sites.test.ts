import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aBrand, anEndpoint, bundleOf } from '../support/directories.js';
import { Installation, linesForPeople, STACK, START_LIMIT_MS } from '../support/installation.js';

jest.setTimeout(START_LIMIT_MS);
const BASE = 'https://fhir.harbor.example/r4';
let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});
afterEach(() => installation.close());

async function fileWith(name: string, content: string): Promise<string> {
  const path = join(dirname(installation.dataDir), name);
  await writeFile(path, content);
  return path;
}

/** What a command prints, line by line; it must have succeeded. */
async function printed(...args: string[]): Promise<Record<string, unknown>[]> {
  const command = installation.command(3000, 'site', ...args);
  const { code } = await command.ended;
  expect([code, command.output]).toEqual([0, expect.stringMatching(/^\{/)]);
  return command.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the command site', () => {
  it('adds a place while the service is stopped, and the same one again while it runs', async () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const key = await fileWith('key.pem', String(pem));
    const args = ['add', '--fhir', `${BASE}/`, '--name', 'Harbor', '--client-id', 'app-1'];
    const [first] = await printed(...args, '--private-key-file', key);
    expect(first).toEqual({ site: expect.any(String), keyId: expect.stringMatching(/^[\w-]{43}$/) });
    const again = { site: first!['site'] };
    await installation.databaseEnded();
    await installation.running();
    expect(await printed(...args, '--scopes', 'launch/patient')).toEqual([again]);
    const sites = await installation.query(
      'SELECT site.id AS site, fhir_base, auth FROM site JOIN client_registration AS client ON client.id = registration_id',
    );
    expect(sites).toEqual([{ ...again, fhir_base: BASE, auth: 'none' }]);
  });

  it('takes a directory over, says what it left out and where, and registers at its vendor', async () => {
    const list = bundleOf(
      aBrand('b', 'Harbor Health', { endpoint: [{ reference: 'Endpoint/e' }] }),
      anEndpoint('e', BASE),
      anEndpoint('f', 'ftp://old.example', { name: 'Old' }),
    );
    const file = await fileWith('brands.json', JSON.stringify(list));
    const why = 'the address is no https address of a server';
    expect(await printed('import', file, '--vendor', 'Acme')).toEqual([
      { rejected: why, entry: 3, file },
      { file, sites: 1, added: 1, changed: 0, rejected: 1 },
    ]);
    expect(await printed('register', '--vendor', 'acme', '--client-id', 'app-1')).toEqual([
      { vendor: 'acme', sites: 1 },
    ]);
  });

  it('refuses what it cannot use in one line that never quotes a secret', async () => {
    const notAKey = await fileWith('not-a-key.pem', 'a secret that is no key');
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const weak = await fileWith('weak.json', JSON.stringify(p256.export({ format: 'jwk' })));
    const add = ['add', '--name', 'Harbor', '--client-id', 'app-1'];
    const refused: string[][] = [
      [],
      ['add', '--name', 'Harbor'],
      [...add, '--fhir', 'http://fhir.harbor.example/r4'],
      [...add, '--fhir', BASE, '--private-key-file', notAKey],
      [...add, '--fhir', BASE, '--private-key-file', weak],
      [...add, '--fhir', BASE, '--client-secret-file', '/nowhere'],
      ['import', notAKey],
      ['import'],
      ['register', '--client-id', 'app-1'],
      ['register', '--vendor', 'acme', '--client-id', 'app-1', '--client-secret-file', weak],
    ];
    const d = (JSON.parse(await readFile(weak, 'utf8')) as { d: string }).d;
    for (const args of refused) {
      const command = installation.command(3000, 'site', ...args);
      expect((await command.ended).code).toBe(2);
      expect(linesForPeople(command.output)).toHaveLength(1);
      expect(command.output).not.toMatch(STACK);
      expect(command.output).not.toContain(d);
      expect(command.output).not.toContain('a secret that');
    }
  });
});

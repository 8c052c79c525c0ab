import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CAN_MOUNT, closedFolder, smallDisk } from '../support/full-disk.js';
import { Installation, linesForPeople, STACK, START_LIMIT_MS } from '../support/installation.js';
import { startRefusingPostgres } from '../support/refusing-postgres.js';

jest.setTimeout(START_LIMIT_MS);
let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});
afterEach(() => installation.close());

/** One line for a person: what is wrong and what to do; no stack, no password. */
async function refusalOf(environment: NodeJS.ProcessEnv): Promise<string> {
  const started = installation.service(environment);
  expect((await started.ended).code).toBeGreaterThan(0);
  expect(started.output).not.toMatch(STACK);
  expect(started.output).not.toContain('pa55word');
  const [line, ...more] = linesForPeople(started.output);
  expect(more).toEqual([]);
  expect(line).toMatch(/^Scanwarden cannot start: /);
  return line!;
}

describe('a start that cannot succeed says in one line what to correct', () => {
  const wrong: [string, string, RegExp][] = [
    ['no address at all', 'the-database', /DATABASE_URL/],
    ['another kind of address', 'https://localhost/scanwarden', /DATABASE_URL/],
    ['a host that does not exist', 'postgresql://someone:pa55word@nowhere.invalid/scanwarden', /nowhere\.invalid.*(no such host|looked up)/], // prettier-ignore
    ['a port where nothing listens', 'postgresql://someone:pa55word@127.0.0.1:1/scanwarden', /127\.0\.0\.1:1.*nothing listens/], // prettier-ignore
  ];
  it.each(wrong)('DATABASE_URL is %s', async (_, url, says) => {
    expect(await refusalOf({ DATABASE_URL: url })).toMatch(says);
  });

  it('DATABASE_URL holds a wrong password', async () => {
    const server = await startRefusingPostgres();
    installation.atEnd(() => server.close());
    const url = `postgresql://someone:pa55word@127.0.0.1:${server.port}/scanwarden`;
    expect(await refusalOf({ DATABASE_URL: url })).toMatch(/refused the user or the password/);
  });

  it('the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    installation.atEnd(async () => other.close());
    const { port } = other.address() as AddressInfo;
    expect(await refusalOf({ PORT: String(port) })).toContain(`port ${port} is taken`);
    await installation.databaseEnded();
  });

  it('production is configured by half: each missing name is said', async () => {
    const line = await refusalOf({ NODE_ENV: 'production', PUBLIC_URL: 'https://scanwarden.example' });
    for (const name of ['DATABASE_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRET_KEY']) expect(line).toContain(name);
    expect(line).not.toContain('PUBLIC_URL');
  });

  it('DATA_DIR may not be written', async () => {
    const folder = await closedFolder();
    installation.atEnd(() => folder.remove());
    expect(await refusalOf({ DATA_DIR: join(folder.path, 'data') })).toMatch(/DATA_DIR/);
  });

  it('a file stands where DATA_DIR should be', async () => {
    await writeFile(installation.dataDir, '');
    expect(await refusalOf({})).toMatch(/DATA_DIR/);
  });

  // Who may not mount a small disk has a closed folder as what comes closest.
  it(`the disk has no space${CAN_MOUNT ? '' : ' (a closed folder: only root can make a small disk)'}`, async () => {
    const disk = CAN_MOUNT ? await smallDisk(12) : await closedFolder();
    installation.atEnd(() => disk.remove());
    const line = await refusalOf({ DATA_DIR: disk.path });
    expect(line).toMatch(CAN_MOUNT ? /no space left.*Free some space/i : /DATA_DIR/);
  });
});

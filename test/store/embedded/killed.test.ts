import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded/supervisor.js';
import { eventually } from '../../support/eventually.js';
import { spawnOwner, type Owner } from '../../support/database-owner.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let lockFile: string;
let owner: Owner;
let log: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.path, 'data');
  lockFile = join(dataDir, 'postgres', 'postmaster.pid');
  log = [];
  owner = spawnOwner(dataDir);
});

afterEach(async () => {
  await owner.kill();
  await eventually('the server ended', () => !existsSync(lockFile));
  await folder.remove();
});

function start(): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, log: (line) => log.push(line), fsync: false });
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('when the process that owns the database is killed', () => {
  it('leaves no server behind', async () => {
    const url = await owner.says('ready ');
    expect(existsSync(lockFile)).toBe(true);
    await owner.kill();
    // PostgreSQL takes its lock file away as the last thing in a clean shutdown.
    await eventually('the server ended', () => !existsSync(lockFile));
    await expect(query(url, 'SELECT 1')).rejects.toThrow();
  });

  it('starts again at once, waiting for the old server to end', async () => {
    const url = await owner.says('ready ');
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS answer');
    await owner.kill();
    const server = await start();
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 7 }]);
    await server.stop();
  });

  it('recovers when the server was killed with it', async () => {
    const url = await owner.says('ready ');
    await query(url, 'CREATE TABLE kept AS SELECT 8 AS answer');
    const postmaster = Number((await readFile(lockFile, 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    await owner.kill();
    const server = await start();
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 8 }]);
    await server.stop();
  });

  it('leaves no half-made folder when that happens during the first start', async () => {
    const half = await eventually('initdb is at work', () => findHalfMade(dataDir));
    await eventually('it has written something', () => existsSync(join(dataDir, half, 'PG_VERSION')));
    await owner.kill();
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await findHalfMade(dataDir)).toBeUndefined();
    await server.stop();
  });
});

describe('a second process on the same data folder', () => {
  it('uses the server of the first, says so, and does not stop it', async () => {
    const url = await owner.says('ready ');
    const second = await start();
    expect(second.url).toBe(url);
    expect(log.join('\n')).toMatch(/already runs.*ends with/);
    await second.stop();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('and both start at once on an empty folder', async () => {
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await owner.says('ready ')).toBe(second.url);
    await second.stop();
  });
});

describe("a terminal's Ctrl-C", () => {
  it('reaches the application and not the database', async () => {
    const url = await owner.says('ready ');
    owner.interrupt();
    await owner.says('interrupted');
    for (let turn = 0; turn < 20; turn += 1) {
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
  });
});

async function findHalfMade(directory: string): Promise<string | undefined> {
  const names = existsSync(directory) ? await readdir(directory) : [];
  return names.find((name) => name.startsWith('postgres.init-'));
}

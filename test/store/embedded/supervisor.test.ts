import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { OutsideError } from '../../../src/lib/errors.js';
import { serverAccount } from '../../../src/store/embedded/account.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded/supervisor.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let running: EmbeddedPostgres[];
let log: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.path, 'data');
  running = [];
  log = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  await folder.remove();
});

async function start(directory = dataDir): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: directory,
    log: (line) => log.push(line),
    fsync: false,
  });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function refusal(attempt: Promise<unknown>): Promise<OutsideError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

describe('the embedded database', () => {
  it('makes its folder at the first start and keeps what was written for the next', async () => {
    const first = await start();
    expect(await query(first.url, 'SELECT current_database() AS name')).toEqual([{ name: 'scanwarden' }]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(log.filter((line) => line.includes('first start'))).toHaveLength(1);
    expect(second.version).toMatch(/^\d+\.\d+$/);
  });

  it('can be stopped twice', async () => {
    const server = await start();
    await server.stop();
    await server.stop();
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
  });

  it('listens on no port, and lets only its own account open the socket', async () => {
    const server = await start();
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    const socketDir = new URL(server.url).searchParams.get('host') ?? '';
    expect((await lstat(socketDir)).mode & 0o777).toBe(0o700);
    expect((await lstat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('compares and sorts text the same on every computer', async () => {
    const { url } = await start();
    const rows = await query(url, `SELECT lower('ŁÓDŹ') AS low, 'b' < 'C' AS like_a_dictionary`);
    expect(rows).toEqual([{ low: 'łódź', like_a_dictionary: false }]);
  });

  it('finds a short folder for the socket when the data folder lies too deep', async () => {
    const deep = join(dataDir, 'd'.repeat(60), 'e'.repeat(60));
    const server = await start(deep);
    const socketDir = new URL(server.url).searchParams.get('host') ?? '';
    expect(join(socketDir, '.s.PGSQL.5432').length).toBeLessThan(104);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(socketDir, { recursive: true });
  });

  it('starts although a lock file of a crash names a number that another program has now', async () => {
    await (await start()).stop();
    const cluster = join(dataDir, 'postgres');
    const stranger = spawn('/bin/sh', ['-c', 'read line'], { ...(await serverAccount(cluster)), cwd: '/' });
    const lock = [stranger.pid, cluster, 1700000000, 5432, join(dataDir, 'socket'), '', '', 'ready'];
    await writeFile(join(cluster, 'postmaster.pid'), `${lock.join('\n')}\n`);
    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    stranger.stdin.end();
    await once(stranger, 'exit');
  });

  it('sweeps up what a process left that died while making the folder', async () => {
    await mkdir(join(dataDir, 'postgres.init-999999999'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.init-999999999', 'PG_VERSION'), '18\n');
    await start();
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'socket']);
  });
});

describe('a data folder that will not do', () => {
  it('refuses a file in its place and says so', async () => {
    await writeFile(dataDir, 'not a folder');
    const error = await refusal(start());
    expect(error.message).toContain('a file stands in its place');
    expect(error.message).toContain('DATA_DIR');
    expect(error.permanent).toBe(true);
  });

  it('refuses a database of another major version and leaves it as it is', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '14\n');
    const before = await readdir(join(dataDir, 'postgres'));
    const error = await refusal(start());
    expect(error.message).toContain('made by PostgreSQL 14');
    expect(error.message).toContain('pg_dump');
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(before);
  });

  it('refuses a folder with other things in it', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'holiday.txt'), 'mine');
    expect((await refusal(start())).message).toContain('not a database folder');
  });

  it("tells PostgreSQL's own last words when it does not come up", async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    expect((await refusal(start())).message).toContain('no_such_setting');
  });

  it('says that no PostgreSQL was found, and what to do', async () => {
    const attempt = startEmbeddedPostgres({ dataDir, binDir: folder.path, log: () => undefined });
    const { message } = await refusal(attempt);
    expect(message).toContain('npm install');
    expect(message).toContain('DATABASE_URL');
  });
});

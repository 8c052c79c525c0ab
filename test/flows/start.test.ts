import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { FhirServer, searchset } from '../fhir/support/fhir-server.js';
import { eventually } from '../support/eventually.js';
import { anExam, PATIENT_ID } from '../support/fhir-records.js';
import { freePort } from '../support/free-port.js';
import { CAN_MOUNT, closedFolder, smallDisk } from '../support/full-disk.js';
import { programsOn } from '../support/programs.js';
import { ServiceProcess } from '../support/service-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Starting PostgreSQL and Node on a busy machine takes its time. */
const LIMIT_MS = 180_000;
const closing: (() => Promise<unknown>)[] = [];
let dataDir: string;

beforeEach(async () => {
  const folder = await temporaryFolder();
  dataDir = join(folder.path, 'data');
  closing.push(async () => {
    await eventually('no process of the database is left', () => programsOn(dataDir).length === 0);
    await folder.remove();
  });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function service(environment: NodeJS.ProcessEnv): ServiceProcess {
  return ended(ServiceProcess.service({ DATA_DIR: dataDir, ...environment }));
}

/** A command of the same installation; its port names the links it prints. */
function command(port: number, ...args: string[]): ServiceProcess {
  return ended(ServiceProcess.command(args, { DATA_DIR: dataDir, PORT: String(port) }));
}

function ended(started: ServiceProcess): ServiceProcess {
  closing.push(() => started.end('SIGKILL'));
  return started;
}

async function running(
  environment: NodeJS.ProcessEnv = {},
): Promise<{ started: ServiceProcess; port: number }> {
  const port = await freePort();
  const started = service({ PORT: String(port), ...environment });
  await started.says(/Scanwarden is ready at/);
  return { started, port };
}

/** One line for a person: what is wrong and what to do; no stack, no password. */
async function refusalOf(started: ServiceProcess): Promise<string> {
  const { code } = await started.ended;
  expect(code).toBeGreaterThan(0);
  expect(started.output).not.toMatch(/\n\s+at |pa55word|node:internal/);
  const [line, ...more] = started.output.split('\n').filter((text) => !text.startsWith('{') && text !== '');
  expect(more).toEqual([]);
  expect(line).toMatch(/^Scanwarden cannot start: /);
  return line!;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  return (server.address() as AddressInfo).port;
}

/** Speaks as much of PostgreSQL's protocol as it takes to refuse a password. */
function refusePassword(socket: Socket): void {
  const fields = ['SFATAL', 'C28P01', 'Mpassword authentication failed', '']
    .map((field) => `${field}\0`)
    .join('');
  const reply = Buffer.concat([Buffer.from('E'), length(fields), Buffer.from(fields)]);
  socket.on('error', () => undefined);
  socket.once('data', () => {
    socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    socket.once('data', () => socket.end(reply));
  });
}

function length(text: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(text.length + 4);
  return bytes;
}

describe('a start that cannot succeed says in one line what to correct', () => {
  const wrong: [string, string, RegExp][] = [
    ['no address at all', 'the-database', /DATABASE_URL/],
    ['another kind of address', 'https://localhost/scanwarden', /DATABASE_URL/],
    ['a host that does not exist', 'postgresql://someone:pa55word@nowhere.invalid/scanwarden', /nowhere\.invalid.*(no such host|looked up)/], // prettier-ignore
    ['a port where nothing listens', 'postgresql://someone:pa55word@127.0.0.1:1/scanwarden', /127\.0\.0\.1:1.*nothing listens/], // prettier-ignore
  ];
  it.each(wrong)(
    'DATABASE_URL is %s',
    async (_, url, says) => {
      expect(await refusalOf(service({ DATABASE_URL: url }))).toMatch(says);
    },
    LIMIT_MS,
  );

  it(
    'DATABASE_URL holds a wrong password',
    async () => {
      const port = await listening(createServer(refusePassword));
      const url = `postgresql://someone:pa55word@127.0.0.1:${port}/scanwarden`;
      expect(await refusalOf(service({ DATABASE_URL: url }))).toMatch(/refused the user or the password/);
    },
    LIMIT_MS,
  );

  it(
    'the port is taken',
    async () => {
      const port = await listening(createServer());
      expect(await refusalOf(service({ PORT: String(port) }))).toContain(`port ${port} is taken`);
      await eventually('its database has ended', () => programsOn(dataDir).length === 0);
    },
    LIMIT_MS,
  );

  it(
    'production is configured by half: each missing name is said',
    async () => {
      const started = service({ NODE_ENV: 'production', PUBLIC_URL: 'https://scanwarden.example' });
      const line = await refusalOf(started);
      for (const name of ['DATABASE_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRET_KEY'])
        expect(line).toContain(name);
      expect(line).not.toContain('PUBLIC_URL');
    },
    LIMIT_MS,
  );

  it(
    'DATA_DIR may not be written',
    async () => {
      const folder = await closedFolder();
      closing.push(() => folder.remove());
      expect(await refusalOf(service({ DATA_DIR: join(folder.path, 'data') }))).toMatch(/DATA_DIR/);
    },
    LIMIT_MS,
  );

  it(
    'a file stands where DATA_DIR should be',
    async () => {
      await writeFile(dataDir, '');
      expect(await refusalOf(service({}))).toMatch(/DATA_DIR/);
    },
    LIMIT_MS,
  );
});

// Without the right to mount a disk, the limit on the size of a file is what comes closest.
describe(`a disk without space (${CAN_MOUNT ? 'a small one' : 'not to be had by this user: its data folder closed'})`, () => {
  it(
    'is named at the first start, and the start succeeds once there is space',
    async () => {
      const disk = CAN_MOUNT ? await smallDisk(12) : await closedFolder();
      closing.push(() => disk.remove());
      const line = await refusalOf(service({ DATA_DIR: disk.path }));
      expect(line).toMatch(CAN_MOUNT ? /no space left.*Free some space/i : /DATA_DIR/);
      expect(programsOn(disk.path)).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe('the whole service, killed', () => {
  it(
    'leaves no database process behind and loses nothing that was there',
    async () => {
      const first = await running();
      await first.started.says(/Open http/);
      await eventually('the sandbox was pulled', async () => (await idsIn('pull')).length >= 3);
      const before = await Promise.all(TABLES.map(idsIn));
      expect((await first.started.end('SIGKILL')).signal).toBe('SIGKILL');
      await eventually('no process of the database is left', () => programsOn(dataDir).length === 0);

      const second = await running();
      const after = await Promise.all(TABLES.map(idsIn));
      for (const [at, ids] of before.entries()) expect(after[at]).toEqual(expect.arrayContaining(ids));
      expect(second.started.output).not.toMatch(/\n\s+at /);
      expect(await idsIn('patient')).toEqual(before[TABLES.indexOf('patient')]);
    },
    LIMIT_MS,
  );
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'and %s end it in order, the database last',
    async (signal) => {
      const { started } = await running();
      expect(await started.end(signal)).toEqual({ code: 0, signal: null });
      expect(programsOn(dataDir)).toEqual([]);
      expect(started.output).not.toMatch(/\n\s+at |ended by itself/);
    },
    LIMIT_MS,
  );

  it(
    'does not wait for a hospital that never answers',
    async () => {
      const fhir = await FhirServer.start();
      closing.push(() => fhir.close());
      const { started, port } = await running();
      fhir.on('ImagingStudy', () => undefined);
      await command(port, 'watch', '--fhir', fhir.base, '--patient', PATIENT_ID, '--email', 'ada@example.org')
        .ended;
      await eventually('the service asks the hospital', () => fhir.asked('ImagingStudy').length > 0);
      expect(await started.end('SIGINT')).toEqual({ code: 0, signal: null });
      expect(programsOn(dataDir)).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe('the commands', () => {
  let fhir: FhirServer;
  const subject = { reference: `Patient/${PATIENT_ID}` };
  beforeEach(async () => {
    fhir = await FhirServer.start();
    fhir.on('ImagingStudy', searchset([anExam(1, { subject }), anExam(2, { subject })]));
    closing.push(() => fhir.close());
  });

  async function watchPullSignIn(port: number): Promise<string> {
    const email = 'ada@example.org';
    const watched = await done(
      command(port, 'watch', '--fhir', fhir.base, '--patient', PATIENT_ID, '--email', email),
    );
    expect(watched).toEqual({ connection: expect.any(String), patient: expect.any(String) });
    const pulled = await done(command(port, 'pull', '--connection', String(watched['connection'])));
    expect(pulled).toMatchObject({ pull: watched['connection'], complete: true, studies: 2, changes: [] });
    const link = command(port, 'sign-in-link', '--email', email);
    await link.ended;
    return link.output.trim();
  }

  it(
    'work while the service runs, and their link signs in there',
    async () => {
      const { port } = await running();
      const link = await watchPullSignIn(port);
      expect(link).toMatch(new RegExp(`^http://localhost:${port}/sign-in/[\\w-]+$`));
      const page = await fetch(link);
      expect([page.status, await page.text()]).toEqual([200, expect.stringMatching(/<form/)]);
    },
    LIMIT_MS,
  );

  it(
    'work while it is stopped, leave no database running, and all is there when it starts',
    async () => {
      await watchPullSignIn(3000);
      await eventually('the database has ended with the command', () => programsOn(dataDir).length === 0);
      await running();
      expect(await idsIn('connection')).toHaveLength(1 + SANDBOX_CONNECTIONS);
    },
    LIMIT_MS,
  );

  it(
    'refuse what they cannot use in one line',
    async () => {
      const refused = [
        command(3000, 'watch', '--fhir', 'not a url', '--email', 'ada@example.org'),
        command(3000, 'watch', '--fhir', fhir.base, '--email', 'nobody'),
        command(3000, 'pull', '--connection', '7'),
        command(3000, 'sign-in-link', '--email', 'unknown@example.org'),
      ];
      for (const one of refused) {
        expect((await one.ended).code).toBe(2);
        expect(one.output.split('\n').filter((line) => !line.startsWith('{') && line !== '')).toHaveLength(1);
        expect(one.output).not.toMatch(/\n\s+at /);
      }
    },
    LIMIT_MS,
  );
});

const SANDBOX_CONNECTIONS = 5;
const TABLES = ['account', 'patient', 'connection', 'pull', 'snapshot', 'study', 'notification'];

/** The one JSON line that a command prints; it must have succeeded. */
async function done(started: ServiceProcess): Promise<Record<string, unknown>> {
  const { code } = await started.ended;
  expect([code, started.output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
  return JSON.parse(started.output) as Record<string, unknown>;
}

/** Asks the database of the data folder over its socket. */
async function idsIn(table: string): Promise<string[]> {
  const url = `postgresql://scanwarden@localhost/scanwarden?host=${encodeURIComponent(await socketOf(dataDir))}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(`SELECT id::text FROM ${table} ORDER BY 1`);
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

/** The fifth line of PostgreSQL's lock file names the folder of its socket. */
async function socketOf(folder: string): Promise<string> {
  return (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[4]!;
}

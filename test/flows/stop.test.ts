import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FhirServer } from '../fhir/support/fhir-server.js';
import { eventually } from '../support/eventually.js';
import { PATIENT_ID } from '../support/fhir-records.js';
import { CAN_MOUNT, smallDisk } from '../support/full-disk.js';
import { EventStream } from '../web/pages/support/event-stream.js';
import { Visitor } from '../web/service/support/visitor.js';
import { Installation, STACK, START_LIMIT_MS } from '../support/installation.js';

jest.setTimeout(START_LIMIT_MS);
const TABLES = ['account', 'patient', 'connection', 'pull', 'snapshot', 'study', 'notification'];
let installation: Installation;

beforeEach(async () => {
  installation = await Installation.make();
});
afterEach(() => installation.close());

/** The ids of everything stored, once the sandbox was pulled. */
async function everythingIn(place: Installation): Promise<string[]> {
  await eventually('the sandbox was pulled', async () => (await place.idsIn('pull')).length >= 3);
  return (await Promise.all(TABLES.map((table) => place.idsIn(table)))).flat();
}

/** A browser of the account of this address. */
async function signedIn(place: Installation, port: number, email: string): Promise<Visitor> {
  const [link] = await place.command(port, 'sign-in-link', '--email', email).says(/http\S+/);
  const stranger = new Visitor(`http://127.0.0.1:${port}`, null);
  const answer = await stranger.post('/sign-in/confirm', { token: link.split('/').at(-1)! });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return new Visitor(stranger.origin, cookies.join('; '));
}

/** What a stream said last before it ended in order. */
async function lastOf(stream: EventStream): Promise<string> {
  let last = 'step';
  for (let next = await stream.next(); next !== null; next = await stream.next()) last = next.event;
  return last;
}

describe('the whole service, killed', () => {
  it('leaves no database process behind and loses nothing that was there', async () => {
    const first = await installation.running();
    const before = await everythingIn(installation);
    const patients = await installation.idsIn('patient');
    expect(first.service.output).not.toContain('Warning');
    expect((await first.service.end('SIGKILL')).signal).toBe('SIGKILL');
    await installation.databaseEnded();

    const second = await installation.running();
    expect(await everythingIn(installation)).toEqual(expect.arrayContaining(before));
    expect(await installation.idsIn('patient')).toEqual(patients);
    expect(second.service.output).not.toMatch(STACK);
  });
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('and %s end it in order, the database last', async (signal) => {
    const { service } = await installation.running();
    expect(await service.end(signal)).toEqual({ code: 0, signal: null });
    expect(installation.databasePrograms()).toEqual([]);
    expect(service.output).not.toMatch(STACK);
    expect(service.output).not.toContain('ended by itself');
  });

  it('does not wait for a hospital that never answers, nor for a browser that follows how it is read', async () => {
    const fhir = await FhirServer.start();
    installation.atEnd(() => fhir.close());
    const { service, port } = await installation.running();
    fhir.on('ImagingStudy', () => undefined);
    const watch = ['watch', '--fhir', fhir.base, '--patient', PATIENT_ID, '--email', 'ada@example.org'];
    const [printed] = await installation.command(port, ...watch).says(/^\{.*"connection".*\}$/m);
    const { connection, patient } = JSON.parse(printed) as { connection: string; patient: string };
    await eventually('the service asks the hospital', () => fhir.asked('ImagingStudy').length > 0);
    const browser = await signedIn(installation, port, 'ada@example.org');
    const path = `/patients/${patient}/connections/${connection}/progress/events`;
    const stream = await EventStream.open(browser, path);
    expect((await stream.next())!.event).toBe('step');
    expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await lastOf(stream)).toBe('step');
    expect(installation.databasePrograms()).toEqual([]);
    expect(service.output).not.toMatch(STACK);
  });
});

/** More rows than a small disk holds. */
const FILL =
  "INSERT INTO kept_mail (message_id, recipient, raw) SELECT gen_random_uuid()::text, 'x', '' FROM generate_series(1, 2000000)";

// Only root can make a small disk. One that is full from the start is in start.test.ts, for every user.
if (CAN_MOUNT)
  it('a disk that fills up takes nothing away, and the service goes on once there is space', async () => {
    const disk = await smallDisk(100);
    const onDisk = await Installation.make(disk.path);
    installation.atEnd(() => onDisk.close().then(disk.remove));
    const { port } = await onDisk.running();
    const before = await everythingIn(onDisk);
    await disk.fill();
    await expect(onDisk.query(FILL)).rejects.toMatchObject({ code: '53100' });
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    await disk.empty();
    expect(await everythingIn(onDisk)).toEqual(expect.arrayContaining(before));
    await onDisk.query('UPDATE connection SET next_pull_at = now()');
    await eventually('more is saved', async () => (await everythingIn(onDisk)).length > before.length);
  });

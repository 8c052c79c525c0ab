import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotTakenError } from '../../src/channels/channel.js';
import { WebhookChannel } from '../../src/channels/webhook.js';
import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import { InputError } from '../../src/lib/errors.js';
import { GuardedHttp } from '../../src/lib/guarded-http.js';
import { EndpointService } from '../../src/services/endpoint.service.js';
import { type EndpointLevel, EndpointStore } from '../../src/store/endpoint.store.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

interface Heard {
  headers: IncomingMessage['headers'];
  body: string;
}

let database: TestDatabase;
let ground: FlowGround;
let patientId: string;
let accountId: string;
let server: Server;
let address: string;
let heard: Heard[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  heard = [];
  answer = (response) => response.writeHead(204).end();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  ground = await FlowGround.open(database.url);
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
});
afterEach(async () => {
  await ground.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const endpoints = () => ground.get(EndpointService);
const setUp = (from: EndpointLevel = 'check') => endpoints().set(accountId, 'webhook', address, from);
let causes = 0;
async function tell(level: Level): Promise<void> {
  const at = ground.clock.now().toISOString();
  const notice = noticeOf(`test:${(causes += 1)}`, 'S12', level)!;
  await ground.dataSource.transaction((manager) =>
    ground.get(NotificationStore).write(manager, [{ notice, target: { patientId } }], at),
  );
}
const waiting = () =>
  ground.rows<{ id: string }>(
    'SELECT id FROM endpoint_delivery WHERE sent_at IS NULL AND failed_at IS NULL ORDER BY not_before',
  );
async function deliverAll(): Promise<void> {
  await ground.rows('UPDATE endpoint_delivery SET not_before = least(not_before, now())');
  for (const { id } of await waiting()) await endpoints().deliver(id);
}
const state = () => ground.get(EndpointStore).of(accountId, 'webhook');

describe('a webhook', () => {
  it('hears what the mail says and nothing more, signed so that it can tell who speaks', async () => {
    const secret = await setUp();
    await tell('act soon');
    await deliverAll();
    const [{ headers, body }] = heard as [Heard];
    const [row] = await ground.rows<{ code: string }>('SELECT code FROM notification');
    expect(JSON.parse(body)).toEqual({
      code: row!.code,
      level: 'act soon',
      title: 'Something is ready for you to look at',
      tone: 'Please do the first step this week.',
      link: 'https://scanwarden.example/',
      at: ground.clock.now().toISOString(),
    });
    const signed = `${String(headers['scanwarden-timestamp'])}.${body}`;
    expect(headers['scanwarden-signature']).toBe(
      `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`,
    );
    expect(await waiting()).toEqual([]);
  });

  it('hears from the level on that its owner chose, and never of a link to sign in', async () => {
    await setUp('act soon');
    await tell('check');
    await ground
      .get(NotificationStore)
      .recordSecurityMail('00000000-0000-4000-8000-000000000001', accountId, ground.clock.now());
    expect(await waiting()).toEqual([]);
    await tell('act now');
    expect(await waiting()).toHaveLength(1);
  });

  it('hears nothing of what was muted, and in quiet hours nothing', async () => {
    await setUp('info');
    await ground.rows("INSERT INTO mute (account_id, situation, muted_at) VALUES ($1, 'S12', now())", [
      accountId,
    ]);
    await tell('check');
    await deliverAll();
    expect(heard).toEqual([]);
    expect(await waiting()).toEqual([]);
    await ground.rows("UPDATE account SET quiet_from = '07:00', quiet_until = '09:00'");
    await tell('act soon');
    await deliverAll();
    expect(heard).toEqual([]);
    expect(await waiting()).toHaveLength(1);
    ground.clock.pass({ hours: 1 });
    await deliverAll();
    expect(heard).toHaveLength(1);
  });

  it('is tried again after an error with growing pauses, under the same id, and is well again after that', async () => {
    await setUp();
    await tell('act soon');
    answer = (response) => response.writeHead(500).end('out of order');
    await deliverAll();
    await deliverAll();
    expect(await state()).toMatchObject({
      problem: 'it answered with the error 500',
      failingSince: ground.clock.now(),
      waiting: 1,
    });
    const [row] = await ground.rows<{ attempts: number; waits: number }>(
      'SELECT attempts, extract(epoch FROM not_before - now())::int AS waits FROM endpoint_delivery',
    );
    expect(row!.attempts).toBe(2);
    expect(row!.waits).toBeGreaterThan(60);
    answer = (response) => response.writeHead(200).end();
    await deliverAll();
    expect(new Set(heard.map(({ headers }) => headers['scanwarden-delivery'])).size).toBe(1);
    expect(await state()).toMatchObject({ problem: null, failingSince: null, waiting: 0 });
  });

  it('is given up after five days; the message stands in the inbox', async () => {
    await setUp();
    await tell('act soon');
    answer = (response) => response.writeHead(503).end();
    await deliverAll();
    ground.clock.pass({ days: 6 });
    await deliverAll();
    expect(await waiting()).toEqual([]);
    expect(await ground.count('endpoint_delivery', 'failed_at IS NOT NULL')).toBe(1);
    expect(await ground.count('notification')).toBe(1);
  });

  it('follows no redirect', async () => {
    await setUp();
    await tell('act soon');
    answer = (response) => response.writeHead(302, { location: `${address}/elsewhere` }).end();
    await deliverAll();
    expect(heard).toHaveLength(1);
    expect((await state())!.problem).toBe('it sent us on to another address, which we do not follow');
  });

  it('has another secret once it was renewed, and keeps none in the open', async () => {
    const first = await setUp();
    const second = (await endpoints().renewSecret(accountId, 'webhook'))!;
    expect(second).not.toBe(first);
    await tell('act soon');
    await deliverAll();
    const [{ headers, body }] = heard as [Heard];
    const signed = `${String(headers['scanwarden-timestamp'])}.${body}`;
    expect(headers['scanwarden-signature']).toBe(
      `v1=${createHmac('sha256', second).update(signed).digest('hex')}`,
    );
    const [row] = await ground.rows<{ sealed: Buffer }>('SELECT secret_sealed AS sealed FROM endpoint');
    expect(row!.sealed.includes(second)).toBe(false);
    expect(await endpoints().renewSecret(patientId, 'webhook')).toBeNull();
  });

  it('hears no more once it was removed', async () => {
    await setUp();
    await tell('act soon');
    await ground.get(EndpointStore).remove(accountId, 'webhook');
    await tell('act soon');
    expect(await waiting()).toEqual([]);
  });

  it('carries the code that the one mail for several messages carries', async () => {
    await setUp();
    const other = await ground.addPatient();
    await ground.grant(accountId, other.patientId, 'representative');
    const notices = [patientId, other.patientId].map((id) => ({
      notice: noticeOf(`folded:${id}`, 'S12', 'act soon')!,
      target: { patientId: id, fold: 'breach:1' },
    }));
    await ground.dataSource.transaction((manager) =>
      ground.get(NotificationStore).write(manager, notices, ground.clock.now().toISOString()),
    );
    await deliverAll();
    const codes = heard.map(({ body }) => (JSON.parse(body) as { code: string }).code);
    const [lead] = await ground.rows<{ code: string }>(
      'SELECT code FROM notification WHERE account_id = $1 ORDER BY created_at, id LIMIT 1',
      [accountId],
    );
    expect(codes).toEqual([lead!.code, lead!.code]);
  });
});

describe('the address of a webhook', () => {
  const channelOn = (privateNetworks: 'none' | 'loopback', more = {}) =>
    new WebhookChannel(new GuardedHttp({ privateNetworks, ...more }), ground.clock);
  const notice = {
    deliveryId: '1',
    code: 'K7QM-2P4D',
    level: 'check',
    title: 'Something',
    tone: 'When you have time.',
    link: 'https://scanwarden.example/',
    createdAt: new Date(0),
  } as const;

  it('is on the open network and encrypted, but for a server that may ask its own machine', () => {
    const strict = channelOn('none');
    for (const wrong of [
      'example.org/hook',
      'http://example.org/hook',
      'https://127.0.0.1/hook',
      'https://169.254.169.254/latest',
      'https://[::1]/hook',
      'https://me:secret@example.org/hook',
      'ftp://example.org/hook',
      `https://example.org/${'x'.repeat(500)}`,
    ])
      expect(() => strict.check(wrong)).toThrow(InputError);
    expect(() => strict.check('https://example.org/hook')).not.toThrow();
    expect(() => channelOn('loopback').check(address)).not.toThrow();
  });

  it('is not asked where its name leads inside', async () => {
    const port = new URL(address).port;
    await expect(
      channelOn('none').send({ address: `http://localhost:${port}/hook`, secret: 's' }, notice),
    ).rejects.toThrow('it is an address inside a private network');
    expect(heard).toEqual([]);
  });

  it('is left when it does not answer in time, or breaks off', async () => {
    answer = () => undefined;
    const impatient = channelOn('loopback', { limits: { askMs: 50 } });
    await expect(impatient.send({ address, secret: 's' }, notice)).rejects.toThrow(
      'it did not answer in time',
    );
    answer = (response) => response.destroy();
    await expect(channelOn('loopback').send({ address, secret: 's' }, notice)).rejects.toBeInstanceOf(
      NotTakenError,
    );
  });
});

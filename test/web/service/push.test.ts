import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PushStore } from '../../../src/store/push.store.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';

let app: ServiceApp;
let connectionId: string;
let path: string;

beforeAll(async () => {
  app = await startServiceApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.query('DELETE FROM connection');
  const [patient] = await app.query<{ id: string }>(
    "INSERT INTO patient (name) VALUES ('Rosa') RETURNING id",
  );
  const [row] = await app.query<{ id: string }>(
    `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
     VALUES ($1, 'Lakeside', 'https://lakeside.example/fhir', 'p1', 86400, now() + interval '1 day') RETURNING id`,
    [patient!.id],
  );
  connectionId = row!.id;
  path = `/hooks/fhir/${await app.get(PushStore).open(connectionId, new Date())}`;
});

/** An R4 notification; the kinds are those of the Backport guide. */
function notification(kind: string): object {
  const parameter = [
    { name: 'subscription', valueReference: { reference: 'Subscription/s1' } },
    { name: 'status', valueCode: 'active' },
    { name: 'type', valueCode: kind },
  ];
  return {
    resourceType: 'Bundle',
    type: 'history',
    entry: [
      { resource: { resourceType: 'Parameters', parameter } },
      {
        fullUrl: 'https://lakeside.example/fhir/ImagingStudy/7',
        request: { method: 'POST', url: 'ImagingStudy' },
      },
    ],
  };
}

function r5(kind: string): object {
  const entry = [{ resource: { resourceType: 'SubscriptionStatus', status: 'active', type: kind } }];
  return { resourceType: 'Bundle', type: 'subscription-notification', entry };
}

async function post(body: unknown, to = path): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': 'application/fhir+json' };
  return (await app.stranger.send(to, { method: 'POST', body: text, headers })).status;
}

/** Minutes from now until the next pull. */
async function dueIn(): Promise<number | null> {
  const [row] = await app.query<{ minutes: number | null }>(
    'SELECT round(extract(epoch FROM next_pull_at - now()) / 60)::int AS minutes FROM connection WHERE id = $1',
    [connectionId],
  );
  return row!.minutes;
}

describe('a server that tells of news', () => {
  it.each([notification('event-notification'), r5('event-notification')])(
    'has the record looked at now',
    async (body) => {
      expect(await post(body)).toBe(200);
      expect(await dueIn()).toBe(0);
    },
  );

  it('is answered, and nothing else happens, when it only shakes hands or shows that it lives', async () => {
    for (const kind of ['handshake', 'heartbeat']) expect(await post(notification(kind))).toBe(200);
    expect(await post(r5('handshake'))).toBe(200);
    expect(await dueIn()).toBe(1440);
  });

  it('has it looked at once in some minutes, however much it tells, and the last news is not lost', async () => {
    await post(notification('event-notification'));
    await app.query("UPDATE connection SET next_pull_at = now() + interval '1 day'");
    for (let turn = 0; turn < 5; turn += 1) await post(notification('event-notification'));
    expect(await dueIn()).toBe(5);
  });

  it('never has a pull put off', async () => {
    await app.query("UPDATE connection SET next_pull_at = now() - interval '10 minutes'");
    await post(notification('event-notification'));
    expect(await dueIn()).toBe(-10);
  });

  it('cannot end the rest of a site that is unwell, nor bring back access that was taken', async () => {
    await app.query('UPDATE connection SET failures = 3');
    await post(notification('event-notification'));
    expect(await dueIn()).toBe(1440);
    await app.query('UPDATE connection SET failures = 0, next_pull_at = NULL');
    await post(notification('event-notification'));
    expect(await dueIn()).toBeNull();
  });
});

describe('what is refused', () => {
  it.each([
    {},
    [],
    { resourceType: 'Bundle' },
    { resourceType: 'Bundle', type: 'history' },
    { resourceType: 'Bundle', type: 'searchset', entry: [] },
    { resourceType: 'Bundle', type: 'history', entry: 'x' },
    { resourceType: 'Patient', id: '1' },
    notification('everything'),
    r5('query-status'),
    '{',
    'null',
    '',
  ])('is a body that is no notification: %j', async (body) => {
    expect(await post(body)).toBe(400);
    expect(await dueIn()).toBe(1440);
  });

  it('is a body of more than a few kilobytes', async () => {
    expect(await post({ ...notification('event-notification'), more: 'x'.repeat(70_000) })).toBe(413);
  });

  it('is an address that is not ours, or was replaced by another', async () => {
    expect(await post(notification('event-notification'), '/hooks/fhir/guessed')).toBe(404);
    const old = path;
    await app.get(PushStore).open(connectionId, new Date());
    expect(await post(notification('event-notification'), old)).toBe(404);
    expect(await dueIn()).toBe(1440);
  });

  it('is a look at the address', async () => {
    expect((await app.stranger.get(path)).status).toBe(404);
  });
});

it('the address cannot be read from the table', async () => {
  const [dump] = await app.query<{ text: string }>('SELECT string_agg(push_channel::text, chr(10)) AS text FROM push_channel'); // prettier-ignore
  expect(dump!.text).not.toContain(path.split('/').at(-1));
});

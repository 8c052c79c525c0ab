import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noticeOf } from '../../../src/domain/notification.js';
import { keyFor } from '../../../src/lib/keys.js';
import { makeUnsubscribeToken } from '../../../src/mail/unsubscribe-token.js';
import { NotificationStore } from '../../../src/store/notification.store.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { wordsOf } from './support/visitor.js';

let app: ServiceApp;
beforeAll(async () => {
  app = await startServiceApp();
});
afterAll(() => app.close());

async function somebody(): Promise<{ accountId: string; path: string }> {
  const email = `${randomUUID()}@family.test`;
  const { id: accountId } = await app.people.accountNamed(email, 'Elena');
  const key = keyFor('unsubscribe', app.config.secretKey);
  return { accountId, path: `/unsubscribe/${makeUnsubscribeToken(key, { accountId, stream: 'check' })}` };
}

async function mutedOf(accountId: string): Promise<string[]> {
  const [row] = await app.query<{ muted: string[] }>(
    'SELECT muted_streams AS muted FROM account WHERE id = $1',
    [accountId],
  );
  return row!.muted;
}

/** What a mail program sends when its own button is pressed (RFC 8058 section 3.2). */
const ONE_CLICK = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };

describe('the way out of a mail', () => {
  it('only asks when its link is opened, as scanners do', async () => {
    const { accountId, path } = await somebody();
    for (const method of ['GET', 'HEAD']) {
      const page = await app.stranger.send(path, { method });
      expect(page.status).toBe(200);
    }
    expect(await mutedOf(accountId)).toEqual([]);
  });

  it('takes one click in the mail program, without a cookie, a form of ours or a redirect', async () => {
    const { accountId, path } = await somebody();
    const page = await app.stranger.send(path, ONE_CLICK);
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('These mails have stopped.');
    expect(await mutedOf(accountId)).toEqual(['check']);
  });

  it('takes the click as multipart as well, and twice', async () => {
    const { accountId, path } = await somebody();
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const first = await app.stranger.send(path, { method: 'POST', body });
    const second = await app.stranger.send(path, { method: 'POST', body });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await mutedOf(accountId)).toEqual(['check']);
  });

  it('takes the button of its own page', async () => {
    const { accountId, path } = await somebody();
    const asked = await app.stranger.get(path);
    const action = /<form method="post" action="([^"]+)"/.exec(asked.html)?.[1] ?? '';
    expect((await app.stranger.post(action)).status).toBe(200);
    expect(await mutedOf(accountId)).toEqual(['check']);
  });

  it('says nothing of whose mail it is', async () => {
    const { accountId, path } = await somebody();
    const [{ email }] = (await app.query('SELECT email FROM account WHERE id = $1', [accountId])) as [
      { email: string },
    ];
    for (const page of [await app.stranger.get(path), await app.stranger.send(path, ONE_CLICK)]) {
      for (const secret of [email, accountId, 'Elena']) expect(page.html).not.toContain(secret);
    }
  });

  it('is not there under a token of somebody else’s making', async () => {
    const { accountId, path } = await somebody();
    const forged = makeUnsubscribeToken(Buffer.alloc(32, 1), { accountId, stream: 'check' });
    const altered = `${path.slice(0, -2)}AA`;
    for (const wrong of [`/unsubscribe/${forged}`, altered, '/unsubscribe/x']) {
      for (const init of [{}, ONE_CLICK]) expect((await app.stranger.send(wrong, init)).status).toBe(404);
    }
    expect(await mutedOf(accountId)).toEqual([]);
  });

  it('still leaves what is new in the inbox', async () => {
    const { accountId, path } = await somebody();
    const patientId = await app.people.patientOf(accountId, 'Miguel', 'representative');
    await app.stranger.send(path, ONE_CLICK);
    const notice = noticeOf('flag:one', 'S02', 'check')!;
    await app.dataSource.transaction((manager) =>
      app
        .get(NotificationStore)
        .write(manager, [{ notice, target: { patientId } }], new Date().toISOString()),
    );
    const rows = await app.query<{ channel: string }>(
      'SELECT channel FROM notification WHERE account_id = $1',
      [accountId],
    );
    expect(rows).toEqual([{ channel: 'app' }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { wordsOf } from './support/visitor.js';

let app: ServiceApp;
beforeAll(async () => {
  app = await startServiceApp();
});
afterAll(() => app.close());

describe('what we mail you', () => {
  it('turns one kind of mail off and on again, and says so', async () => {
    const visitor = await app.signIn('rosa@family.test');
    const stopped = await visitor.post('/settings/mail', { stream: 'check', on: 'no' });
    expect(stopped.status).toBe(303);
    expect(wordsOf(await visitor.follow(stopped))).toContain(
      'Mail is off. These messages show in your inbox only.',
    );
    const again = await visitor.follow(await visitor.post('/settings/mail', { stream: 'check', on: 'yes' }));
    expect(wordsOf(again)).not.toContain('Mail is off.');
  });

  it('does not let mails that ask to act soon be turned off', async () => {
    const visitor = await app.signIn('miguel@family.test');
    expect((await visitor.post('/settings/mail', { stream: 'act', on: 'no' })).status).toBe(400);
    const [row] = await app.query<{ muted: string[] }>(
      'SELECT muted_streams AS muted FROM account WHERE id = $1',
      [visitor.accountId],
    );
    expect(row?.muted).toEqual([]);
  });

  it('is for nobody who has not signed in', async () => {
    expect((await app.stranger.get('/settings')).headers.get('location')).toBe('/sign-in');
  });
});

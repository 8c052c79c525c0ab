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

  it('says that it saved, by name the zone that times are told in, and only after saving', async () => {
    const visitor = await app.signIn('zoe@family.test');
    const fresh = await visitor.get('/settings');
    expect(wordsOf(fresh)).not.toContain('Saved.');
    expect(fresh.html).toMatch(
      /<optgroup label="America">[^]*<option value="America\/New_York">New York \(GMT-0[45]:00\)<\/option>/,
    );
    const saved = await visitor.follow(
      await visitor.post('/settings/time-zone', { zone: 'America/New_York' }),
    );
    expect(wordsOf(saved)).toContain('Saved. Times are now told in New York time.');
    expect(wordsOf(await visitor.get('/inbox'))).toContain('Times here are told in New York time.');
    const mail = await visitor.follow(await visitor.post('/settings/mail', { stream: 'info', on: 'no' }));
    expect(wordsOf(mail)).toContain('Saved. It holds from now on.');
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

describe('the help page that every mail names', () => {
  it('is there without a sign-in, and linked from every page', async () => {
    const page = await app.stranger.get('/help');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('You got a mail from us');
    expect((await app.stranger.get('/our-mail')).html).toContain('href="/help"');
  });
});

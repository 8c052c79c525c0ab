import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountService } from '../../../src/services/account.service.js';
import { NotificationService } from '../../../src/services/notification.service.js';
import { type App, startApp } from '../../support/app.js';
import { Story } from '../pages/support/story.js';
import { wordsOf } from '../service/support/visitor.js';
import { Browser } from './support/browser.js';

const LAPTOP = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36';

let app: App;
let story: Story;
let accountId: string;
let owner: Browser;
let other: Browser;
beforeAll(async () => {
  app = await startApp();
  story = new Story(app);
});
afterAll(() => app.close());

async function browserOf(userAgent: string): Promise<Browser> {
  const browser = new Browser(app.origin, userAgent);
  await browser.signIn(await app.get(AccountService).makeLink(accountId));
  return browser;
}

/** The message about what happened last, as [id, code]. */
async function newest(kind: string): Promise<{ id: string; code: string; level: string }> {
  const [row] = await app.query<{ id: string; code: string; level: string }>(
    `SELECT notification.id, code, level FROM notification JOIN account_event ON account_event.id = account_event_id
     WHERE notification.account_id = $1 AND kind = $2 ORDER BY at DESC LIMIT 1`,
    [accountId, kind],
  );
  return row!;
}

/** Somebody signs in on a laptop, and somebody else then with a phone. */
beforeEach(async () => {
  await app.query('DELETE FROM try_count');
  accountId = await story.account('Elena');
  owner = await browserOf(LAPTOP);
  other = await browserOf(PHONE);
});

describe('a sign-in from a new device', () => {
  it('is mailed with a code, when and from what, whatever hours are quiet, and has no link', async () => {
    await app.query(
      "UPDATE account SET quiet_from = '00:00', quiet_until = '23:59', muted_streams = '{info}' WHERE id = $1",
      [accountId],
    );
    const { id, code } = await newest('signed-in');
    await app.query('UPDATE notification SET not_before = now() WHERE id = $1', [id]);
    await app.get(NotificationService).deliver(id);
    const mail = app.mailer.sent.at(-1)!;
    expect(mail.subject).toBe('Something about your account changed');
    expect(mail.text).toContain(code);
    expect(mail.text).toContain('It came from this device: Chrome on Android.');
    expect(mail.text).toContain('It was on 4 May 2090, 12:00 UTC.');
    expect(mail.text).not.toContain('http');
  });

  it('asks its owner in the inbox whether it was them, and takes yes for an answer', async () => {
    const { id, code } = await newest('signed-in');
    expect(wordsOf(await owner.get('/inbox'))).toContain('your account: was this you?');
    const page = wordsOf(await owner.get(`/inbox/${id}`));
    expect(page).toContain('Somebody signed in to your account on 4 May 2090, with Chrome on Android.');
    expect(page).toContain(code);
    await owner.post(`/inbox/${id}/was-you`, { answer: 'mine' });
    expect(wordsOf(await owner.get(`/inbox/${id}`))).toContain('You told us that it was you.');
    expect((await other.get('/')).status).toBe(200);
  });

  it('that was not its owner ends all other sessions, voids open links, and shows what to do', async () => {
    const link = await app.get(AccountService).makeLink(accountId);
    await other.post('/settings/sign-in/codes');
    const { id } = await newest('signed-in');
    const answered = await owner.post(`/inbox/${id}/was-you`, { answer: 'not-mine' });
    expect(answered.headers.get('location')).toBe(`/inbox/${id}`);
    expect((await other.get('/')).headers.get('location')).toBe('/sign-in');
    expect((await new Browser(app.origin).signIn(link)).status).toBe(410);
    // What the other one made to come back with is gone as well.
    expect(await app.query('SELECT FROM recovery_code WHERE account_id = $1', [accountId])).toEqual([]);
    const page = wordsOf(await owner.get(`/inbox/${id}`));
    expect(page).toContain('You told us that it was not you.');
    expect(page).toContain('Change the password of your mail account.');
    expect((await newest('denied')).level).toBe('act now');
  });
});

describe('a passkey that its owner did not add', () => {
  it('is removed when they say so', async () => {
    const [event] = await app.query<{ id: string }>(
      `WITH added AS (INSERT INTO passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
         VALUES ($1, gen_random_uuid()::text::bytea, '', 0, '{}', 'x', now()) RETURNING id)
       INSERT INTO account_event (account_id, kind, at, subject_id) SELECT $1, 'passkey-added', now(), id FROM added RETURNING id`,
      [accountId],
    );
    const id = await story.insert('notification', {
      account_id: accountId,
      account_event_id: event!.id,
      cause: `account:${event!.id}`,
      channel: 'mail',
      situation: 'S18',
      level: 'info',
      created_at: '2090-05-04',
      not_before: '2090-05-04',
    });
    await owner.post(`/inbox/${id}/was-you`, { answer: 'not-mine' });
    expect(await app.query('SELECT FROM passkey WHERE account_id = $1', [accountId])).toEqual([]);
  });
});

describe('a token for a program', () => {
  it('is told to its owner, and works no more once they say that it was not them', async () => {
    const made = await other.post('/settings/api', { name: 'Backup', may: 'read', days: '90' });
    const headers = { authorization: `Bearer ${/swt_[\w-]{43}/.exec(made.html)![0]}` };
    const read = async (): Promise<number> => (await fetch(`${app.origin}/api/patients`, { headers })).status;
    expect(await read()).toBe(200);
    const { id, level } = await newest('token-made');
    expect(level).toBe('info');
    expect(wordsOf(await owner.get(`/inbox/${id}`))).toContain(
      'Somebody made a token (a key for an app) on 4 May 2090, with Chrome on Android.',
    );
    await owner.post(`/inbox/${id}/was-you`, { answer: 'not-mine' });
    expect(await read()).toBe(401);
    expect((await owner.get('/')).status).toBe(200);
  });
});

describe('after "It was not me"', () => {
  it('the browser that said so is still known, and any other is news', async () => {
    const { id } = await newest('signed-in');
    await owner.post(`/inbox/${id}/was-you`, { answer: 'not-mine' });
    const signIns = async (): Promise<number> =>
      (
        await app.query(
          `SELECT FROM notification JOIN account_event ON account_event.id = account_event_id
           WHERE notification.account_id = $1 AND kind = 'signed-in'`,
          [accountId],
        )
      ).length;
    const before = await signIns();
    await owner.post('/sign-out');
    await browserOf(PHONE);
    expect(await signIns()).toBe(before + 1);
    await owner.signIn(await app.get(AccountService).makeLink(accountId));
    expect(await signIns()).toBe(before + 1);
  });
});

describe('the answer', () => {
  it('is its owner’s alone to give', async () => {
    const { id } = await newest('signed-in');
    const stranger = await story.browser(await story.account('Stranger'));
    expect((await stranger.post(`/inbox/${id}/was-you`, { answer: 'not-mine' })).status).toBe(404);
    expect((await owner.post(`/inbox/${id}/was-you`, { answer: 'perhaps' })).status).toBe(400);
    expect((await other.get('/')).status).toBe(200);
  });
});

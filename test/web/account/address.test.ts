import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { Clock } from '../../../src/lib/clock.js';
import type { OutgoingMail } from '../../../src/mail/mailer.js';
import { AccountService } from '../../../src/services/account.service.js';
import { type App, NOW, startApp } from '../../support/app.js';
import { Story } from '../pages/support/story.js';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { Browser } from './support/browser.js';

let app: App;
let story: Story;
let owner: Visitor;
let old: string;
let count = 0;
beforeAll(async () => {
  app = await startApp();
  story = new Story(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.query('DELETE FROM try_count');
  owner = await story.browser(await story.account('Elena'));
  old = await emailOf();
});

async function emailOf(): Promise<string> {
  const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [
    owner.accountId,
  ]);
  return row!.email;
}

/** Asks for another address; gives the token that was mailed there. */
async function askFor(email: string): Promise<string> {
  const mail = app.mailer.next();
  await owner.post('/settings/sign-in/address', { email });
  return tokenIn(await mail, email);
}

function tokenIn({ to, text }: OutgoingMail, email: string): string {
  expect(to).toBe(email);
  return /http:\/\/scans\.test\/new-address\/(\S+)/.exec(text)?.[1] ?? '';
}

function confirm(token: string): Promise<Page> {
  return new Browser(app.origin).post('/new-address', { token });
}

async function toldOf(kind: string): Promise<{ id: string; mail_to: string | null }[]> {
  return app.query(
    `SELECT notification.id, mail_to FROM notification JOIN account_event ON account_event.id = account_event_id
     WHERE notification.account_id = $1 AND kind = $2 ORDER BY mail_to NULLS FIRST`,
    [owner.accountId, kind],
  );
}

const another = (): string => `new-${(count += 1)}@family.test`;

describe('another mail address', () => {
  it('is used once the link that was mailed there is confirmed, and both addresses are told', async () => {
    const email = another();
    const token = await askFor(email);
    expect(await toldOf('address-asked')).toHaveLength(1);
    expect(await emailOf()).toBe(old);
    for (let times = 0; times < 3; times += 1)
      expect((await new Browser(app.origin).get(`/new-address/${token}`)).status).toBe(200);
    expect(await emailOf()).toBe(old);
    expect((await confirm(token)).status).toBe(200);
    expect(await emailOf()).toBe(email);
    expect((await toldOf('address-changed')).map(({ mail_to }) => mail_to)).toEqual([null, old]);
    expect((await confirm(token)).status).toBe(410);
  });

  it('is not had by a link that is over, or that a later one replaced', async () => {
    const [first, second] = [await askFor(another()), await askFor(another())];
    expect((await confirm(first)).status).toBe(410);
    await app.query('UPDATE address_change SET expires_at = now()');
    expect((await confirm(second)).status).toBe(410);
    expect(await emailOf()).toBe(old);
  });

  it('that somebody has already is answered the same, and gets no mail', async () => {
    const other = await story.account('Other');
    const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [other]);
    const before = app.mailer.sent.length;
    const known = await owner.post('/settings/sign-in/address', { email: row!.email });
    expect(known.headers.get('location')).toBe('/settings/sign-in?done=address');
    await askFor(another());
    expect(app.mailer.sent.slice(before).map(({ to }) => to)).not.toContain(row!.email);
  });

  it('goes back when its owner, who may still enter by the old one, says that it was not them', async () => {
    await confirm(await askFor(another()));
    const mail = app.mailer.next();
    const victim = new Browser(app.origin);
    await victim.post('/sign-in', { email: old });
    const link = await mail;
    expect(link.to).toBe(old);
    await victim.signIn(/http:\/\/scans\.test(\/sign-in\/\S+)/.exec(link.text)![1]!);
    const [message] = await toldOf('address-changed');
    await victim.post(`/inbox/${message!.id}/was-you`, { answer: 'not-mine' });
    expect(await emailOf()).toBe(old);
    expect((await owner.get('/')).headers.get('location')).toBe('/sign-in');
    expect(wordsOf(await victim.get(`/inbox/${message!.id}`))).toContain('You told us that it was not you.');
  });

  it('can be entered by the old one for a week, and no longer', async () => {
    await confirm(await askFor(another()));
    await app.query("UPDATE address_change SET confirmed_at = now() - interval '8 days'");
    const before = app.mailer.sent.length;
    await new Browser(app.origin).post('/sign-in', { email: old });
    await askFor(another());
    expect(app.mailer.sent.slice(before).map(({ to }) => to)).not.toContain(old);
  });

  describe('that its owner did not want', () => {
    const PHONE = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36';
    let minutes = 0;
    beforeEach(() => {
      app.get(Clock as Type<Clock>).now = () => new Date(NOW.getTime() + (minutes += 1) * 60_000);
    });
    afterEach(() => {
      app.get(Clock as Type<Clock>).now = () => NOW;
    });

    async function intruder(): Promise<Browser> {
      const browser = new Browser(app.origin, PHONE);
      await browser.signIn(await app.get(AccountService).makeLink(owner.accountId!));
      return browser;
    }

    async function change(by: Pick<Browser, 'post'>, email: string): Promise<string> {
      const mail = app.mailer.next();
      await by.post('/settings/sign-in/address', { email });
      return tokenIn(await mail, email);
    }

    async function deny(kind: string, by: Pick<Browser, 'post'> = owner): Promise<void> {
      const [message] = await toldOf(kind);
      expect((await by.post(`/inbox/${message!.id}/was-you`, { answer: 'not-mine' })).status).toBe(303);
    }

    async function codes(): Promise<number> {
      return (await app.query('SELECT FROM recovery_code WHERE account_id = $1', [owner.accountId])).length;
    }

    it('takes along the codes that were made in the session that asked for it', async () => {
      const thief = await intruder();
      await thief.post('/settings/sign-in/codes');
      await confirm(await change(thief, another()));
      expect(await codes()).toBe(10);
      await deny('address-changed');
      expect([await codes(), await emailOf()]).toEqual([0, old]);
    });

    it('takes along what was done since by whoever signed in at it, and every address after it', async () => {
      const second = another();
      await confirm(await change(await intruder(), second));
      const [message] = await toldOf('address-changed');
      const back = await intruder();
      await confirm(await change(back, another()));
      await back.post('/settings/sign-in/codes');
      const open = await change(back, another());
      expect((await owner.post(`/inbox/${message!.id}/was-you`, { answer: 'not-mine' })).status).toBe(303);
      expect([await codes(), await emailOf()]).toEqual([0, old]);
      expect((await confirm(open)).status).toBe(410);
      const before = app.mailer.sent.length;
      await new Browser(app.origin).post('/sign-in', { email: second });
      await askFor(another());
      expect(app.mailer.sent.slice(before).map(({ to }) => to)).not.toContain(second);
    });

    it('goes back to the first of two that one session changed', async () => {
      const thief = await intruder();
      await confirm(await change(thief, another()));
      const last = another();
      await confirm(await change(thief, last));
      await deny('signed-in');
      expect(await emailOf()).toBe(old);
      expect((await toldOf('denied')).map(({ mail_to }) => mail_to)).toEqual([null, last]);
    });

    it('is confirmed by nobody after "not me", whichever session asked for it', async () => {
      await intruder();
      const [message] = await toldOf('signed-in');
      const token = await change(await intruder(), another());
      await owner.post(`/inbox/${message!.id}/was-you`, { answer: 'not-mine' });
      expect((await confirm(token)).status).toBe(410);
      expect(await emailOf()).toBe(old);
    });

    it('stays once a week is over, with what was done since', async () => {
      const email = another();
      await confirm(await change(await intruder(), email));
      minutes += 8 * 24 * 60;
      const later = await intruder();
      await later.post('/settings/sign-in/codes');
      await deny('address-changed');
      expect([await codes(), await emailOf()]).toEqual([10, email]);
      expect((await toldOf('denied')).map(({ mail_to }) => mail_to)).toEqual([null]);
    });
  });

  it('has to be one, and another', async () => {
    for (const email of ['elena', old])
      expect((await owner.post('/settings/sign-in/address', { email })).status).toBe(400);
  });
});

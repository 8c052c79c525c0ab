import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { Clock } from '../../../src/lib/clock.js';
import { AccountService } from '../../../src/services/account.service.js';
import { type App, NOW, startApp } from '../../support/app.js';
import { programOf } from '../api/program.js';
import { Story } from '../pages/support/story.js';
import { Visitor, wordsOf } from '../service/support/visitor.js';
import { Browser } from './support/browser.js';

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const LAPTOP = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PAGE = '/settings/sign-in';

let app: App;
let story: Story;
beforeAll(async () => {
  app = await startApp();
  story = new Story(app);
});
afterAll(() => app.close());

/** A browser of its own that this account signs in with, by a link. */
async function browserOf(accountId: string, userAgent: string): Promise<Browser> {
  const browser = new Browser(app.origin, userAgent);
  await browser.signIn(await app.get(AccountService).makeLink(accountId));
  return browser;
}

function endActions(html: string): string[] {
  return [...html.matchAll(/action="(\/settings\/sign-in\/sessions\/[0-9a-f-]{36}\/end)"/g)].map(
    ([, action]) => action!,
  );
}

async function eventsOf(accountId: string): Promise<string[]> {
  const rows = await app.query<{ kind: string }>(
    'SELECT kind FROM account_event WHERE account_id = $1 ORDER BY at, kind',
    [accountId],
  );
  return rows.map(({ kind }) => kind);
}

async function mailsAbout(accountId: string): Promise<number> {
  return (
    await app.query('SELECT FROM notification WHERE account_id = $1 AND account_event_id IS NOT NULL', [
      accountId,
    ])
  ).length;
}

describe('where somebody is signed in', () => {
  it('is listed with the device, how it began, and which one this is', async () => {
    const accountId = await story.account('Elena');
    const laptop = await browserOf(accountId, LAPTOP);
    await browserOf(accountId, PHONE);
    const words = wordsOf(await laptop.get(PAGE));
    expect(words).toContain('Firefox on Windows · This one');
    expect(words).toContain('Safari on iPhone');
    expect(words).toContain('with a link from the computer that runs this');
    expect((await laptop.get(PAGE)).html.match(/This one/g)).toHaveLength(1);
  });

  it('can be ended one by one, and is over at the next request', async () => {
    const accountId = await story.account('Miguel');
    const laptop = await browserOf(accountId, LAPTOP);
    const phone = await browserOf(accountId, PHONE);
    const [end, ...others] = endActions((await laptop.get(PAGE)).html);
    expect(others).toEqual([]);
    const ended = await laptop.post(end!);
    expect(ended.headers.get('location')).toBe(`${PAGE}?done=ended`);
    expect(wordsOf(await laptop.get(`${PAGE}?done=ended`))).toContain('That device is signed out.');
    expect((await phone.get('/')).headers.get('location')).toBe('/sign-in');
    expect((await laptop.get('/')).status).toBe(200);
    expect(await eventsOf(accountId)).toEqual(['session-ended', 'signed-in', 'signed-in']);
  });

  it('can be ended all at once but for the one at hand, with the tokens of programs', async () => {
    const accountId = await story.account('Ana');
    const laptop = await browserOf(accountId, LAPTOP);
    const others = [await browserOf(accountId, PHONE), await browserOf(accountId, PHONE)];
    const program = await programOf(app, accountId);
    expect((await program.get('/api/patients')).status).toBe(200);
    await laptop.post(`${PAGE}/sessions/end-others`);
    for (const other of others) expect((await other.get('/')).headers.get('location')).toBe('/sign-in');
    expect((await program.get('/api/patients')).status).toBe(401);
    expect(wordsOf(await laptop.get(PAGE))).toContain('You are signed in nowhere else.');
  });

  it('is nobody else’s to see or to end', async () => {
    const laptop = await browserOf(await story.account('Rosa'), LAPTOP);
    const phone = await browserOf(await story.account('Leo'), PHONE);
    const [own] = await app.query<{ id: string }>(
      "SELECT id FROM session WHERE system = 'Windows' ORDER BY id",
    );
    expect(wordsOf(await phone.get(PAGE))).not.toContain('Windows');
    expect((await phone.post(`${PAGE}/sessions/${own!.id}/end`)).status).toBe(404);
    expect((await laptop.get('/')).status).toBe(200);
  });

  it('is written down as in use at most once in ten minutes', async () => {
    const laptop = await browserOf(await story.account('Busy'), LAPTOP);
    const clock = app.get(Clock as Type<Clock>);
    const writes = async (at: number): Promise<number> => {
      clock.now = () => new Date(at);
      const sent = await app.statementsOf(() => laptop.get('/our-mail'));
      clock.now = () => NOW;
      return sent.filter((statement) => statement.includes('SET used_at')).length;
    };
    const minutes = (count: number): number => NOW.getTime() + count * 60_000;
    expect([await writes(minutes(9)), await writes(minutes(10)), await writes(minutes(19))]).toEqual([
      0, 1, 0,
    ]);
  });
});

describe('a sign-in', () => {
  it('is news where the browser is a new one, and not in one that was there before', async () => {
    const accountId = await story.account('Known');
    const laptop = await browserOf(accountId, LAPTOP);
    expect(await mailsAbout(accountId)).toBe(0);
    await laptop.post('/sign-out');
    await laptop.signIn(await app.get(AccountService).makeLink(accountId));
    expect(await mailsAbout(accountId)).toBe(0);
    await browserOf(accountId, LAPTOP);
    expect(await mailsAbout(accountId)).toBe(1);
  });

  it('ends the session that the browser had', async () => {
    const accountId = await story.account('Twice');
    const laptop = await browserOf(accountId, LAPTOP);
    const before = new Visitor(app.origin, laptop.cookies());
    await laptop.signIn(await app.get(AccountService).makeLink(accountId));
    expect((await before.get('/')).headers.get('location')).toBe('/sign-in');
    expect((await laptop.get('/')).status).toBe(200);
  });

  it('leaves a trace that cannot be rewritten', async () => {
    await browserOf(await story.account('Kept'), LAPTOP);
    for (const statement of [
      'UPDATE account_event SET kind = kind',
      'DELETE FROM account_event',
      'TRUNCATE account_event CASCADE',
    ])
      await expect(app.query(statement)).rejects.toThrow('is append-only: a correction is a new row');
  });

  it('takes no cookie of its own making for a session', async () => {
    const forged = new Visitor(app.origin, `scanwarden=${randomBytes(32).toString('base64url')}`);
    expect((await forged.get('/')).headers.get('location')).toBe('/sign-in');
  });
});

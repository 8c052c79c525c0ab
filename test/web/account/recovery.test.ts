import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type App, startApp } from '../../support/app.js';
import { Story } from '../pages/support/story.js';
import type { Visitor } from '../service/support/visitor.js';
import { wordsOf } from '../service/support/visitor.js';
import { Browser } from './support/browser.js';
import { withoutTokens } from '../support/without-token.js';

let app: App;
let story: Story;
let owner: Visitor;
let email: string;
beforeAll(async () => {
  app = await startApp();
  story = new Story(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.query('DELETE FROM try_count');
  owner = await story.browser(await story.account('Elena'));
  const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [
    owner.accountId,
  ]);
  email = row!.email;
});

async function makeCodes(): Promise<string[]> {
  const { html } = await owner.post('/settings/sign-in/codes');
  return [...html.matchAll(/<code>([0-9A-Z-]{19})<\/code>/g)].map(([, code]) => code!);
}

function use(code: string, address = email): ReturnType<Browser['post']> {
  return new Browser(app.origin).post('/recovery', { email: address, code });
}

describe('recovery codes', () => {
  it('are ten, shown once, and kept as hashes', async () => {
    const codes = await makeCodes();
    expect(new Set(codes).size).toBe(10);
    expect((await owner.get('/settings/sign-in')).html).not.toContain(codes[0]);
    expect(wordsOf(await owner.get('/settings/sign-in'))).toContain('10 codes are left.');
    const kept = await app.query<{ code_hash: Buffer }>(
      'SELECT code_hash FROM recovery_code WHERE account_id = $1',
      [owner.accountId],
    );
    expect(kept.every(({ code_hash }) => code_hash.length === 32)).toBe(true);
  });

  it('sign in once each, however they are typed', async () => {
    const [first, second] = await makeCodes();
    expect((await use(first!)).status).toBe(303);
    expect((await use(first!)).status).toBe(400);
    expect((await use(` ${second!.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(303);
    expect(wordsOf(await owner.get('/settings/sign-in'))).toContain('8 codes are left.');
  });

  it('are void once a new set is made', async () => {
    const [old] = await makeCodes();
    await makeCodes();
    expect((await use(old!)).status).toBe(400);
  });

  it('are of one account, and tell nobody whether there is one', async () => {
    const [code] = await makeCodes();
    const other = await story.browser(await story.account('Other'));
    const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      other.accountId,
    ]);
    const known = await use(code!, row!.email);
    const unknown = await use(code!, 'never-heard-of@family.test');
    expect([known.status, unknown.status]).toEqual([400, 400]);
    expect(withoutTokens(known.html.replaceAll(row!.email, '…'))).toBe(
      withoutTokens(unknown.html.replaceAll('never-heard-of@family.test', '…')),
    );
    expect((await use(code!)).status).toBe(303);
  });

  it('are tried five times an hour for one address', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 6; at += 1) statuses.push((await use(`guess-${at}`)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('are told of when they are made and when one is used', async () => {
    const [code] = await makeCodes();
    await use(code!);
    const told = await app.query<{ kind: string }>(
      `SELECT kind FROM notification JOIN account_event ON account_event.id = account_event_id
       WHERE notification.account_id = $1 AND situation = 'S18' ORDER BY kind`,
      [owner.accountId],
    );
    expect(told.map(({ kind }) => kind)).toEqual(['codes-made', 'signed-in']);
  });
});

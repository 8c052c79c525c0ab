import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxButtons } from '../../../src/sandbox/buttons.js';
import { SandboxService } from '../../../src/sandbox/sandbox.service.js';
import { wordsIn } from '../../../src/words/words.js';
import { eventually } from '../../support/eventually.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Page, type Visitor, wordsOf } from './support/visitor.js';

const BUTTONS = sandboxButtons(wordsIn('en'));

let app: ServiceApp;
let elena: Visitor;
beforeAll(async () => {
  app = await startServiceApp({ roles: new Set(['web', 'worker'] as const) });
  elena = await app.signIn('elena@family.test', ['operator']);
  await app.get(SandboxService).setUp(elena.accountId, elena.origin);
  await eventually('the first look at every place', async () => {
    const [row] = await app.query<{ unread: number }>(
      'SELECT count(*)::int AS unread FROM connection WHERE last_complete_at IS NULL',
    );
    return row?.unread === 0;
  });
});
afterAll(() => app.close());

async function press(kind: string): Promise<Page> {
  const answer = await elena.post(`/sandbox/${kind}`);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sandbox']);
  return elena.follow(answer);
}

/** Loads the page again until what happened last is over; gives what it says then. */
async function outcome(): Promise<string> {
  return eventually('the end of what happened last', async () => {
    const words = wordsOf(await elena.get('/sandbox'));
    return words.includes('We are looking now.')
      ? false
      : /What happened last (.*?) Open the mailbox/.exec(words)?.[1];
  });
}

/** The situations of the mails about patients that were written since, and how many of them lie in the mailbox. */
async function mailsSince(since: Date): Promise<{ situation: string; kept: boolean }[]> {
  return app.query(
    `SELECT situation, EXISTS (SELECT FROM kept_mail WHERE message_id LIKE '<' || notification.id || '@%') AS kept
     FROM notification WHERE channel = 'mail' AND patient_id IS NOT NULL AND created_at >= $1`,
    [since],
  );
}

describe('the sandbox page', () => {
  it('shows both hospitals with their addresses, and the family that one looks after', async () => {
    const page = await elena.get('/sandbox');
    const words = wordsOf(page);
    expect(words).toContain(`Lakeside Hospital 19 scans ${elena.origin}/sandbox/lakeside/fhir`);
    expect(words).toContain(`Northgate Clinic 14 scans ${elena.origin}/sandbox/northgate/fhir`);
    expect(page.html).toMatch(/<a href="\/patients\/[0-9a-f-]{36}">Miguel Alvarez<\/a><span>2 places/);
    expect(words).not.toContain('What happened last');
  });

  it('shows nobody else’s family', async () => {
    const someone = await app.signIn('someone@family.test');
    expect(wordsOf(await someone.get('/sandbox'))).not.toContain('Miguel Alvarez');
    expect((await app.stranger.get('/sandbox')).headers.get('location')).toBe('/sign-in');
  });

  it('has a button for everything that can happen, and each says whom it strikes', async () => {
    const { html } = await elena.get('/sandbox');
    for (const { kind, label } of BUTTONS) {
      expect(html).toContain(`action="/sandbox/${kind}"`);
      expect(html).toMatch(new RegExp(`<button[^>]*>${label}</button>`));
    }
    expect(html).toMatch(
      /<button disabled aria-describedby="(why-\d+)">A missing scan comes back<\/button>[^]*<p class="fine" id="\1">No scan is missing/,
    );
  });

  it('leaves the hospitals open to whoever reads FHIR', async () => {
    const page = await app.stranger.get('/sandbox/lakeside/fhir/metadata');
    expect(JSON.parse(page.html)).toMatchObject({ resourceType: 'CapabilityStatement' });
  });
});

describe('a press that cannot be', () => {
  const events = (): Promise<unknown[]> => app.query('SELECT id FROM sandbox_event');

  it('says why at its button, and makes nothing happen', async () => {
    expect(wordsOf(await press('study-returns'))).toContain(
      'A missing scan comes back No scan is missing: make one vanish first.',
    );
    expect(await events()).toEqual([]);
  });

  it('is no page, no form of another site, and no stranger’s', async () => {
    expect((await elena.post('/sandbox/no-such-thing')).status).toBe(404);
    expect((await elena.post('/sandbox/unknown-study', { _csrf: 'wrong' })).status).toBe(403);
    expect((await elena.get('/sandbox/unknown-study')).status).toBe(404);
    expect((await app.stranger.post('/sandbox/unknown-study')).status).toBe(403);
    expect(await events()).toEqual([]);
  });
});

describe('what is made to happen', () => {
  it('a scan nobody ordered: is flagged, told of, and its mail lies in the mailbox', async () => {
    const since = new Date();
    expect(wordsOf(await press('unknown-study'))).toContain(
      'What happened last A scan nobody ordered , today',
    );
    expect((await elena.get('/sandbox')).headers.get('refresh')).toBe('2');
    expect(await outcome()).toContain('We looked. 1 mail is in the mailbox.');
    expect((await elena.get('/sandbox')).headers.get('refresh')).toBeNull();
    const flags = await app.query<{ kind: string; situation: string; level: string }>(
      'SELECT kind, situation, level FROM flag WHERE created_at >= $1',
      [since],
    );
    expect(flags).toEqual([{ kind: 'added', situation: 'S02', level: 'check' }]);
    await eventually('the mail in the mailbox', async () => {
      const mails = await mailsSince(since);
      return mails.length === 1 && mails[0]!.situation === 'S02' && mails[0]!.kept;
    });
  });

  it('a reported breach: is told to whom it concerns', async () => {
    const since = new Date();
    await press('breach-reported');
    const words = await outcome();
    const mails = await mailsSince(since);
    expect(mails.map(({ situation }) => situation)).toEqual(['S12', 'S12', 'S12']);
    expect(words).toContain('We looked. 1 mail is in the mailbox.');
  });

  it('everything else: can be pressed, one after the other', async () => {
    const others = BUTTONS.filter(({ kind }) => !kind.startsWith('hospital-'));
    for (const { kind, label } of others) {
      const words = wordsOf(await press(kind));
      expect(words).toContain(`What happened last ${label}`);
      await app.get(SandboxService).settled();
    }
  });
});

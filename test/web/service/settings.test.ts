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

describe('when and what we mail', () => {
  const columns = async (accountId: string) =>
    (
      await app.query<Record<string, unknown>>(
        'SELECT quiet_from, quiet_until, act_now_at_once, info_by_mail, mail_details, locale FROM account WHERE id = $1',
        [accountId],
      )
    )[0];

  it('keeps quiet hours, proposes them before they are chosen, and ends them', async () => {
    const visitor = await app.signIn('quiet@family.test');
    const fresh = await visitor.get('/settings');
    expect(wordsOf(fresh)).toContain('You have none: mails come at any hour.');
    expect(fresh.html).toContain('name="from" type="time" value="21:00"');
    const saved = await visitor.follow(
      await visitor.post('/settings/quiet-hours', { from: '22:30', until: '07:15', today: 'yes' }),
    );
    expect(wordsOf(saved)).toContain('Saved. Mails now wait until your quiet hours end.');
    expect(wordsOf(saved)).toContain('Mails wait from 22:30 until 07:15');
    expect(await columns(visitor.accountId)).toMatchObject({
      quiet_from: '22:30:00',
      quiet_until: '07:15:00',
      act_now_at_once: true,
    });
    for (const times of [
      { from: '24:00', until: '07:00' },
      { from: '', until: '07:00' },
      { from: '08:00', until: '08:00' },
    ])
      expect((await visitor.post('/settings/quiet-hours', times)).status).toBe(400);
    const ended = await visitor.follow(await visitor.post('/settings/quiet-hours/end'));
    expect(wordsOf(ended)).toContain('Saved. Mails now come at any hour.');
  });

  it('lets what old quiet hours held be looked at again when they change', async () => {
    const visitor = await app.signIn('held@family.test');
    await app.query(
      `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
       VALUES ($1, 'test:held', 'mail', 'S16', 'check', now(), now() + interval '8 hours')`,
      [visitor.accountId],
    );
    await visitor.post('/settings/quiet-hours/end');
    expect(
      await app.query("SELECT id FROM notification WHERE cause = 'test:held' AND not_before <= now()"),
    ).toHaveLength(1);
  });

  it('keeps the language of mails, and news by mail', async () => {
    const visitor = await app.signIn('news@family.test');
    await visitor.post('/settings/mail/news', { on: 'yes' });
    const saved = await visitor.follow(await visitor.post('/settings/language', { language: 'es' }));
    expect(saved.html).toContain('<option value="es" lang="es" selected>Español</option>');
    expect(await columns(visitor.accountId)).toMatchObject({ locale: 'es', info_by_mail: true });
    expect((await visitor.post('/settings/language', { language: 'tlh' })).status).toBe(400);
    expect((await visitor.post('/settings/mail/news', { on: 'perhaps' })).status).toBe(400);
  });

  it('plans the summary for the day and hour that were chosen, by the clock of its reader', async () => {
    const visitor = await app.signIn('weekly@family.test');
    await visitor.post('/settings/digest', { day: 'week-7', hour: '6' });
    await visitor.post('/settings/time-zone', { zone: 'Asia/Tokyo' });
    const [plan] = await app.query<{ every: string; day: string; shown: string }>(
      `SELECT every, day, to_char(next_at AT TIME ZONE 'Asia/Tokyo', 'ID HH24:MI') AS shown FROM digest_plan WHERE account_id = $1`,
      [visitor.accountId],
    );
    expect(plan).toEqual({ every: 'week', day: 7, shown: '7 06:00' });
    for (const wrong of [
      { day: 'week-8', hour: '6' },
      { day: 'month-31', hour: '6' },
      { day: 'week-1', hour: '24' },
    ])
      expect((await visitor.post('/settings/digest', wrong)).status).toBe(400);
    const off = await visitor.follow(await visitor.post('/settings/mail', { stream: 'digest', on: 'no' }));
    expect(wordsOf(off)).toContain('Mail is off. It shows in your inbox only.');
  });

  it('keeps with the choice that mails name more the words that were read, and when', async () => {
    const visitor = await app.signIn('named@family.test');
    const page = await visitor.get('/settings');
    const warning = /name="warning" value="([^"]+)"/.exec(page.html)![1]!;
    expect(wordsOf(page)).toContain('Mail is not private.');
    expect((await visitor.post('/settings/details', { on: 'yes', warning: 'older' })).status).toBe(400);
    const saved = await visitor.follow(await visitor.post('/settings/details', { on: 'yes', warning }));
    expect(wordsOf(saved)).toContain('Our mails may now name the place and the day.');
    await visitor.post('/settings/details', { on: 'no', warning });
    const kept = await app.query<Record<string, unknown>>(
      'SELECT detailed, warning_version AS version, warning, chosen_at IS NOT NULL AS dated FROM detail_choice WHERE account_id = $1 ORDER BY id',
      [visitor.accountId],
    );
    expect(kept).toEqual(
      [true, false].map((detailed) => ({
        detailed,
        version: warning,
        warning: expect.stringContaining('Mail is not private.'),
        dated: true,
      })),
    );
    expect(await columns(visitor.accountId)).toMatchObject({ mail_details: false });
  });

  it('mutes and unmutes a place and a kind, counts what that kept, and nobody else’s', async () => {
    const visitor = await app.signIn('muting@family.test');
    const other = await app.signIn('other@family.test');
    const [place] = await app.query<{ id: string }>(
      `WITH person AS (INSERT INTO patient (name) VALUES ('Ana') RETURNING id),
         held AS (INSERT INTO patient_grant (account_id, patient_id, role) SELECT $1, id, 'self' FROM person)
       INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds)
       SELECT id, 'Lakeside', 'https://lakeside.example/fhir', 'pat-1', 3600 FROM person RETURNING id`,
      [visitor.accountId],
    );
    expect((await other.post('/settings/mutes/place', { place: place!.id })).status).toBe(404);
    expect((await visitor.post('/settings/mutes/kind', { kind: 'S12' })).status).toBe(400);
    await visitor.post('/settings/mutes/kind', { kind: 'S13' });
    await visitor.post('/settings/mutes/place', { place: place!.id });
    await visitor.post('/settings/mutes/place', { place: place!.id });
    await app.query(
      `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, created_at, not_before, sent_at)
       SELECT $1, patient_id, 'test:muted', 'app', 'S13', 'check', now(), now(), now() FROM connection WHERE id = $2`,
      [visitor.accountId, place!.id],
    );
    const page = await visitor.get('/settings');
    expect(wordsOf(page)).toContain('Lakeside (Ana)');
    expect(wordsOf(page)).toMatch(/A breach that may concern you.*1 message shows in your inbox only\./);
    const ends = [...page.html.matchAll(/action="(\/settings\/mutes\/[^"]+\/end)"/g)].map(
      (found) => found[1]!,
    );
    expect(ends).toHaveLength(2);
    expect((await other.post(ends[0]!)).status).toBe(404);
    for (const end of ends) expect((await visitor.post(end)).status).toBe(303);
    expect(wordsOf(await visitor.get('/settings'))).toContain('Nothing is muted.');
  });
});

describe('a webhook', () => {
  it('shows its secret once, can be given another, and is stopped', async () => {
    const visitor = await app.signIn('hook@family.test');
    const set = await visitor.post('/settings/webhook', {
      address: 'http://127.0.0.1:9/hook',
      from: 'check',
    });
    expect(set.status).toBe(200);
    const secretOf = ({ html }: { html: string }) => /<code>([\w-]{43})<\/code>/.exec(html)?.[1];
    const secret = secretOf(set);
    expect(secret).toBeDefined();
    const page = await visitor.get('/settings');
    expect(wordsOf(page)).toContain('http://127.0.0.1:9/hook');
    expect(page.html).not.toContain(secret!);
    const renewed = secretOf(await visitor.post('/settings/webhook/secret'));
    expect(renewed).toBeDefined();
    expect(renewed).not.toBe(secret);
    const ended = await visitor.follow(await visitor.post('/settings/webhook/end'));
    expect(wordsOf(ended)).toContain('We no longer tell your webhook.');
    expect((await visitor.post('/settings/webhook/secret')).status).toBe(404);
  });

  it('is not set up at an address inside a network, or at one without encryption', async () => {
    const visitor = await app.signIn('inside@family.test');
    for (const address of ['https://10.0.0.1/hook', 'https://169.254.169.254/', 'hook', ''])
      expect((await visitor.post('/settings/webhook', { address, from: 'check' })).status).toBe(400);
    expect(
      (await visitor.post('/settings/webhook', { address: 'https://example.org/', from: 'quiet' })).status,
    ).toBe(400);
  });

  it('says since when it takes nothing, and why', async () => {
    const visitor = await app.signIn('failing@family.test');
    await visitor.post('/settings/webhook', { address: 'http://127.0.0.1:9/hook', from: 'check' });
    await app.query(
      "UPDATE endpoint SET failing_since = now(), problem = 'it did not answer in time' WHERE account_id = $1",
      [visitor.accountId],
    );
    expect(wordsOf(await visitor.get('/settings'))).toMatch(
      /It has taken nothing since today [\d:]+ ?: it did not answer in time\. We try again for 5 days\./,
    );
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

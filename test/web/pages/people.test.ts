import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../account/support/browser.js';
import { type Page, Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let people: string;
beforeAll(async () => {
  family = await startFamily();
  people = `${family.patientPath}/people`;
});
afterAll(() => family.app.close());

const TERMS = { role: 'helper', where: 'all', kinds: 'scans', until: 'year', day: '' };

/** Invites by the form, and gives the way that the mail shows. */
async function invite(by: Visitor, differs: Record<string, string>): Promise<string> {
  const mail = family.app.mailer.next();
  const sent = await by.post(`${people}/invitations`, { name: 'Rosa', ...TERMS, ...differs });
  expect([sent.status, sent.headers.get('location')]).toEqual([303, people]);
  return /http:\/\/scans\.test(\/invitations\/\S+)/.exec((await mail).text)?.[1] ?? '';
}

/** Signs in as whoever reads the mail of the address, by the link that the page of the invitation sends. */
async function signInBy(link: string): Promise<Visitor> {
  const nobody = new Visitor(family.app.origin, null);
  const page = await nobody.get(link);
  const [token, csrf] = [field(page, 'token'), field(page, '_csrf')];
  const mail = family.app.mailer.next();
  expect((await nobody.post('/invitations/sign-in', { token, _csrf: csrf })).status).toBe(200);
  const path = /http:\/\/scans\.test(\/sign-in\/\S+)/.exec((await mail).text)![1]!;
  const confirm = await nobody.get(path);
  const fields = { token: field(confirm, 'token'), _csrf: field(confirm, '_csrf') };
  const cookie = (await nobody.post('/sign-in/confirm', fields)).headers.get('set-cookie')!.split(';')[0]!;
  return new Visitor(family.app.origin, cookie);
}

function field({ html }: Page, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
}

async function answer(visitor: Visitor, what: 'accept' | 'decline'): Promise<Page> {
  const { html } = await visitor.get('/invitations');
  return visitor.post(new RegExp(`action="(/invitations/[^"]+/${what})"`).exec(html)?.[1] ?? '/no-button');
}

async function grantIdOf(name: string): Promise<string> {
  const [row] = await family.app.query<{ id: string }>(
    `SELECT patient_grant.id FROM patient_grant JOIN account ON account.id = account_id
     WHERE account.name = $1 AND patient_id = $2 AND revoked_at IS NULL`,
    [name, family.patientId],
  );
  return row?.id ?? '';
}

/** What an account was told of a grant: "people-added info mail". */
async function newsOf(accountName: string, grantId: string): Promise<string[]> {
  const rows = await family.app.query<{ news: string }>(
    `SELECT concat_ws(' ', split_part(cause, ':', 1), level, channel) AS news FROM notification JOIN account ON account.id = account_id
     WHERE account.name = $1 AND situation = 'S19' AND cause LIKE '%' || $2 ORDER BY cause`,
    [accountName, grantId],
  );
  return rows.map(({ news }) => news);
}

/** The first message of this cause to a visitor. */
async function messageOf({ cookie }: Visitor, cause: string): Promise<string> {
  const [row] = await family.app.query<{ id: string }>(
    `SELECT notification.id FROM notification JOIN session ON session.account_id = notification.account_id
     WHERE token_hash = sha256($1::text::bytea) AND starts_with(cause, $2)`,
    [cookie!.slice(cookie!.indexOf('=') + 1), cause],
  );
  return row?.id ?? '';
}

describe('the page of who can see a record', () => {
  it('names everybody to the patient and to who acts for them, and to a helper only themselves', async () => {
    const mine = wordsOf(await family.father.get(people));
    for (const name of ['Miguel', 'Elena', 'Nora']) expect(mine).toContain(name);
    const helpers = wordsOf(await family.helper.get(people)).replace(/Menu of \w+/, '');
    expect(helpers).toContain('Nora');
    expect(helpers).not.toContain('Elena');
    expect((await family.stranger.get(people)).status).toBe(404);
  });

  it('and the page of who looked lead to each other', async () => {
    const log = `${family.patientPath}/access`;
    for (const visitor of [family.father, family.helper]) {
      expect((await visitor.get(people)).html).toContain(`href="${log}"`);
      expect((await visitor.get(log)).html).toContain(`href="${people}"`);
    }
  });

  it('lets a helper let nobody in', async () => {
    expect((await family.helper.get(people)).html).not.toContain(`${people}/new`);
    expect(wordsOf(await family.helper.get(`${people}/new`))).toContain('Please ask them');
    expect((await family.helper.post(`${people}/invitations`, {})).status).toBe(403);
  });
});

describe('letting somebody in', () => {
  it('shows beforehand what they would see, and changes nothing by that', async () => {
    const form = { name: 'Rosa', email: 'rosa@mail.test', ...TERMS };
    const preview = await family.father.post(`${people}/preview`, form);
    const words = wordsOf(preview);
    expect(words).toContain('What Rosa would see');
    expect(words).toContain('One scan');
    expect(words).toContain('No breaches');
    expect(words).toContain('I let Rosa look at my record in Scanwarden.');
    expect(words).toContain('The words of reports.');
    expect(await family.app.query('SELECT FROM invitation')).toEqual([]);
    expect(await family.app.query(`SELECT FROM account WHERE email LIKE '%invalid'`)).toEqual([]);
    const back = await family.father.post(`${people}/preview`, { ...form, back: 'yes' });
    expect(back.html).toContain('value="rosa@mail.test"');
  });

  it('goes from a mail that names nobody to the record, by way of a sign-in and a yes', async () => {
    const link = await invite(family.father, { email: 'rosa@mail.test' });
    const sent = family.app.mailer.sent.at(-1)!;
    expect(sent.to).toBe('rosa@mail.test');
    for (const part of [sent.subject, sent.text, sent.html]) expect(part).not.toMatch(/Miguel|Rosa|Lakeside/);
    const nobody = new Visitor(family.app.origin, null);
    for (let times = 0; times < 3; times += 1) expect((await nobody.get(link)).status).toBe(200);
    expect(wordsOf(await family.father.get(people))).toContain('Rosa');
    const rosa = await signInBy(link);
    expect(wordsOf(await rosa.get('/'))).toContain('Somebody asks for your help');
    expect((await rosa.get(link)).headers.get('location')).toBe('/invitations');
    expect((await rosa.get(family.patientPath)).status).toBe(404);
    const accepted = await answer(rosa, 'accept');
    expect(accepted.headers.get('location')).toBe(family.patientPath);
    expect((await rosa.get(family.patientPath)).status).toBe(200);
    expect((await rosa.get(link)).status).toBe(410);
    const [grant] = await family.app.query<Record<string, unknown>>(
      'SELECT * FROM patient_grant WHERE id = $1',
      [await grantIdOf('Rosa')],
    );
    expect(grant).toMatchObject({
      role: 'helper',
      kinds: ['scans'],
      places: null,
      valid_until: new Date('2091-05-04T12:00:00Z'),
      granted_by: family.father.accountId,
      consent_version: '1-en',
    });
    expect(grant!.consent_text).toContain('I let Rosa look at my record');
  });

  it('tells both sides in their inbox', async () => {
    for (const name of ['Miguel', 'Rosa'])
      expect(await newsOf(name, await grantIdOf('Rosa'))).toEqual(['people-added info mail']);
    const message = await family.father.get(`/inbox/${await messageOf(family.father, 'people-added')}`);
    expect(wordsOf(message)).toContain('Rosa can now see your record');
    expect(wordsOf(message)).toContain('It ends on 4 May 2091');
  });

  it('by somebody who acts for the patient is told to the patient to look at today', async () => {
    const rosita = await signInBy(
      await invite(family.daughter, { email: 'rosita@mail.test', name: 'Rosita' }),
    );
    await answer(rosita, 'accept');
    expect(await newsOf('Miguel', await grantIdOf('Rosita'))).toEqual(['people-added act now mail']);
    expect(await newsOf('Elena', await grantIdOf('Rosita'))).toEqual([]);
    const asked = { ...TERMS, role: 'representative', name: 'Rico', email: 'rico@mail.test' };
    const refused = await family.daughter.post(`${people}/invitations`, asked);
    expect([refused.status, wordsOf(refused)]).toEqual([
      400,
      expect.stringContaining('You cannot let anybody in'),
    ]);
  });

  it('that is refused opens nothing, and one that is taken back or late does not either', async () => {
    const polite = await signInBy(await invite(family.father, { email: 'polite@mail.test', name: 'Polite' }));
    expect((await answer(polite, 'decline')).status).toBe(303);
    expect((await answer(polite, 'accept')).status).toBe(404);
    const link = await invite(family.father, { email: 'gone@mail.test', name: 'Gone' });
    const gone = await signInBy(link);
    const { html } = await family.father.get(people);
    const action = /action="([^"]+\/withdraw)"/.exec(html)![1]!;
    expect((await family.father.post(action)).status).toBe(303);
    expect((await gone.get(link)).status).toBe(410);
    const late = await invite(family.father, { email: 'late@mail.test', name: 'Late' });
    await family.app.query(`UPDATE invitation SET expires_at = created_at WHERE email = 'late@mail.test'`);
    expect(wordsOf(await new Visitor(family.app.origin, null).get(late))).toContain('It was good for 7 days');
    for (const visitor of [polite, gone]) expect((await visitor.get(family.patientPath)).status).toBe(404);
  });

  it('mails a link to sign in five times an hour, whoever asks', async () => {
    const nobody = new Visitor(family.app.origin, null);
    const page = await nobody.get(await invite(family.father, { email: 'often@mail.test', name: 'Often' }));
    const fields = { token: field(page, 'token'), _csrf: field(page, '_csrf') };
    const statuses: number[] = [];
    for (let times = 0; times < 6; times += 1)
      statuses.push((await nobody.post('/invitations/sign-in', fields)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('makes an account that speaks the language of the page on which it was asked for', async () => {
    const link = await invite(family.father, { email: 'pilar@mail.test', name: 'Pilar' });
    const browser = new Browser(family.app.origin, '', { 'accept-language': 'es' });
    const mail = family.app.mailer.next();
    await browser.post('/invitations/sign-in', { token: field(await browser.get(link), 'token') });
    expect((await mail).html).toContain('lang="es"');
    const rows = await family.app.query("SELECT locale FROM account WHERE email = 'pilar@mail.test'");
    expect(rows).toEqual([{ locale: 'es' }]);
  });

  it('is for the address that was invited alone', async () => {
    const link = await invite(family.father, { email: 'only@mail.test', name: 'Only' });
    expect(wordsOf(await family.stranger.get(link))).toContain('It is for another address');
    const only = await signInBy(link);
    const { html } = await only.get('/invitations');
    const action = /action="(\/invitations\/[^"]+\/accept)"/.exec(html)![1]!;
    expect((await family.stranger.post(action)).status).toBe(410);
    expect((await family.stranger.get(family.patientPath)).status).toBe(404);
  });

  it('never gives away a place that is not in the record', async () => {
    const elsewhere = await family.story.place(await family.story.patient('Other'));
    const asked = { ...TERMS, where: 'some', places: elsewhere, name: 'Rosa', email: 'r@mail.test' };
    expect((await family.father.post(`${people}/preview`, asked)).status).toBe(400);
  });
});

describe('an invitation', () => {
  async function representative(name: string): Promise<Visitor> {
    const email = `${name.toLowerCase()}@mail.test`;
    const visitor = await signInBy(await invite(family.father, { email, name, role: 'representative' }));
    await answer(visitor, 'accept');
    return visitor;
  }

  it('gives no more than whoever sent it may give when it is accepted', async () => {
    const rosalia = await representative('Rosalia');
    const asked = { name: 'Xenia', email: 'xenia@mail.test', kinds: 'scans', until: 'open' };
    const xenia = await signInBy(await invite(rosalia, asked));
    const grant = await grantIdOf('Rosalia');
    const change = (set: string) =>
      family.app.query(`UPDATE patient_grant SET ${set} WHERE id = $1`, [grant]);
    await change("kinds = '{breaches}'");
    expect((await answer(xenia, 'accept')).status).toBe(410);
    await change("kinds = NULL, role = 'helper'");
    expect((await answer(xenia, 'accept')).status).toBe(410);
    expect(await grantIdOf('Xenia')).toBe('');
    await change("role = 'representative', valid_until = '2090-06-01T00:00:00Z'");
    expect((await answer(xenia, 'accept')).status).toBe(303);
    const [given] = await family.app.query('SELECT kinds, valid_until FROM patient_grant WHERE id = $1', [
      await grantIdOf('Xenia'),
    ]);
    expect(given).toEqual({ kinds: ['scans'], valid_until: new Date('2090-06-01T00:00:00Z') });
  });

  it('is taken back when whoever sent it gets other terms, or is let out', async () => {
    const renata = await representative('Renata');
    const first = await invite(renata, { name: 'Yara', email: 'yara@mail.test' });
    const path = async () => `${people}/${await grantIdOf('Renata')}`;
    const terms = { ...TERMS, role: 'representative', until: 'month', kinds: 'scans' };
    expect((await family.father.post(await path(), terms)).status).toBe(303);
    expect((await new Visitor(family.app.origin, null).get(first)).status).toBe(410);
    const second = await invite(renata, { name: 'Zoe', email: 'zoe@mail.test' });
    expect((await family.father.post(`${await path()}/end`, { tell: 'no' })).status).toBe(303);
    expect((await new Visitor(family.app.origin, null).get(second)).status).toBe(410);
  });
});

describe('a second invitation to one address', () => {
  it('takes the place of the first', async () => {
    const first = await invite(family.father, { email: 'twice@mail.test', name: 'Twice' });
    const second = await invite(family.father, { email: 'Twice@mail.test', name: 'Twice', until: 'month' });
    const nobody = new Visitor(family.app.origin, null);
    expect((await nobody.get(first)).status).toBe(410);
    expect((await nobody.get(second)).status).toBe(200);
  });

  it('leaves those to others as they are', async () => {
    const other = await invite(family.father, { email: 'beside@mail.test', name: 'Beside' });
    await invite(family.father, { email: 'again@mail.test', name: 'Again' });
    expect((await new Visitor(family.app.origin, null).get(other)).status).toBe(200);
  });
});

describe('letting somebody out', () => {
  // One account sends so many invitations within a day, and these are of the next.
  beforeAll(() => family.app.query(`UPDATE invitation SET created_at = created_at - interval '2 days'`));

  it.each(['yes', 'no'])('takes back what waits for them at their addresses (told: %s)', async (tell) => {
    const name = `Back ${tell}`;
    const [email, moved] = [`back-${tell}@mail.test`, `moved-${tell}@mail.test`];
    const helper = await signInBy(await invite(family.father, { email, name }));
    await answer(helper, 'accept');
    await family.app.query('UPDATE account SET email = $2 WHERE email = $1', [email, moved]);
    const toFirst = await invite(family.father, { email, name });
    await family.app.query('UPDATE account SET email = $1 WHERE email = $2', [email, moved]);
    const toMoved = await invite(family.father, { email: moved, name });
    await family.app.query('UPDATE account SET email = $2 WHERE email = $1', [email, moved]);
    const other = await invite(family.father, { email: `other-${tell}@mail.test`, name: 'Other' });
    await family.father.post(`${people}/${await grantIdOf(name)}/end`, { tell });
    const nobody = new Visitor(family.app.origin, null);
    for (const link of [toFirst, toMoved]) expect((await nobody.get(link)).status).toBe(410);
    expect((await nobody.get(other)).status).toBe(200);
  });

  it('closes the pages that they have open, from the next request on', async () => {
    const helper = await signInBy(await invite(family.father, { email: 'open@mail.test', name: 'Open' }));
    await answer(helper, 'accept');
    expect((await helper.get(family.flagPath)).status).toBe(200);
    const grantId = await grantIdOf('Open');
    const ended = await family.father.post(`${people}/${grantId}/end`, { tell: 'yes' });
    expect(ended.headers.get('location')).toBe(people);
    for (const path of [family.flagPath, family.patientPath, people])
      expect([path, (await helper.get(path)).status]).toEqual([path, 404]);
    expect(await newsOf('Open', grantId)).toEqual(['people-added info mail', 'people-removed info mail']);
    const message = await helper.get(`/inbox/${await messageOf(helper, 'people-removed')}`);
    expect(wordsOf(message)).toContain('You can no longer see Miguel’s record');
  });

  it('can be quiet: they hear nothing', async () => {
    const quiet = await signInBy(await invite(family.father, { email: 'quiet@mail.test', name: 'Quiet' }));
    await answer(quiet, 'accept');
    const grantId = await grantIdOf('Quiet');
    await family.father.post(`${people}/${grantId}/end`, { tell: 'no' });
    expect(await newsOf('Quiet', grantId)).toEqual(['people-added info mail']);
    expect(await newsOf('Miguel', grantId)).toContain('people-removed info app');
    expect((await quiet.get(family.patientPath)).status).toBe(404);
  });

  it('asks for a word of whether to tell them', async () => {
    expect((await family.father.post(`${people}/${await grantIdOf('Nora')}/end`)).status).toBe(400);
    expect(await grantIdOf('Nora')).not.toBe('');
  });

  it('is for nobody to do to the patient, nor for a helper to do to others', async () => {
    for (const name of ['Miguel', 'Elena']) {
      const path = `${people}/${await grantIdOf(name)}/end`;
      expect((await family.daughter.post(path, { tell: 'no' })).status).toBe(404);
      expect((await family.helper.post(path, { tell: 'no' })).status).toBe(403);
    }
  });

  it('can be done by the helper, and the patient hears of it', async () => {
    const tired = await signInBy(await invite(family.father, { email: 'tired@mail.test', name: 'Tired' }));
    await answer(tired, 'accept');
    const grantId = await grantIdOf('Tired');
    expect((await family.stranger.post(`/sharing/${grantId}/end`)).status).toBe(404);
    expect((await tired.post(`/sharing/${grantId}/end`)).headers.get('location')).toBe('/');
    expect((await tired.get(family.patientPath)).status).toBe(404);
    expect(await newsOf('Miguel', grantId)).toContain('people-removed info mail');
    const own = `/sharing/${await grantIdOf('Miguel')}/end`;
    expect((await family.father.post(own)).status).toBe(404);
  });
});

describe('other terms', () => {
  it('are a new grant with the words agreed to anew; the old one ends', async () => {
    const before = await grantIdOf('Nora');
    const terms = { ...TERMS, where: 'some', places: family.connectionId, kinds: 'breaches', until: 'month' };
    expect(wordsOf(await family.father.post(`${people}/${before}/preview`, terms))).toContain('No scans');
    const changed = await family.father.post(`${people}/${before}`, terms);
    expect(changed.headers.get('location')).toBe(people);
    const grants = await family.app.query<{
      id: string;
      kinds: string[];
      revoked: boolean;
      text: string | null;
    }>(
      `SELECT id, kinds, revoked_at IS NOT NULL AS revoked, consent_text AS text FROM patient_grant
       WHERE account_id = $1 ORDER BY revoked_at`,
      [family.helper.accountId],
    );
    expect(grants).toEqual([
      { id: before, kinds: null, revoked: true, text: null },
      {
        id: await grantIdOf('Nora'),
        kinds: ['breaches'],
        revoked: false,
        text: expect.stringContaining('Only at: Lakeside'),
      },
    ]);
  });

  it('are never more than whoever gives them has', async () => {
    await family.app.query(`UPDATE patient_grant SET kinds = '{scans}' WHERE id = $1`, [
      await grantIdOf('Elena'),
    ]);
    const path = `${people}/${await grantIdOf('Nora')}`;
    const wider = await family.daughter.post(path, { ...TERMS, kinds: 'breaches' });
    expect([wider.status, wordsOf(wider)]).toEqual([
      400,
      expect.stringContaining('more than you see yourself'),
    ]);
    expect((await family.daughter.post(path, TERMS)).status).toBe(303);
  });
});

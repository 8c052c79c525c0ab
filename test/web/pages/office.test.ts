import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page, Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let office: string;
let providerId: string;
beforeAll(async () => {
  family = await startFamily();
  const joined = await family.operator.post('/offices', {
    name: 'Lakeside Health',
    zone: 'America/New_York',
    patients: '1200',
  });
  office = joined.headers.get('location')!;
  providerId = office.slice(office.lastIndexOf('/') + 1);
});
afterAll(() => family.app.close());

/** Invites by the form, and gives the way that the mail shows. */
async function invite(email: string, at = office): Promise<string> {
  const mail = family.app.mailer.next();
  const sent = await family.operator.post(`${at}/officers`, { name: 'Olga', email });
  expect(sent.status).toBe(303);
  return /http:\/\/scans\.test(\/officers\/\S+)/.exec((await mail).text)![1]!;
}

function field({ html }: Page, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
}

async function accept(link: string): Promise<Page> {
  const nobody = new Visitor(family.app.origin, null);
  const page = await nobody.get(link);
  return nobody.post('/officers/accept', { token: field(page, 'token'), _csrf: field(page, '_csrf') });
}

/** An officer's browser, by way of the mail. */
async function officerOf(email: string, at = office): Promise<Visitor> {
  const { headers } = await accept(await invite(email, at));
  return new Visitor(family.app.origin, headers.get('set-cookie')!.split(';')[0]!);
}

let offices = 0;
async function anotherOffice(): Promise<string> {
  offices += 1;
  const form = { name: `Elm Clinic ${offices}`, zone: 'UTC', patients: '' };
  const joined = await family.operator.post('/offices', form);
  return joined.headers.get('location')!;
}

describe('an office', () => {
  it('takes part from the month in which it joins by its own clock, with who let it in', async () => {
    const [row] = await family.app.query('SELECT * FROM provider WHERE id = $1', [providerId]);
    expect(row).toMatchObject({
      name: 'Lakeside Health',
      patients: 1200,
      joined_by: family.operator.accountId,
      joined_at: new Date('2090-05-04T12:00:00Z'),
      // The second working day of June 2090 is a Friday; New York is four hours behind.
      due_at: new Date('2090-06-02T10:00:00Z'),
    });
    expect(wordsOf(await family.operator.get('/offices'))).toContain('Lakeside Health');
    expect((await family.stranger.post('/offices', {})).status).toBe(403);
  });

  it('is found by names that no other office has, and takes them', async () => {
    const shown = await family.operator.get(`${office}?q=lake`);
    expect(shown.html).toContain(family.organizationId);
    const taken = { organization: family.organizationId };
    expect((await family.operator.post(`${office}/organizations`, taken)).status).toBe(303);
    const other = await anotherOffice();
    expect((await family.operator.get(`${other}?q=lake`)).html).not.toContain(family.organizationId);
    expect((await family.operator.post(`${other}/organizations`, taken)).status).toBe(400);
  });

  it('is told apart from another of its name: the second is refused, until the first has left', async () => {
    const form = { name: 'Ash Clinic', zone: 'UTC', patients: '' };
    const first = (await family.operator.post('/offices', form)).headers.get('location')!;
    const second = await family.operator.post('/offices', { ...form, name: 'ASH  clinic' });
    expect(second.status).toBe(400);
    expect(wordsOf(second)).toContain('An office of this name takes part already.');
    await family.operator.post(`${first}/leave`);
    expect((await family.operator.post('/offices', form)).status).toBe(303);
  });

  it('shows the id of organizations that have one name in one town, and of no other', async () => {
    const alike = [await family.story.organization('Birch'), await family.story.organization('Birch')];
    const other = await family.story.organization('Birch West');
    for (const path of [`${office}?q=birch`, '/organizations?q=birch']) {
      const { html } = await family.operator.get(path);
      for (const id of alike) expect(html).toContain(`<code>${id}</code>`);
      expect(html).not.toContain(`<code>${other}</code>`);
    }
  });

  it('shows which names were taken off, by whom, and lets another office have them', async () => {
    const elm = await anotherOffice();
    const organization = await family.story.organization('Willow');
    await family.operator.post(`${elm}/organizations`, { organization });
    const giveUp = `${elm}/organizations/${organization}/give-up`;
    expect((await family.operator.post(giveUp)).status).toBe(303);
    expect((await family.operator.post(giveUp)).status).toBe(404);
    const page = wordsOf(await family.operator.get(elm));
    expect(page).toMatch(/Names that were taken off Willow .* took it off/);
    expect(
      await family.app.query(
        'SELECT ended_by, ended_at IS NOT NULL AS ended FROM provider_organization WHERE organization_id = $1',
        [organization],
      ),
    ).toEqual([{ ended_by: family.operator.accountId, ended: true }]);
    const other = await anotherOffice();
    expect((await family.operator.post(`${other}/organizations`, { organization })).status).toBe(303);
    expect((await family.operator.post(`${elm}/organizations`, { organization })).status).toBe(400);
  });

  it('says itself how many patients it has, at least 100, and may say something else later', async () => {
    const elm = await anotherOffice();
    expect((await family.operator.post(`${elm}/patients`, { patients: '99' })).status).toBe(400);
    const form = { name: 'Oak Clinic', zone: 'UTC', patients: '99' };
    expect((await family.operator.post('/offices', form)).status).toBe(400);
    expect((await family.operator.post(`${elm}/patients`, { patients: '4300' })).status).toBe(303);
    expect(wordsOf(await family.operator.get(elm))).toMatch(/It has 4,300 patients\. \S.* wrote this down/);
    expect(
      await family.app.query('SELECT patients_by FROM provider WHERE id = $1', [elm.split('/').at(-1)]),
    ).toEqual([{ patients_by: family.operator.accountId }]);
    expect((await family.operator.post(`${elm}/patients`, { patients: '' })).status).toBe(303);
    expect(wordsOf(await family.operator.get(elm))).toContain('It did not say how many patients it has.');
    expect((await family.stranger.post(`${elm}/patients`, { patients: '4300' })).status).toBe(403);
  });

  it('never takes a name that a person gave a place', async () => {
    const origin = 'urn:scanwarden:files:somebody:lake files';
    const organization = await family.story.insert('organization', { origin, name: 'Lake files' });
    expect((await family.operator.get(`${office}?q=lake`)).html).not.toContain(organization);
    expect((await family.operator.post(`${office}/organizations`, { organization })).status).toBe(400);
  });
});

describe('a privacy officer', () => {
  it('is invited by a mail that names no office, and nothing changes by opening its link', async () => {
    const link = await invite('olga@lakeside.test');
    const mail = family.app.mailer.sent.at(-1)!;
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(/Lakeside|Olga|Otto/);
    const nobody = new Visitor(family.app.origin, null);
    for (let times = 0; times < 3; times += 1)
      expect(wordsOf(await nobody.get(link))).toContain('Read for Lakeside Health?');
    expect(await family.app.query('SELECT FROM officer WHERE accepted_at IS NOT NULL')).toEqual([]);
    const again = { name: 'Olga', email: 'Olga@lakeside.test' };
    expect((await family.operator.post(`${office}/officers`, again)).status).toBe(400);
  });

  it('accepts once, is signed in, and finds only their own office', async () => {
    const link = await invite('omar@lakeside.test');
    const accepted = await accept(link);
    expect(accepted.status).toBe(303);
    expect((await accept(link)).status).toBe(410);
    const officer = new Visitor(family.app.origin, accepted.headers.get('set-cookie')!.split(';')[0]!);
    expect((await officer.get('/')).headers.get('location')).toBe('/offices');
    const page = await officer.get('/offices');
    expect(wordsOf(page)).toContain('Lakeside Health');
    expect(page.html).not.toMatch(/\/patients\/new">Add a person to watch<\/a><\/li>|offices\/run/);
    expect((await officer.get(`/offices/${providerId}`)).status).toBe(200);
    expect((await officer.get(family.patientPath)).status).toBe(404);
    expect((await officer.get(office)).status).toBe(403);
  });

  it('who has an account accepts only when signed in to it, and is shown the way', async () => {
    const accountId = await family.story.account('Odile');
    const [row] = await family.app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      accountId,
    ]);
    const link = await invite(row!.email);
    const token = link.split('/').at(-1)!;
    const nobody = new Visitor(family.app.origin, null);
    for (const visitor of [nobody, family.stranger]) {
      const page = await visitor.get(link);
      expect(wordsOf(page)).toContain('Please sign in with this address first.');
      expect(page.html).toContain('href="/sign-in"');
      expect(page.html).not.toContain('action="/officers/accept"');
    }
    const refused = await family.stranger.post('/officers/accept', { token });
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([403, null]);
    expect(wordsOf(refused)).toContain('Please sign in with this address first.');
    const own = await family.story.browser(accountId);
    expect((await own.get(`/offices/${providerId}`)).status).toBe(404);
    expect(wordsOf(await own.get(link))).toContain('With the button you accept as');
    expect((await own.post('/officers/accept', { token })).status).toBe(303);
    expect((await own.get(`/offices/${providerId}`)).status).toBe(200);
  });

  it('of another office finds this one as if it were not there, and so does who runs the service', async () => {
    const foreign = await officerOf('ines@elm.test', await anotherOffice());
    for (const visitor of [foreign, family.operator, family.father])
      expect((await visitor.get(`/offices/${providerId}`)).status).toBe(404);
  });

  it('finds nothing any more when it ended, from the next request', async () => {
    const officer = await officerOf('otis@lakeside.test');
    expect((await officer.get(`/offices/${providerId}`)).status).toBe(200);
    const [row] = await family.app.query<{ id: string }>(`SELECT id FROM officer WHERE email LIKE 'otis@%'`);
    expect((await family.operator.post(`${office}/officers/${row!.id}/end`)).status).toBe(303);
    expect((await officer.get(`/offices/${providerId}`)).status).toBe(404);
    expect(
      await family.app.query(
        `SELECT ended_by, roles FROM officer JOIN account ON account.id = account_id WHERE officer.id = $1`,
        [row!.id],
      ),
    ).toEqual([{ ended_by: family.operator.accountId, roles: [] }]);
  });

  it('is not let in by a link that was taken back, or is too old', async () => {
    const link = await invite('oda@lakeside.test');
    await family.app.query(`UPDATE officer SET expires_at = '2090-05-04T11:59Z' WHERE email LIKE 'oda@%'`);
    expect((await accept(link)).status).not.toBe(303);
    expect((await new Visitor(family.app.origin, null).get(link)).status).toBe(410);
  });
});

describe('the summaries of an office', () => {
  it('are read by its own officers, newest first, and an older version where it is asked for', async () => {
    const officer = await officerOf('ona@lakeside.test');
    const own = `/offices/${providerId}`;
    expect(wordsOf(await officer.get(own))).toContain('No summary yet.');
    for (const [month, version] of [
      ['2090-03', 1],
      ['2090-04', 1],
      ['2090-04', 2],
    ] as const)
      await family.story.insert('summary', {
        provider_id: providerId,
        month: `${month}-01`,
        version,
        made_at: '2090-05-02',
        correction: version === 2 ? { why: 'A count was late.', changed: [] } : null,
      });
    const page = await officer.get(own);
    expect(page.html.indexOf('summaries/2090-04')).toBeLessThan(page.html.indexOf('summaries/2090-03'));
    const newest = await officer.get(`${own}/summaries/2090-04`);
    expect(wordsOf(newest)).toContain('Fewer than 11 patients agreed to be counted.');
    expect(wordsOf(newest)).toContain('A count was late.');
    const older = await officer.get(`${own}/summaries/2090-04?version=1`);
    expect(wordsOf(older)).toContain('There is a newer version.');
    const pdf = await officer.get(`${own}/summaries/2090-04.pdf?version=2`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    for (const missing of ['2090-05', '2090-4', '2090-04.csv', '2090-04.exe', '2090-04?version=3'])
      expect((await officer.get(`${own}/summaries/${missing}`)).status).toBe(404);
    const foreign = await officerOf('ida@elm.test', await anotherOffice());
    for (const path of ['2090-04', '2090-04.pdf'])
      for (const visitor of [foreign, family.operator])
        expect((await visitor.get(`${own}/summaries/${path}`)).status).toBe(404);
  });
});

describe('an office that leaves', () => {
  it('frees its names, and lets its officers see nothing', async () => {
    const leaving = await anotherOffice();
    const organization = await family.story.organization('Elm');
    await family.operator.post(`${leaving}/organizations`, { organization });
    const officer = await officerOf('eva@elm.test', leaving);
    expect((await family.operator.post(`${leaving}/leave`)).status).toBe(303);
    expect((await officer.get(leaving.replace('/run', ''))).status).toBe(404);
    expect(
      await family.app.query('SELECT FROM taken_organization WHERE organization_id = $1', [organization]),
    ).toEqual([]);
    expect(wordsOf(await family.operator.get(leaving))).toMatch(/Names that were taken off Elm /);
    expect((await family.operator.post(`${leaving}/leave`)).status).toBe(404);
  });
});

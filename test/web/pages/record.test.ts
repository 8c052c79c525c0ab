import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, daysAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

/** A patient of their own with a place, and who looks. */
async function alone(
  place: Parameters<Family['story']['place']>[1] = {},
): Promise<{ visitor: Visitor; patientId: string; connectionId: string; path: string }> {
  const { story } = family;
  const patientId = await story.patient('Rosa');
  const connectionId = await story.place(patientId, place);
  const visitor = await story.person('Rosa', patientId, 'self');
  return { visitor, patientId, connectionId, path: `/patients/${patientId}` };
}

describe('home', () => {
  it('leads who is not signed in to the sign-in page', async () => {
    const page = await new Visitor(family.app.origin, null).get('/');
    expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in']);
  });

  it('says at once that nothing needs you, and what is watched', async () => {
    const { visitor } = await alone();
    const words = wordsOf(await visitor.get('/'));
    expect(words).toContain('Nothing needs you.');
    expect(words).toContain('Your record 1 place last full look today 12:00');
  });

  it('says how many things need you, loudest first', async () => {
    const { story, organizationId } = family;
    const { visitor, patientId, connectionId } = await alone({ lastCompleteAt: daysAgo(8) });
    const studyId = await story.study({ connectionId, organizationId }, aStudy());
    await story.flag(studyId);
    await story.exposure(patientId, organizationId);
    const page = await visitor.get('/');
    expect(wordsOf(page)).toContain('3 things need you.');
    const levels = [...page.html.matchAll(/class="need marked" data-level="([^"]+)"/g)].map(
      ([, level]) => level,
    );
    expect(levels).toEqual(['act soon', 'check', 'info']);
  });

  it('is quiet about what has not settled, was explained, or is only good to know', async () => {
    const { story, organizationId } = family;
    const { visitor, connectionId } = await alone();
    const studyId = await story.study({ connectionId, organizationId }, aStudy());
    await story.flag(studyId, { outcome: null });
    await story.flag(studyId, { outcome: 'explained' });
    await story.flag(studyId, { level: 'info', settlesAt: null });
    expect(wordsOf(await visitor.get('/'))).toContain('Nothing needs you.');
  });

  it('tells of a place unread for a week, and more loudly after two', async () => {
    for (const [days, level] of [
      [6, undefined],
      [8, 'info'],
      [15, 'check'],
    ] as const) {
      const { visitor } = await alone({ lastCompleteAt: daysAgo(days) });
      const { html } = await visitor.get('/');
      expect(/class="need marked" data-level="([^"]+)"/.exec(html)?.[1]).toBe(level);
    }
  });

  it('shows an operator without a grant counts, and no record', async () => {
    const words = wordsOf(await family.operator.get('/'));
    expect(words).toContain('You see no record of anybody.');
    for (const name of ['Miguel', 'Lakeside', 'CT']) expect(words).not.toContain(name);
    expect((await family.operator.get(family.patientPath)).status).toBe(404);
  });

  it('forgets a patient the moment a grant is revoked', async () => {
    const { story, app, patientId, flagId } = family;
    const visitor = await story.person('Vera', patientId, 'representative');
    const mail = await story.notification(visitor.accountId, patientId, { flag_id: flagId });
    expect(wordsOf(await visitor.get('/'))).toContain('Miguel');
    await app.query('UPDATE patient_grant SET revoked_at = now() WHERE account_id = $1', [visitor.accountId]);
    for (const path of ['/', '/inbox']) expect(wordsOf(await visitor.get(path))).not.toContain('Miguel');
    expect(wordsOf(await visitor.get('/inbox'))).toContain('No messages yet.');
    expect((await visitor.get(`/inbox/${mail}`)).status).toBe(404);
    expect((await visitor.get('/')).html).not.toContain('class="count"');
    expect((await visitor.get(family.patientPath)).status).toBe(404);
  });
});

describe('a record over time', () => {
  it('goes by year, newest first, with what is no longer shown and what has no date', async () => {
    const { story, organizationId } = family;
    const { visitor, connectionId, path } = await alone();
    const at = { connectionId, organizationId };
    await story.study(at, aStudy({ started: '2083-02-14' }));
    await story.study(at, aStudy({ started: '2089-01', modalities: ['MR'], description: 'MR BRAIN' }), {
      absences: 2,
    });
    await story.study(at, aStudy({ started: null, modalities: ['US'], description: null }), { absences: 1 });
    const words = wordsOf(await visitor.get(path));
    const places = [
      '2089 MRI MR BRAIN',
      'No longer shown to us since',
      '2083 CT scan CT CHEST',
      'No date Ultrasound',
      'Not in the list once',
    ];
    expect(places.map((place) => words.indexOf(place))).toEqual(
      places.map((place) => words.indexOf(place)).sort((a, b) => a - b),
    );
    expect(words.indexOf(places[0]!)).toBeGreaterThan(0);
  });

  it('says nothing of what speaks for a scan of the first list', async () => {
    const { story, organizationId } = family;
    const { visitor, connectionId, path } = await alone();
    await story.study({ connectionId, organizationId }, aStudy(), { firstSeenAt: daysAgo(100) });
    const words = wordsOf(await visitor.get(path));
    expect(words).toContain('212 images');
    expect(words).not.toContain('That does not mean that none was used.');
    expect(words).not.toMatch(/no order, visit, report or bill|Orders and visits are not shown/);
  });

  it('says how far we could look at each place', async () => {
    const { visitor, path } = await alone({
      problem:
        'ImagingStudy could not be read: place.test does not accept the access of this connection: the connection must be linked again',
      gapCodes: ['unauthorized'],
      lastCompleteAt: daysAgo(3),
      refused: [
        { type: 'ServiceRequest', why: 'the source does not offer this' },
        { type: 'Consent', why: 'the source does not offer this' },
      ],
    });
    const words = wordsOf(await visitor.get(path));
    expect(words).toContain('0 scans · last full look 1 May');
    expect(words).toContain('Not shown to us here: orders, other parts.');
    expect(words).toContain('Not read in full since 2 May . The permission ran out, or was taken back.');
  });

  it('leads back from an answered question to its page', async () => {
    const { story, organizationId } = family;
    const { visitor, connectionId, path } = await alone();
    const studyId = await story.study({ connectionId, organizationId }, aStudy());
    const flagPath = `${path}/flags/${await story.flag(studyId)}`;
    await visitor.post(`${flagPath}/answer`, { answer: 'unsure' });
    const page = await visitor.get(path);
    expect(wordsOf(page)).toContain('You answered: not sure');
    expect(page.html).toContain(`<a href="${flagPath}">Look at it again`);
  });
});

describe('the first list of a place', () => {
  it('asks for a calm look, once for all, and not of a helper', async () => {
    const { story, organizationId } = family;
    const { visitor, patientId, connectionId, path } = await alone({ reviewed: false });
    const at = { connectionId, organizationId };
    for (const started of ['2079-03-01', '2083-02-14', '2090-05-01'])
      await story.study(at, aStudy({ started }), { firstSeenAt: daysAgo(started < '2090' ? 100 : 1) });
    const helper = await story.person('Nora', patientId, 'helper');
    const words = wordsOf(await visitor.get(path));
    expect(words).toContain('The first list of Lakeside We found 2 scans, from 2079 to 2083.');
    const home = wordsOf(await visitor.get('/'));
    expect(home).toContain('Nothing needs you.');
    expect(home).toContain('To look through when you like first list of Lakeside 2 scans');
    expect(wordsOf(await helper.get('/'))).toContain('Nothing needs you.');
    expect((await helper.post(`${path}/reviews/${connectionId}`)).status).toBe(403);
    for (const times of [1, 2]) {
      const done = await visitor.post(`${path}/reviews/${connectionId}`);
      expect({ times, status: done.status, to: done.headers.get('location') }).toEqual({
        times,
        status: 303,
        to: path,
      });
    }
    expect(wordsOf(await visitor.get('/'))).toContain('Nothing needs you.');
    expect((await visitor.post(`${path}/reviews/${family.connectionId}`)).status).toBe(404);
  });
});

describe('a scan of the first list', () => {
  it('can be answered by itself, where it stands', async () => {
    const { story, organizationId } = family;
    const { visitor, patientId, connectionId, path } = await alone();
    const at = { connectionId, organizationId };
    const studyId = await story.study(at, aStudy(), { firstSeenAt: daysAgo(100) });
    const page = `${path}/studies/${studyId}`;
    const helper = await story.person('Nora', patientId, 'helper');
    expect((await visitor.get(path)).html).toContain(`action="${page}/answer"`);
    expect((await helper.get(path)).html).not.toContain(`action="${page}/answer"`);
    expect(wordsOf(await helper.get(page))).toContain(
      'AI Not stated. That does not mean that none was used.',
    );
    expect((await helper.post(`${page}/answer`, { answer: 'know' })).status).toBe(403);

    await visitor.post(`${page}/answer`, { answer: 'know' });
    expect(wordsOf(await visitor.get(path))).toContain('You answered: I know this');
    expect(wordsOf(await visitor.get('/'))).toContain('Nothing needs you.');
  });

  it('that is not the patient’s needs everybody, with its steps, until it is dealt with', async () => {
    const { story, organizationId, app } = family;
    const { visitor, patientId, connectionId, path } = await alone();
    const daughter = await story.person('Elena', patientId, 'representative');
    const at = { connectionId, organizationId };
    const studyId = await story.study(at, aStudy(), { firstSeenAt: daysAgo(100) });
    const page = `${path}/studies/${studyId}`;
    await visitor.post(`${page}/answer`, { answer: 'not-mine' });

    expect((await daughter.get('/')).html).toMatch(new RegExp(`data-level="act soon"[^]*${page}`));
    expect(wordsOf(await daughter.get(page))).toContain('Call the records office of Lakeside');
    const [mail] = await app.query<{ id: string; code: string }>(
      'SELECT id, code FROM notification WHERE study_id = $1 AND account_id = $2',
      [studyId, daughter.accountId],
    );
    expect((await daughter.post(`/inbox/${mail!.id}/open`)).headers.get('location')).toBe(page);
    expect(wordsOf(await daughter.get(page))).toContain(mail!.code);

    await daughter.post(`${page}/dealt`, { dealt: 'yes' });
    expect((await visitor.get('/')).html).not.toContain(page);
    expect(wordsOf(await visitor.get(page))).toContain('Elena said: dealt with');
  });

  it('is there for nobody else', async () => {
    const { path } = await alone();
    const { visitor } = await alone();
    const page = `${path}/studies/${family.studyId}`;
    expect((await visitor.get(page)).status).toBe(404);
    expect((await visitor.post(`${page}/answer`, { answer: 'know' })).status).toBe(404);
    const own = await alone();
    const elsewhere = `${own.path}/studies/${family.studyId}`;
    expect((await own.visitor.get(elsewhere)).status).toBe(404);
    expect((await own.visitor.post(`${elsewhere}/answer`, { answer: 'know' })).status).toBe(404);
  });
});

describe('the first lists of two places', () => {
  it('are one thing to look through, and two to have looked through', async () => {
    const { story, organizationId } = family;
    const { visitor, patientId, connectionId, path } = await alone({ reviewed: false });
    const second = await story.place(patientId, { reviewed: false, siteName: 'Northgate' });
    for (const place of [connectionId, second, second])
      await story.study({ connectionId: place, organizationId }, aStudy(), { firstSeenAt: daysAgo(100) });
    const words = wordsOf(await visitor.get('/'));
    expect(words).toContain('Nothing needs you.');
    expect(words).toContain('first list of Lakeside and Northgate 3 scans');
    await visitor.post(`${path}/reviews/${second}`);
    expect(wordsOf(await visitor.get('/'))).toContain('first list of Lakeside 1 scan');
  });
});

describe('what others wrote', () => {
  const MARK = `"'><script>alert(1)</script><img src=x>{{csrf}}`;

  it('stays text on every page of a record', async () => {
    const { story } = family;
    const patientId = await story.patient(`P${MARK}`);
    const connectionId = await story.place(patientId, {
      siteName: `S${MARK}`,
      problem: `something could not be read: ${MARK}`,
      reviewed: false,
    });
    const organizationId = await story.organization(`O${MARK}`);
    const hostile = aStudy({ description: `D${MARK}`, modalities: [MARK], started: '2083' });
    const studyId = await story.study({ connectionId, organizationId }, hostile, {
      firstSeenAt: daysAgo(100),
    });
    const flag = await story.flag(studyId, {
      before: hostile,
      after: aStudy(),
      fields: ['description', 'modality'],
      situation: 'S04',
    });
    const exposure = await story.exposure(patientId, organizationId, {
      name: `N${MARK}`,
      types: [MARK],
      url: `javascript:alert(1)//${MARK}`,
    });
    const visitor = await story.person(`V${MARK}`, patientId, 'representative');
    const mail = await story.notification(visitor.accountId, patientId, { flag_id: flag });
    const path = `/patients/${patientId}`;
    const pages = [
      '/',
      path,
      `${path}/flags/${flag}`,
      `${path}/exposures/${exposure}`,
      `${path}/connections/${connectionId}`,
      '/inbox',
      `/inbox/${mail}`,
    ];
    for (const address of pages) {
      const { status, html } = await visitor.get(address);
      expect({ address, status }).toEqual({ address, status: 200 });
      expect(html).not.toMatch(/<script|<img|"'>|href="javascript/);
      expect(/<title>(.*)<\/title>/.exec(html)?.[1]).toMatch(/^[A-Za-z ,]+ · Scanwarden$/);
    }
  });
});

describe('statements', () => {
  it('are at most six a page, whatever the number of studies', async () => {
    const { story, app, organizationId } = family;
    const { patientId, connectionId, path } = await alone({ reviewed: false, lastCompleteAt: daysAgo(9) });
    const account = await story.account('Owen', ['operator']);
    await story.grant(account, patientId, 'representative');
    const visitor = await story.browser(account);
    const flags: string[] = [];
    const studies: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      const studyId = await story.study({ connectionId, organizationId }, aStudy(), {
        firstSeenAt: daysAgo(100),
      });
      studies.push(studyId);
      flags.push(await story.flag(studyId));
    }
    const exposure = await story.exposure(patientId, organizationId);
    const mail = await story.notification(account, patientId, { flag_id: flags[0]! });
    const pages = [
      '/',
      path,
      `${path}/flags/${flags[0]}`,
      `${path}/studies/${studies[0]}`,
      `${path}/exposures/${exposure}`,
      `${path}/connections/${connectionId}`,
      '/inbox',
      `/inbox/${mail}`,
    ];
    for (const address of pages) {
      const sent = await app.statementsOf(async () => expect((await visitor.get(address)).status).toBe(200));
      expect({ address, many: sent.length > 6 ? sent : [] }).toEqual({ address, many: [] });
      // Whoever looks into the record of another is written down; else nothing changes by looking.
      const changing = sent.filter(
        (statement) => !/^\s*(SELECT|WITH|INSERT INTO access_event)/.test(statement),
      );
      expect(changing).toEqual([]);
    }
  });
});

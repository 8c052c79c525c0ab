import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BreachStore } from '../../../src/store/breach.store.js';
import { aList, aRow } from '../../feeds/hhs/a-list.js';
import { aCsv as waCsv, aCsvRow } from '../../feeds/wa/wa-lists.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Page, type Visitor, wordsOf } from './support/visitor.js';

let app: ServiceApp;
let operator: Visitor;
beforeAll(async () => {
  app = await startServiceApp();
  operator = await app.signIn('operator@scans.test', ['operator']);
});
afterAll(() => app.close());

const rows = (count: number, start = 0): string[][] =>
  Array.from({ length: count }, (_, index) => aRow(`Clinic number ${start + index}`));
const csv = (count: number, start = 0): Blob => new Blob([aList(rows(count, start))]);
const OPEN = csv(60);
const ARCHIVE = csv(40, 100);

async function load(list: Blob, archive: Blob): Promise<Page> {
  const answer = await operator.post('/feeds/files', { source: 'hhs', list, archive });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/feeds?loaded=hhs']);
  return operator.follow(answer);
}

async function filings(): Promise<number> {
  const [row] = await app.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM filing WHERE gone_at IS NULL',
  );
  return row!.count;
}

describe('a broken list on a fresh installation', () => {
  it('is named by its field, and nothing is said to be kept that never was', async () => {
    const words = wordsOf(await load(new Blob(['<html>']), ARCHIVE));
    expect(words).toContain('Under investigation is a web page, or XML.');
    expect(words).toContain('There is no list here yet, so no breach is known.');
    expect(words).not.toMatch(/\.csv|last good|kept/);
    await operator.post('/settings/language', { language: 'es' });
    const spanish = await operator.get('/feeds?loaded=hhs');
    expect(wordsOf(spanish)).toContain('Under investigation es una página web, o XML.');
    await app.query('UPDATE feed SET problem_said = NULL');
    expect((await operator.get('/feeds?loaded=hhs')).html).toContain(
      '<span lang="en">Under investigation: not the HHS breach list as CSV: it is a web page or XML.',
    );
    await operator.post('/settings/language', { language: 'en' });
    const empty = new Blob([aList([])]);
    expect(wordsOf(await load(empty, empty))).not.toMatch(/Far fewer|last good|kept/);
  });
});

describe('files that were refused', () => {
  it('make no feed of those that are watched', async () => {
    const [refused] = await app.query("SELECT source FROM feed WHERE source = 'hhs'");
    expect(refused).toEqual({ source: 'hhs' });
    expect(wordsOf(await app.stranger.get('/breaches'))).not.toContain('HHS breach portal');
    expect(wordsOf(await operator.get('/'))).not.toContain('HHS breach portal');
  });
});

describe('loading both lists by hand', () => {
  it('takes them as one reading, and says how many reports are new', async () => {
    expect(wordsOf(await load(OPEN, ARCHIVE))).toContain('Read 100 rows. 100 are new.');
    expect(wordsOf(await load(csv(61), ARCHIVE))).toContain('Read 101 rows. 1 is new.');
    const words = wordsOf(await operator.get('/feeds'));
    expect(words).toMatch(/HHS breach portal, both lists As of today \d\d:\d\d · 101 rows/);
    expect(words).not.toContain('Read 101 rows');
  });

  describe('of what is not the list', () => {
    beforeEach(() => load(csv(61), ARCHIVE));

    it.each([
      [
        'a web page',
        new Blob(['<!doctype html><title>Down for repair</title>']),
        'Under investigation is a web page, or XML.',
      ],
      [
        'another table',
        new Blob(['"Report","of"\n"all","breaches"\n']),
        'The list has 9 columns. The first line of Under investigation has 2.',
      ],
      ['nothing', new Blob(['']), 'Under investigation is empty.'],
      ['5 % of it', csv(3), '3 rows came. The last list had 61.'],
    ])('takes nothing from %s, says why, and keeps what it had', async (_name, open, why) => {
      const before = await filings();
      const words = wordsOf(await load(open, ARCHIVE));
      expect(words).toContain('The files were not taken');
      expect(words).toContain(why);
      expect(words).toContain('101 rows');
      expect(await filings()).toBe(before);
    });
  });

  it('needs both files', async () => {
    const page = await operator.post('/feeds/files', { source: 'hhs', list: OPEN });
    expect(page.status).toBe(400);
    expect(wordsOf(page)).toContain('Give both files');
  });

  it('takes no other field', async () => {
    const page = await operator.post('/feeds/files', {
      source: 'hhs',
      list: OPEN,
      archive: ARCHIVE,
      third: OPEN,
    });
    expect(page.status).toBe(400);
  });

  it('refuses 101 MB on a page in words', async () => {
    const large = new Blob([new Uint8Array(101 * 2 ** 20)]);
    const page = await operator.post('/feeds/files', { source: 'hhs', list: large, archive: ARCHIVE });
    expect(page.status).toBe(413);
    expect(wordsOf(page)).toContain('That file is too large');
  });

  it('is for the operator, from a form of ours', async () => {
    const before = await filings();
    const fields = { source: 'hhs', list: csv(80), archive: ARCHIVE };
    const someone = await app.signIn('someone@family.test');
    expect((await someone.post('/feeds/files', fields)).status).toBe(403);
    expect((await app.stranger.post('/feeds/files', fields)).status).toBe(403);
    for (const _csrf of ['', 'somebody else’s']) {
      const page = await operator.post('/feeds/files', { ...fields, _csrf });
      expect(page.status).toBe(403);
      expect(wordsOf(page)).toContain('The form was too old, or came from another site.');
    }
    expect(await filings()).toBe(before);
  });
});

describe('loading the list of a state', () => {
  const wa = (name: string): Blob => new Blob([waCsv([aCsvRow({ Name: name })])]);
  const post = (fields: Record<string, string | Blob>) => operator.post('/feeds/files', fields);

  it('takes one file of the feed that was chosen, and shows it by its name', async () => {
    const answer = await post({ source: 'wa', list: wa('Elm Street Imaging') });
    expect(answer.headers.get('location')).toBe('/feeds?loaded=wa');
    expect(wordsOf(await operator.follow(answer))).toContain('Read 1 row. 1 is new.');
    const words = wordsOf(await operator.get('/feeds'));
    expect(words).toMatch(/Washington State Attorney General As of today \d\d:\d\d · 1 row /);
  });

  it('says that a file is of another feed', async () => {
    const page = await operator.follow(await post({ source: 'ca', list: wa('Elm Street Imaging') }));
    expect(wordsOf(page)).toContain('does not begin with the three columns of the list.');
    expect(wordsOf(await operator.get('/feeds'))).toContain('What came was not the list.');
  });

  it.each([
    ['no file', { source: 'wa', list: '' }, 'Give the file of the list.'],
    [
      'an archive',
      { source: 'wa', list: wa('Elm'), archive: ARCHIVE },
      'Only the US health department has an archive.',
    ],
    ['no feed', { list: wa('Elm') }, 'Say which feed the files are of.'],
    ['the feed of the sandbox', { source: 'sandbox', list: OPEN, archive: ARCHIVE }, 'Say which feed'],
  ])('asks for what is missing: %s', async (_, fields, why) => {
    const page = await post(fields as Record<string, string | Blob>);
    expect([page.status, wordsOf(page)]).toEqual([400, expect.stringContaining(why)]);
  });
});

describe('the state of a feed', () => {
  const aged = (hours: number): Promise<unknown> =>
    app.query(
      `UPDATE feed SET last_read_at = now() - make_interval(hours => $1), problem = NULL, problem_since = NULL`,
      [hours],
    );

  it('is trouble once it was unread for two days, and not before', async () => {
    await load(csv(61), ARCHIVE);
    await aged(47);
    expect(wordsOf(await operator.get('/feeds'))).not.toContain('older than 2 days');
    await aged(49);
    expect(wordsOf(await operator.get('/feeds'))).toContain('older than 2 days');
  });

  it('tells a source that does not answer from one that answers something else', async () => {
    await app
      .get(BreachStore)
      .reportProblem('hhs', { words: 'the connection was refused', said: null }, new Date());
    expect(wordsOf(await operator.get('/feeds'))).toContain('The source did not answer.');
    await load(csv(61), new Blob(['<html>']));
    expect(wordsOf(await operator.get('/feeds'))).toContain('What came was not the list.');
    await load(csv(3), ARCHIVE);
    expect(wordsOf(await operator.get('/feeds'))).toContain('Far fewer rows came than before.');
  });

  it('is shown to the operator alone', async () => {
    const someone = await app.signIn('someone@family.test');
    expect((await someone.get('/feeds')).status).toBe(403);
    expect((await app.stranger.get('/feeds')).headers.get('location')).toBe('/sign-in');
  });
});

describe('what is for staff alone', () => {
  it('stands on a page of the operator’s own, newest first', async () => {
    const headlines = ['Later item', 'Sooner item'].map(
      (title, at) =>
        `<item><title>${title}</title><link>https://press.example/${at}</link><pubDate>Mon, 0${2 - at} Mar 2026 10:00:00 GMT</pubDate></item>`,
    );
    const list = new Blob([
      `<rss version="2.0"><channel><title>Press</title>${headlines.join('')}</channel></rss>`,
    ]);
    expect((await operator.post('/feeds/files', { source: 'rss', list })).status).toBe(303);
    const words = wordsOf(await operator.get('/feeds/news'));
    expect(words).toMatch(/Later item.*Sooner item/s);
    expect(words).toContain('For you, not for patients');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routeWords } from '../../../src/web/access-log-view.js';
import { LOCALES, wordsIn } from '../../../src/words/words.js';
import { recordRoutes } from '../support/routes.js';
import { programOf } from '../api/program.js';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

interface Written {
  accountId: string;
  what: string;
  route: string;
  item: string | null;
}

const written = (): Promise<Written[]> =>
  family.app.query('SELECT account_id AS "accountId", what, route, item FROM access_event ORDER BY id');

describe('what others see and do in a record', () => {
  it('is written down once in ten minutes for a look, and each time for a deed; the patient’s own is not', async () => {
    const { helper, daughter, father, flagPath, flagId, patientPath } = family;
    for (const visitor of [helper, helper, father]) await visitor.get(flagPath);
    for (const answer of ['unsure', 'know']) await daughter.post(`${flagPath}/answer`, { answer });
    await helper.get(patientPath);
    const look = { what: 'view', route: 'GET /patients/:patientId/flags/:flagId', item: flagId };
    const deed = { what: 'act', route: 'POST /patients/:patientId/flags/:flagId/answer', item: flagId };
    expect(await written()).toEqual([
      { accountId: helper.accountId, ...look },
      { accountId: daughter.accountId, ...deed },
      { accountId: daughter.accountId, ...deed },
      { accountId: helper.accountId, what: 'view', route: 'GET /patients/:patientId', item: null },
    ]);
  });

  it('is not written down where they were refused', async () => {
    const { helper, stranger, daughter, flagPath, patientPath } = family;
    const before = (await written()).length;
    await helper.post(`${flagPath}/answer`, { answer: 'know' });
    await daughter.post(`${flagPath}/answer`, { answer: 'nonsense' });
    await daughter.get(`${patientPath}/flags/00000000-0000-4000-8000-000000000000`);
    await stranger.get(flagPath);
    expect((await written()).length).toBe(before);
  });

  it('can be rewritten by nobody', async () => {
    await expect(family.app.query('DELETE FROM access_event')).rejects.toThrow('append-only');
  });

  it('stands on the patient’s page by day and person, with who can see the record', async () => {
    const { father, patientPath } = family;
    const words = wordsOf(await father.get(`${patientPath}/access`));
    for (const name of ['Miguel (you)', 'Elena', 'Nora']) expect(words).toContain(name);
    expect(words).toContain(
      'today Nora 12:00 looked at the record 12:00 looked at a question about a scan Lakeside',
    );
    expect(words).toContain('Elena 12:00 answered a question about a scan Lakeside');
    expect((await father.get(patientPath)).html).toContain(`href="${patientPath}/access"`);
  });

  it('is shown to those who act for the patient, and a helper reads of their own grant alone', async () => {
    const { daughter, helper, patientPath } = family;
    expect(wordsOf(await daughter.get(`${patientPath}/access`))).toContain(
      'looked at a question about a scan',
    );
    const words = wordsOf(await helper.get(`${patientPath}/access`));
    expect(words).toContain('Nora (you)');
    for (const other of ['Elena', 'looked at']) expect(words).not.toContain(other);
  });

  it('of what the patient hides is read by the patient alone', async () => {
    const { story, app, studyId, patientId, patientPath, father, daughter } = family;
    const [before] = [wordsOf(await daughter.get(`${patientPath}/access`))];
    expect(before).toContain('a question about a scan');
    await story.insert('hidden_item', { patient_id: patientId, study_id: studyId });
    expect(wordsOf(await daughter.get(`${patientPath}/access`))).not.toContain('a question about a scan');
    expect(wordsOf(await father.get(`${patientPath}/access`))).toContain('a question about a scan');
    await app.query('UPDATE hidden_item SET shown_at = now()');
  });

  it('goes by pages of a hundred', async () => {
    const { app, patientId, helper, father, patientPath } = family;
    await app.query(
      `INSERT INTO access_event (patient_id, account_id, role, what, route, at)
       SELECT $1, $2, 'helper', 'view', 'GET /patients/:patientId/cases', '2090-01-01' FROM generate_series(1, 120)`,
      [patientId, helper.accountId],
    );
    const page = await father.get(`${patientPath}/access`);
    const [, before] = /\?before(?:&#x3D;|=)(\d+)"/.exec(page.html) ?? [];
    expect(page.html.match(/looked at the cases/g)).toHaveLength(100);
    expect(wordsOf(await father.get(`${patientPath}/access?before=${before}`))).toContain(
      'looked at a question about a scan',
    );
  });
});

describe('what others see on pages of several people', () => {
  /** The events of an account that came since, of whomever they are. */
  const since = async (before: number, accountId: string) =>
    (await written()).slice(before).filter((event) => event.accountId === accountId);

  it('is written down for each of those people: first page, inbox and message, and a HEAD as a look', async () => {
    const { app, story, helper, patientId, flagId } = family;
    const other = await story.patient('Rosa');
    await story.grant(helper.accountId, other, 'helper');
    const messageId = await story.notification(helper.accountId, patientId, { flag_id: flagId });
    const before = (await written()).length;
    for (const path of ['/', '/', '/inbox', `/inbox/${messageId}`]) await helper.get(path);
    const look = { accountId: helper.accountId, what: 'view' };
    expect((await since(before, helper.accountId)).sort((a, b) => (a.route < b.route ? -1 : 1))).toEqual([
      { ...look, route: 'GET /', item: null },
      { ...look, route: 'GET /', item: null },
      { ...look, route: 'GET /inbox', item: null },
      { ...look, route: 'GET /inbox/:id', item: flagId },
    ]);
    const own = await app.query<{ route: string }>('SELECT route FROM access_event WHERE patient_id = $1', [
      other,
    ]);
    expect(own).toEqual([{ route: 'GET /' }]);
    const third = await story.person('Vera', other, 'helper');
    expect((await third.send('/', { method: 'HEAD' })).status).toBe(200);
    expect(await since(before, third.accountId)).toEqual([
      { accountId: third.accountId, what: 'view', route: 'GET /', item: null },
    ]);
  });

  it('is written down for programs, and never for one’s own record', async () => {
    const { app, story, patientId, studyId, father } = family;
    const flagId = await story.flag(studyId);
    const accountId = await story.account('Nils');
    await story.grant(accountId, patientId, 'helper');
    const messageId = await story.notification(accountId, patientId, { flag_id: flagId });
    const program = await programOf(app, accountId);
    const paths = ['patients', 'needs', 'inbox', `fhir/Communication/${messageId}`];
    const before = (await written()).length;
    for (const path of paths) expect((await program.get(`/api/${path}`)).status).toBe(200);
    expect((await since(before, accountId)).map(({ route }) => route)).toEqual([
      'GET /api/patients',
      'GET /api/needs',
      'GET /api/inbox',
      'GET /api/fhir/Communication/:id',
    ]);
    for (const path of ['/', '/inbox']) await father.get(path);
    expect(await since(before, father.accountId)).toEqual([]);
  });

  it('is told on the patient’s page in words of its own', async () => {
    const words = wordsOf(await family.father.get(`${family.patientPath}/access`));
    expect(words).toContain('looked at their first page, which names what is open');
    expect(words).toContain('looked at their messages');
    expect(words).toContain('read one of their messages Lakeside');
  });
});

describe('a HEAD request for a page of a record', () => {
  it('is told as the look that it is', async () => {
    const { story, patientId, patientPath, father } = family;
    const visitor = await story.person('Hedda', patientId, 'helper');
    expect((await visitor.send(`${patientPath}/cases`, { method: 'HEAD' })).status).toBe(200);
    const words = wordsOf(await father.get(`${patientPath}/access`));
    expect(words).toContain('Hedda 12:00 looked at the cases');
  });
});

describe('every route of a record', () => {
  it.each(LOCALES)('has words for the access page (%s)', (locale) => {
    const words = wordsIn(locale);
    const shared = ['GET /', 'GET /inbox', 'GET /inbox/:id'];
    const routes = [...shared, ...recordRoutes().map(({ method, path }) => `${method} ${path}`)];
    const ids = routes.map((route) => `people.access.did.${routeWords(route)}`);
    expect(ids.filter((id) => !words.has(id))).toEqual([]);
    // Whatever a program read is told as one thing.
    const pages = ids.filter((id) => !id.includes('.program-'));
    expect(new Set(pages).size).toBe(pages.length);
  });
});

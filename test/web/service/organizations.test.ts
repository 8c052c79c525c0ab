import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Organization } from '../../../src/domain/organization.js';
import { MatchKnowledgeReader } from '../../../src/store/match-knowledge.reader.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { daysAgo } from '../pages/support/story.js';
import { wordsOf } from './support/visitor.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

interface Row {
  city: string | null;
  state: string | null;
  matched_at: Date | null;
}

/** One that was compared with all filings. */
async function anOrganization(name: string): Promise<{ id: string; path: string }> {
  const id = await family.story.organization(name);
  await family.app.query('UPDATE organization SET matched_at = $2 WHERE id = $1', [id, daysAgo(1)]);
  return { id, path: `/organizations/${id}` };
}

const row = async (id: string): Promise<Row> =>
  (await family.app.query<Row>('SELECT city, state, matched_at FROM organization WHERE id = $1', [id]))[0]!;

describe('the places that hold records', () => {
  it('are found by words of their name, whatever the accents and apostrophes', async () => {
    await anOrganization('St. Mary’s Hôspital of Elm');
    for (const query of ['st marys', 'HOSPITAL elm', "mary's"]) {
      const words = wordsOf(await family.operator.get(`/organizations?q=${encodeURIComponent(query)}`));
      expect(words).toContain('St. Mary’s Hôspital of Elm state not known');
    }
    for (const query of ['zebra', "'); DROP TABLE organization; --"])
      expect(wordsOf(await family.operator.get(`/organizations?q=${encodeURIComponent(query)}`))).toContain(
        'No place of that name',
      );
  });

  it('tell the operator nothing of whose records they hold', async () => {
    const { operator, organizationId } = family;
    for (const path of ['/organizations', `/organizations/${organizationId}`])
      expect(wordsOf(await operator.get(path))).not.toMatch(/Miguel|patient|scan[s ]of|place-\d/);
  });
});

/** The place as matching knows it. */
async function known(id: string): Promise<Organization> {
  const { manager } = family.app.get(DataSource);
  const { completed } = await family.app.get(MatchKnowledgeReader).read(manager, [id]);
  return completed({ id, name: 'Elm', aliases: [], state: null, city: null });
}

describe('another name that an operator adds', () => {
  it('is used from then on, until it ends; the place is compared anew each time', async () => {
    const { id, path } = await anOrganization('Elm General');
    const answer = await family.operator.post(`${path}/aliases`, { name: ' EGH\u0007 \n Group ' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    expect((await row(id)).matched_at).toBeNull();
    expect((await known(id)).aliases).toEqual([expect.stringMatching(/^EGH.* Group$/)]);
    const page = await family.operator.get(path);
    expect(wordsOf(page)).toContain('Added by Otto, today 12:00');
    const end = /action="([^"]*\/aliases\/[^"]*\/end)"/.exec(page.html)![1]!;
    expect((await family.operator.post(end)).status).toBe(303);
    expect((await known(id)).aliases).toEqual([]);
    expect(wordsOf(await family.operator.get(path))).toContain('ended today 12:00');
    expect((await family.operator.post(end)).status).toBe(404);
  });

  it('is taken once, and not without letters', async () => {
    const { path } = await anOrganization('Elm Twice');
    await family.operator.post(`${path}/aliases`, { name: 'ET' });
    expect(wordsOf(await family.operator.post(`${path}/aliases`, { name: 'et' }))).toContain(
      'has that already',
    );
    expect((await family.operator.post(`${path}/aliases`, { name: '' })).status).toBe(400);
  });

  it('stays as it was: a row can end, and nothing else', async () => {
    const { path } = await anOrganization('Elm Forever');
    await family.operator.post(`${path}/aliases`, { name: 'EF' });
    for (const change of ["UPDATE organization_alias SET name = 'X'", 'DELETE FROM organization_alias'])
      await expect(family.app.query(change)).rejects.toThrow('is append-only');
  });
});

describe('a vendor of a place', () => {
  it('needs a source, which is shown as a link where it is an address', async () => {
    const { id, path } = await anOrganization('Elm Imaging');
    expect((await family.operator.post(`${path}/vendors`, { name: 'Cloud Archive' })).status).toBe(400);
    expect(
      (await family.operator.post(`${path}/vendors`, { name: 'Cloud Archive', source: '     ' })).status,
    ).toBe(400);
    const source = 'https://elm.example/privacy';
    await family.operator.post(`${path}/vendors`, { name: 'Cloud Archive', source });
    await family.operator.post(`${path}/vendors`, { name: 'Paper Archive', source: 'javascript:alert(1)' });
    const { html } = await family.operator.get(path);
    expect(html).toContain(`href="${source}"`);
    expect(html).not.toContain('href="javascript:');
    expect((await known(id)).vendors).toContain('Cloud Archive');
  });
});

describe('town and state', () => {
  it('are told by the operator where the records do not, and corrected later', async () => {
    const { id, path } = await anOrganization('Elm Nowhere');
    await family.operator.post(`${path}/place`, { city: 'Toledo', state: 'OH' });
    expect(await row(id)).toMatchObject({ city: 'Toledo', state: 'OH', matched_at: null });
    await family.operator.post(`${path}/place`, { city: 'Tacoma', state: 'WA' });
    expect(await row(id)).toMatchObject({ city: 'Tacoma', state: 'WA' });
    expect((await family.operator.post(`${path}/place`, { state: 'Narnia' })).status).toBe(400);
  });

  it('are not changed where its own records say them', async () => {
    const { id, path } = await anOrganization('Elm Somewhere');
    await family.app.query("UPDATE organization SET city = 'Akron', state = 'OH' WHERE id = $1", [id]);
    expect((await family.operator.get(path)).html).not.toContain(`${path}/place`);
    expect((await family.operator.post(`${path}/place`, { city: 'Tacoma', state: 'WA' })).status).toBe(400);
    expect(await row(id)).toMatchObject({ city: 'Akron' });
  });

  it('are asked of the patient once, and kept with who said so', async () => {
    const { app, father, helper, patientPath, connectionId, organizationId } = family;
    const path = `${patientPath}/connections/${connectionId}`;
    expect(wordsOf(await father.get(path))).toContain('Where is Lakeside?');
    expect((await helper.get(path)).html).not.toContain('Where is Lakeside?');
    const said = { organization: organizationId, city: 'Port Clay', state: 'OH' };
    expect((await helper.post(`${path}/place`, said)).status).toBe(403);
    const answer = await father.post(`${path}/place`, said);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    expect(wordsOf(await father.get(path))).not.toContain('Where is Lakeside?');
    expect((await row(organizationId)).matched_at).toBeNull();
    expect(await known(organizationId)).toMatchObject({ city: 'Port Clay', state: 'OH' });
    expect(
      await app.query('SELECT account_id FROM organization_place WHERE organization_id = $1', [
        organizationId,
      ]),
    ).toEqual([{ account_id: father.accountId }]);
    expect((await father.post(`${path}/place`, { ...said, city: 'Elsewhere' })).status).toBe(404);
  });

  it('count while all who say so agree, and not where one says otherwise', async () => {
    const { app, organizationId, operator } = family;
    const say = (state: string) =>
      app.query(
        'INSERT INTO organization_place (organization_id, state, account_id, at) VALUES ($1, $2, $3, now())',
        [organizationId, state, operator.accountId],
      );
    await say('OH');
    expect((await known(organizationId)).state).toBe('OH');
    await say('TX');
    expect((await known(organizationId)).state).toBeNull();
  });

  it('are taken of a place of the patient’s own connection only', async () => {
    const { father, patientPath, connectionId } = family;
    const { id } = await anOrganization('Somebody else’s place');
    const page = await father.post(`${patientPath}/connections/${connectionId}/place`, {
      organization: id,
      state: 'OH',
    });
    expect(page.status).toBe(404);
    expect((await row(id)).state).toBeNull();
  });

  it('may be not known, and then are asked no more', async () => {
    const { app, father, story, patientPath, patientId } = family;
    const connectionId = await story.place(patientId);
    const organizationId = await story.organization('Elm Unknown');
    await app.query('UPDATE study SET connection_id = $1, organization_id = $2', [
      connectionId,
      organizationId,
    ]);
    const path = `${patientPath}/connections/${connectionId}`;
    expect((await father.post(`${path}/place`, { organization: organizationId })).status).toBe(303);
    expect(wordsOf(await father.get(path))).not.toContain('Where is Elm Unknown?');
    const statements = await app.statementsOf(() => father.get(path));
    expect(statements.length).toBeLessThanOrEqual(6);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo } from './support/story.js';

let family: Family;
let form: string;
beforeAll(async () => {
  family = await startFamily();
  form = `${family.patientPath}/notices`;
});
afterAll(() => family.app.close());

const letter = (differs: Record<string, string> = {}): Record<string, string> => ({
  place: 'Elm Dental',
  letterOn: dayAgo(3),
  ...differs,
});

async function typed(differs: Record<string, string> = {}): Promise<string> {
  const answer = await family.daughter.post(form, letter(differs));
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!;
}

describe('a letter about a breach that somebody types in', () => {
  it('becomes a breach of this patient with the steps for it, at once where numbers of the person are named', async () => {
    const path = await typed({ kinds: 'social-security' });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('Elm Dental wrote about a data breach');
    expect(words).toContain('Do this today');
    expect(words).toContain('Freeze credit at all three credit bureaus.');
    expect(words).toContain('It names these kinds of data: Social Security numbers');
    expect(wordsOf(await family.father.get(await typed({ kinds: 'medical' })))).toContain(
      'Please do the first step this week',
    );
    expect((await family.father.get('/')).html).toContain(path);
    expect(wordsOf(await family.father.get(family.patientPath))).toContain('A letter about a data breach');
  });

  it('shows the scans of that place when it is one of the patient’s own', async () => {
    const path = await typed({ organization: family.organizationId, place: 'ignored' });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('Lakeside holds 1 scan of yours that we know of.');
    expect(words).not.toContain('ignored');
  });

  it('keeps help line and code to those who may act', async () => {
    const path = await typed({ hotline: '1-800-555-0100', offerCode: 'ELM-77' });
    for (const visitor of [family.father, family.daughter]) {
      const { html } = await visitor.get(path);
      expect(html).toContain('1-800-555-0100');
      expect(html).toContain('ELM-77');
    }
    const { status, html } = await family.helper.get(path);
    expect(status).toBe(200);
    expect(html).not.toMatch(/1-800-555-0100|ELM-77/);
  });

  it('is kept anew where the same one is kept from who types it, and shown to them like any other', async () => {
    const { father, daughter } = family;
    const hidden = await typed({ place: 'Quiet Dental' });
    const exposureId = hidden.split('/').at(-1)!;
    await father.post(`${family.patientPath}/hidden`, { what: 'exposure', id: exposureId });
    expect((await daughter.get(hidden)).status).toBe(404);
    const again = await typed({ place: 'Quiet Dental' });
    expect(again).not.toBe(hidden);
    expect((await daughter.get(again)).status).toBe(200);
    expect(await typed({ place: 'Quiet Dental' })).toBe(again);
  });

  it('is told to the patient’s other people, not to the one who typed it', async () => {
    const path = await typed();
    const told = await family.app.query<{ account_id: string; situation: string }>(
      `SELECT account_id, situation FROM notification WHERE exposure_id = $1 AND channel = 'mail'`,
      [path.split('/').at(-1)],
    );
    expect(told.map(({ account_id }) => account_id).sort()).toEqual(
      [family.father.accountId, family.helper.accountId].sort(),
    );
    expect(new Set(told.map(({ situation }) => situation))).toEqual(new Set(['S12']));
    expect(wordsOf(await family.father.get('/inbox'))).toContain('a breach was reported');
  });

  it('is nobody else’s: no filing, no match, nothing public, and no other patient may see it', async () => {
    const path = await typed({ place: 'Private Letter Clinic' });
    expect(await family.app.query('SELECT id FROM filing')).toEqual([]);
    expect(
      await family.app.query("SELECT id FROM organization WHERE name = 'Private Letter Clinic'"),
    ).toEqual([]);
    const [{ breach_id: breachId } = { breach_id: '' }] = await family.app.query<{ breach_id: string }>(
      'SELECT breach_id FROM exposure WHERE id = $1',
      [path.split('/').at(-1)],
    );
    expect((await family.operator.get(`/breaches/${breachId}`)).status).toBe(404);
    expect((await family.operator.get(`/breaches/${breachId}/review`)).status).toBe(404);
    for (const visitor of [family.stranger, family.operator])
      expect((await visitor.get(path)).status).toBe(404);
  });

  it.each([
    ['no place', { place: '' }, 'Please say who wrote the letter.'],
    [
      'another patient’s place',
      { organization: '00000000-0000-4000-8000-000000000000' },
      'choose one of the places',
    ],
    ['no day', { letterOn: 'May' }, 'Please give the day'],
    ['a day that is none', { letterOn: '2026-02-31' }, 'Please give the day'],
    ['a day to come', { breachOn: dayAgo(-2) }, 'not in the future'],
    ['a kind of data that is not asked', { kinds: 'dna' }, 'Please tick the kinds'],
    ['a place of 121 letters', { place: 'x'.repeat(121) }, '120 letters at most'],
  ])('is not taken with %s, and the page says why', async (_name, differs, why) => {
    const page = await family.father.post(form, letter(differs));
    expect(page.status).toBe(400);
    expect(wordsOf(page)).toContain(why);
  });

  it('is not typed in by a helper, who is told whom to ask', async () => {
    const page = await family.helper.get(`${form}/new`);
    expect(wordsOf(page)).toContain('Only Miguel, or a person who may act for Miguel, can add a letter.');
    expect(page.html).not.toContain('name="letterOn"');
    expect((await family.helper.post(form, letter())).status).toBe(403);
  });

  it('is one letter when it is sent twice, and no news when it is old', async () => {
    const twice = { place: 'Double Dental', kinds: 'social-security' };
    expect(await typed(twice)).toBe(await typed(twice));
    const old = await typed({ place: 'Old Dental', kinds: 'social-security', letterOn: dayAgo(400) });
    expect(wordsOf(await family.father.get(old))).not.toContain('Do this today');
  });

  it('stays as it was typed', async () => {
    await typed();
    for (const change of ['UPDATE paper_notice SET at = now()', 'DELETE FROM paper_notice'])
      await expect(family.app.query(change)).rejects.toThrow('is append-only');
  });

  it('costs six statements to show, however many letters there are', async () => {
    const path = await typed();
    for (const page of [path, `${form}/new`]) {
      const statements = await family.app.statementsOf(() => family.father.get(page));
      expect(statements.length).toBeLessThanOrEqual(6);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { daysAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

async function aPlace(differs: Parameters<Family['story']['place']>[1] = {}): Promise<string> {
  return `${family.patientPath}/connections/${await family.story.place(family.patientId, differs)}`;
}

async function dueAt(path: string): Promise<Date> {
  const [row] = await family.app.query<{ next_pull_at: Date }>(
    'SELECT next_pull_at FROM connection WHERE id = $1',
    [path.split('/').at(-1)],
  );
  return row!.next_pull_at;
}

describe('a place where we look', () => {
  it('says since when it was not read, why, and what that means', async () => {
    const problem =
      'ImagingStudy could not be read: place.test did not answer in time; it will be asked again at the next pull';
    const words = wordsOf(
      await family.father.get(await aPlace({ problem, gapCodes: ['timeout'], lastCompleteAt: daysAgo(3) })),
    );
    expect(words).toContain('We could not look at Lakeside');
    expect(words).toContain('was not read in full since 2 May . It did not answer.');
    expect(words).toContain('is not known yet. What we saw before is kept.');
    expect(words).toContain(
      'What the place answered Place.test did not answer in time; it will be asked again at the next pull.',
    );
  });

  it('says how many entries carry somebody else’s data, what to do first, and nothing of the other person', async () => {
    const path = await aPlace();
    const entry = { type: 'ImagingStudy', reason: 'it carries another name than yours' };
    await family.app.query(
      `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count)
       VALUES ($1, $2, $2, true, '{}', '[]', $3, 1)`,
      [
        path.split('/').at(-1),
        daysAgo(-1),
        JSON.stringify([
          { ...entry, id: 'exam-of-otto', isMixed: true },
          { ...entry, id: 'exam-of-olga', isMixed: false },
        ]),
      ],
    );
    for (const visitor of [family.father, family.helper]) {
      const page = await visitor.get(path);
      expect(page.html).not.toMatch(/exam-of-/);
      const words = wordsOf(page);
      expect(words).toContain('1 entry in');
      expect(words).toContain('We never show the details of another person, here or in a mail.');
      expect(words).toMatch(
        /all the records office or the privacy office.*ell the treating doctor.*rite to Lakeside/,
      );
    }
    expect(wordsOf(await family.father.get(await aPlace()))).not.toContain('somebody else');
  });

  it('shows a consent that allows more than care in its own words, and not to a helper', async () => {
    const path = await aPlace();
    const consent = { id: 'c', allows: ['HRESCH'], organization: null, on: '2089-02-03' };
    const consents = [
      { ...consent, scope: 'Use of images in research', until: null },
      { ...consent, scope: 'An old study', until: '2089-12-31' },
    ];
    await family.app.query(
      `UPDATE connection SET progress = jsonb_build_object('history', jsonb_build_object('consents', $2::jsonb)) WHERE id = $1`,
      [path.split('/').at(-1), JSON.stringify(consents)],
    );
    const words = wordsOf(await family.daughter.get(path));
    expect(words).toContain('A consent that allows more than care');
    expect(words).toMatch(
      /dated 3 February 2089 ?\. In its own words it includes: Use of images in research/,
    );
    expect(words).toContain('What was shared before stays shared.');
    expect(words).not.toContain('An old study');
    expect(wordsOf(await family.helper.get(path))).not.toContain('more than care');
  });

  it('is looked at again when asked', async () => {
    const path = await aPlace();
    expect((await dueAt(path)).toISOString()).toBe(daysAgo(-1));
    const asked = await family.daughter.post(`${path}/look`);
    expect([asked.status, asked.headers.get('location')]).toEqual([303, `${path}/progress`]);
    expect((await dueAt(path)).toISOString()).toBe(daysAgo(0));
    expect(wordsOf(await family.daughter.follow(asked))).toContain('We are reading the list of Lakeside');
    expect(wordsOf(await family.daughter.get(path))).toContain('A look is under way.');
  });

  it('is never put off by asking', async () => {
    const path = await aPlace();
    await family.app.query('UPDATE connection SET next_pull_at = $2 WHERE id = $1', [
      path.split('/').at(-1),
      daysAgo(1),
    ]);
    await family.daughter.post(`${path}/look`);
    expect((await dueAt(path)).toISOString()).toBe(daysAgo(1));
  });

  it('is not hurried by a helper, nor through another patient', async () => {
    const path = await aPlace();
    expect((await family.helper.get(path)).html).not.toContain('/look');
    expect((await family.helper.post(`${path}/look`)).status).toBe(403);
    const other = await family.story.patient('Rosa');
    const visitor = await family.story.person('Rosa', other, 'self');
    const through = `/patients/${other}/connections/${path.split('/').at(-1)}`;
    expect((await visitor.get(through)).status).toBe(404);
    expect((await visitor.post(`${through}/look`)).status).toBe(404);
    expect((await dueAt(path)).toISOString()).toBe(daysAgo(-1));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../service/support/visitor.js';
import { type Page, wordsOf as allWordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, dayAgo, daysAgo } from './support/story.js';

/** Words as they are read: a full stop stands with its word, whatever element that is in. */
function wordsOf(page: Page): string {
  return allWordsOf(page).replaceAll(' .', '.');
}

let family: Family;
let path: string;
beforeAll(async () => {
  family = await startFamily();
  path = `${family.patientPath}/expected`;
});
afterAll(() => family.app.close());

const FRIDAY = { day: dayAgo(-5), until: '', kind: 'mri', place: 'Northgate' };

async function saidBy(visitor: Visitor, form: Record<string, string>): Promise<string> {
  const page = await visitor.post(path, form);
  expect([page.status, page.headers.get('location')]).toEqual([303, family.patientPath]);
  return wordsOf(await visitor.follow(page));
}

describe('"I have a scan on Friday"', () => {
  it('stands on the page for everybody, with who said it, until it is taken back', async () => {
    expect(await saidBy(family.daughter, FRIDAY)).toContain('Miguel expects an MRI on 9 May at Northgate.');
    const page = await family.father.get(family.patientPath);
    expect(wordsOf(page)).toContain('You expect an MRI on 9 May at Northgate. Elena told us.');
    const action = /action="([^"]+taken-back)"/.exec(page.html)![1]!;
    const back = await family.father.post(action, {});
    expect(wordsOf(await family.father.follow(back))).not.toContain('You expect an MRI');
  });

  it('makes the places due, but no place that is unwell', async () => {
    const { app, connectionId, patientId, story } = family;
    const unwell = await story.place(patientId, { siteName: 'Unwell' });
    await app.query('UPDATE connection SET failures = 3 WHERE id = $1', [unwell]);
    await saidBy(family.father, { ...FRIDAY, kind: 'unknown' });
    const due = await app.query<{ id: string }>('SELECT id FROM connection WHERE patient_id = $1 AND next_pull_at <= $2', [patientId, daysAgo(0)]); // prettier-ignore
    expect(due.map(({ id }) => id)).toEqual([connectionId]);
  });

  it.each([
    ['no day', { day: '' }, 'Please give the day'],
    ['a day that is none', { day: '2090-02-31' }, 'Please give the day'],
    ['a day long past', { day: dayAgo(31) }, 'Please choose a day of the last 30 days'],
    ['a day too far ahead', { day: dayAgo(-366) }, 'Please choose a day of the last 30 days'],
    ['a span of more than a week', { until: dayAgo(-12) }, 'within a week of the first'],
    ['a last day before the first', { until: dayAgo(-4) }, 'within a week of the first'],
    ['a kind that is none', { kind: 'ghost' }, 'Please choose one of the kinds of scan'],
    ['a place without end', { place: 'x'.repeat(81) }, '80 letters at most'],
  ])('is refused in words with %s', async (_name, wrong, why) => {
    const page = await family.father.post(path, { ...FRIDAY, ...wrong });
    expect([page.status, wordsOf(page).includes(why)]).toEqual([400, true]);
  });

  it('is asked of no helper', async () => {
    expect((await family.helper.get(family.patientPath)).html).not.toContain('name="until"');
    expect((await family.helper.post(path, FRIDAY)).status).toBe(403);
  });

  it('of another patient cannot be taken back', async () => {
    const { story, stranger, patientId, father } = family;
    const id = await story.expectation(patientId, father.accountId);
    expect((await stranger.post(`${path}/${id}/taken-back`, {})).status).toBe(404);
    const other = await story.patient('Other');
    const visitor = await story.person('Other', other, 'self');
    expect((await visitor.post(`/patients/${other}/expected/${id}/taken-back`, {})).status).toBe(404);
  });

  it('is shown until 30 days after its day', async () => {
    const { story } = family;
    const patientId = await story.patient('Rosa');
    const rosa = await story.person('Rosa', patientId, 'self');
    for (const [days, kind] of [
      [30, 'ct'],
      [31, 'mri'],
    ] as const)
      // prettier-ignore
      await story.expectation(patientId, rosa.accountId, { first_day: dayAgo(days), last_day: dayAgo(days), kind });
    const words = wordsOf(await rosa.get(`/patients/${patientId}`));
    expect(words).toContain('You expected a CT scan on 4 April. It does not show here yet.');
    expect(words).not.toContain('expected an MRI');
  });

  it('names the scan that it became, and that scan who told us', async () => {
    const { story, organizationId, daughter, father } = family;
    const patientId = await story.patient('Ada');
    const connectionId = await story.place(patientId);
    const studyId = await story.study({ connectionId, organizationId }, aStudy());
    await story.expectation(patientId, daughter.accountId, { study_id: studyId });
    const visitor = await story.person('Ada', patientId, 'self');
    const words = wordsOf(await visitor.get(`/patients/${patientId}`));
    expect(words).toContain('You expected a CT scan on 7 May. It came: CT scan. Elena told us.');
    expect(words).toContain('Elena told us about it.');
    expect(words).not.toContain('No order');
    expect(wordsOf(await visitor.get(`/patients/${patientId}/studies/${studyId}`))).toContain(
      'Elena told us about it.',
    );
    await story.grant(daughter.accountId, patientId, 'representative');
    expect(wordsOf(await daughter.get(`/patients/${patientId}`))).toContain('You told us about it.');
    expect((await father.get(`/patients/${patientId}`)).status).toBe(404);
  });
});

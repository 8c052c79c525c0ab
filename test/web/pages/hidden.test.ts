import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, aStudyResource } from '../../support/fhir-builders.js';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let people: string;
let studyPath: string;
beforeAll(async () => {
  family = await startFamily();
  people = `${family.patientPath}/people`;
  studyPath = `${family.patientPath}/studies/${family.studyId}`;
});
afterAll(() => family.app.close());

function hide(by: Visitor, what: string, id: string): ReturnType<Visitor['post']> {
  return by.post(`${family.patientPath}/hidden`, { what, id });
}

/** What the functions that pages read from give somebody. */
async function scansSeenBy({ accountId }: Visitor): Promise<number> {
  return (await family.app.query('SELECT FROM seen_study($1)', [accountId])).length;
}

describe('keeping something to oneself', () => {
  it('is offered to the patient alone, on the page of the thing', async () => {
    const places = `${family.patientPath}/connections/${family.connectionId}`;
    expect(wordsOf(await family.father.get(studyPath))).toContain('Keep this scan to myself');
    expect(wordsOf(await family.father.get(family.flagPath))).toContain('Keep this scan to myself');
    expect(wordsOf(await family.father.get(places))).toContain('Keep this place to myself');
    for (const other of [family.daughter, family.helper])
      for (const path of [studyPath, family.flagPath, places])
        expect(wordsOf(await other.get(path))).not.toContain('to myself');
  });

  it('is refused to who acts for the patient, whether or not something is hidden', async () => {
    expect((await hide(family.daughter, 'study', family.studyId)).status).toBe(400);
    expect((await hide(family.helper, 'study', family.studyId)).status).toBe(403);
    expect(await scansSeenBy(family.daughter)).toBe(1);
  });

  it('hides it from everybody else at once, and from the patient not at all', async () => {
    for (let times = 0; times < 2; times += 1)
      expect((await hide(family.father, 'study', family.studyId)).headers.get('location')).toBe(people);
    expect([await scansSeenBy(family.father), await scansSeenBy(family.daughter)]).toEqual([1, 0]);
    expect(wordsOf(await family.father.get(studyPath))).toContain('Only you see this.');
    const mine = wordsOf(await family.father.get(people));
    expect(mine).toContain('What you keep to yourself');
    for (const other of [family.daughter, family.helper])
      expect(wordsOf(await other.get(people))).not.toContain('yourself');
  });

  it('leaves it out of what an invitation would show', async () => {
    const form = {
      name: 'R',
      email: 'r@mail.test',
      role: 'helper',
      where: 'all',
      kinds: 'scans',
      until: 'open',
    };
    expect(wordsOf(await family.father.post(`${people}/preview`, form))).toContain('No scans');
  });

  it('ends with "Show again"', async () => {
    const action = /action="([^"]+\/show)"/.exec((await family.father.get(people)).html)![1]!;
    expect((await family.daughter.post(action)).status).toBe(400);
    expect((await family.stranger.post(action)).status).toBe(404);
    expect((await family.father.post(action)).headers.get('location')).toBe(people);
    expect(await scansSeenBy(family.daughter)).toBe(1);
  });

  it('takes nothing of another patient, and nothing that is none', async () => {
    const other = await family.story.place(await family.story.patient('Other'));
    expect((await hide(family.father, 'connection', other)).status).toBe(404);
    expect((await hide(family.father, 'account', family.father.accountId)).status).toBe(400);
  });

  it('is not offered where nobody else sees the record', async () => {
    const patientId = await family.story.patient('Alone');
    const alone = await family.story.person('Alone', patientId, 'self');
    const place = await family.story.place(patientId);
    const page = await alone.get(`/patients/${patientId}/connections/${place}`);
    expect(wordsOf(page)).not.toContain('to myself');
  });
});

describe('a place of files that the patient keeps to themselves', () => {
  let form: string;
  const count = async (table: string) => (await family.app.query(`SELECT FROM ${table}`)).length;
  const add = (by: Visitor, place: string): Promise<Page> => {
    const entry = [aPatient('anna', { name: [{ text: 'Miguel' }] }), aStudyResource({ uid: '1.2.9' })];
    const file = JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: entry.map((resource) => ({ resource })),
    });
    return by.post(form, { place, theirs: 'yes', file: new Blob([file]) });
  };
  beforeAll(async () => {
    form = `${family.patientPath}/files`;
    const added = await add(family.father, 'Secret Clinic');
    if (added.status !== 303) throw new Error(wordsOf(added));
    await hide(family.father, 'connection', added.headers.get('location')!.split('/').at(-1)!);
  });

  it('takes no files from who may not see it, and the refusal does not say that it is there', async () => {
    const before = [await count('upload'), await count('connection')];
    const page = await add(family.daughter, 'secret clinic');
    expect(page.status).toBe(400);
    expect(wordsOf(page)).toContain('This place cannot be added from here.');
    expect([await count('upload'), await count('connection')]).toEqual(before);
    expect((await add(family.daughter, 'Another Clinic')).status).toBe(303);
    expect((await add(family.father, 'Secret Clinic')).status).toBe(303);
  });

  it('is refused in the same words to who sees only some places, whether or not it is there', async () => {
    const { story, patientId, connectionId } = family;
    const accountId = await story.account('Vera');
    const role = 'representative';
    const grant = { account_id: accountId, patient_id: patientId, role, places: [connectionId] };
    await story.insert('patient_grant', grant);
    const vera = await story.browser(accountId);
    for (const place of ['Secret Clinic', 'Another Clinic', 'Nowhere Clinic']) {
      const page = await add(vera, place);
      expect([page.status, wordsOf(page)]).toEqual([
        400,
        expect.stringContaining('cannot be added from here'),
      ]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, daysAgo, type FlagRow } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

async function aFlag(differs: Partial<FlagRow> = {}, absences = 0): Promise<string> {
  const { story, connectionId, organizationId, patientPath } = family;
  const studyId = await story.study({ connectionId, organizationId }, aStudy(), { absences });
  return `${patientPath}/flags/${await story.flag(studyId, differs)}`;
}

async function answer(visitor: Visitor, flagPath: string, given: string): Promise<Page> {
  const posted = await visitor.post(`${flagPath}/answer`, { answer: given });
  expect([posted.status, posted.headers.get('location')]).toEqual([303, flagPath]);
  return visitor.follow(posted);
}

describe('a scan that nobody ordered', () => {
  it('says what happened, why we ask, and what often explains it', async () => {
    const words = wordsOf(await family.daughter.get(family.flagPath));
    expect(words).toContain('Do you know about this scan?');
    expect(words).toContain('CT scan · 14 February 2083 · 212 images');
    expect(words).toContain(
      'Lakeside added a CT scan dated 14 February 2083 to Miguel’s record on 1 May 2090.',
    );
    expect(words).toContain('We found no order, visit, report or bill that fits it.');
    expect(words).toContain('Its own date lies 7 years before the day it was added.');
    expect(words).toContain('An old scan was filed late.');
    expect(words).toMatch(/First seen here\. .* Seen again in a full look\./);
  });

  it('speaks to the patient as “you”, and to caregivers by the name', async () => {
    expect(wordsOf(await family.father.get(family.flagPath))).toContain('I know this Not sure Not mine');
    expect(wordsOf(await family.daughter.get(family.flagPath))).toContain(
      'Miguel knows this Not sure Not Miguel’s',
    );
  });

  it('carries the code of the reader’s own message, and tells that we wrote', async () => {
    const { story, daughter, father, patientId, flagId, flagPath, app } = family;
    const id = await story.notification(daughter.accountId, patientId, { flag_id: flagId });
    const [row] = await app.query<{ code: string }>('SELECT code FROM notification WHERE id = $1', [id]);
    const words = wordsOf(await daughter.get(flagPath));
    expect(words).toContain(`carries the code ${row!.code}`);
    expect(words).toContain('We wrote to you.');
    expect(wordsOf(await father.get(flagPath))).not.toContain(row!.code);
  });
});

describe('the rules of law', () => {
  it('are those of the country where the place lies, and are said to be of the United States where that is not known', async () => {
    const { app, organizationId, father, flagPath } = family;
    const wordsAt = async (country: string | null): Promise<string> => {
      await app.query('UPDATE organization SET country = $2 WHERE id = $1', [organizationId, country]);
      return wordsOf(await father.get(flagPath));
    };
    expect(await wordsAt('DE')).toMatch(/GDPR Articles 12 and 15, European Union.*not legal advice/);
    expect(await wordsAt('DE')).not.toContain('Office for Civil Rights');
    expect(await wordsAt('GB')).toContain('Information Commissioner’s Office');
    expect(await wordsAt('US')).not.toContain('We do not know which country');
    expect(await wordsAt(null)).toContain('We do not know which country this place is in.');
  });

  it('are told in the language of the reader', async () => {
    const { app, father, flagPath } = family;
    await app.query("UPDATE account SET locale = 'es' WHERE id = $1", [father.accountId]);
    const page = await father.get(flagPath);
    await app.query("UPDATE account SET locale = 'en' WHERE id = $1", [father.accountId]);
    expect(page.html).toContain('<section class="marked" data-level="check" lang="es">');
    expect(wordsOf(page)).toContain('Qué puede hacer ahora');
  });
});

describe('an answer', () => {
  it('closes the question for everybody, and says who gave it', async () => {
    const { father, daughter, helper, patientPath } = family;
    const path = await aFlag();
    expect((await daughter.get('/')).html).toContain(path);
    expect(wordsOf(await answer(father, path, 'know'))).toContain('You answered: I know this ,');
    for (const other of [daughter, helper]) {
      expect(wordsOf(await other.get(path))).toContain('Miguel answered: Miguel knows this');
      expect((await other.get('/')).html).not.toContain(path);
    }
    expect(wordsOf(await daughter.get(patientPath))).toContain('Miguel answered: Miguel knows this');
  });

  it('can be changed by another person, and every answer is kept', async () => {
    const { father, daughter, app } = family;
    const path = await aFlag();
    await answer(father, path, 'unsure');
    await answer(daughter, path, 'know');
    const words = wordsOf(await answer(father, path, 'not-mine'));
    expect(words).toContain('You answered: not mine');
    const kept = await app.query<{ answer: string }>(
      'SELECT answer FROM answer WHERE flag_id = $1 ORDER BY at',
      [path.split('/').at(-1)],
    );
    expect(kept.map((row) => row.answer)).toEqual(['unsure', 'know', 'not-mine']);
    expect(words.match(/The question was answered\./g)).toHaveLength(3);
  });

  it('“not mine” is one to act on soon, with the steps in order', async () => {
    const { daughter, patientPath } = family;
    const path = await aFlag();
    const page = await answer(daughter, path, 'not-mine');
    expect(page.html).toContain('data-level="act soon"');
    const words = wordsOf(page);
    expect(words).toContain('A scan that is not Miguel’s');
    // It says nothing of what is no longer open.
    expect(words).toContain(
      'Please do the first step this week. First: Call the records office of Lakeside.',
    );
    expect(words).not.toContain('Why we ask');
    const [, toCase] = /href="([^"]+)">Keep track of the steps/.exec(page.html)!;
    const kept = await daughter.get((await daughter.get(toCase!)).headers.get('location')!);
    expect(wordsOf(kept)).toContain('Call the records office of Lakeside.');
    expect(words).toContain('What it may mean Most often it is a mix-up');
    expect(words).not.toContain('Often there is a plain reason');
    const steps = [
      'Call the records office of Lakeside',
      'Tell the doctor',
      'Ask Lakeside to fix the entry',
      'Ask the privacy office',
    ];
    expect(steps.map((step) => words.indexOf(step))).toEqual(
      steps.map((step) => words.indexOf(step)).sort((a, b) => a - b),
    );
    expect(words.indexOf(steps[0]!)).toBeGreaterThan(0);
    expect(words).toContain('By 11 May');
    expect((await daughter.get(patientPath)).html).toMatch(/data-level="act soon"/);
  });

  it('“not mine” stays with everybody until somebody says that it is dealt with, which can be taken back', async () => {
    const { father, daughter, helper } = family;
    const path = await aFlag();
    await answer(father, path, 'not-mine');
    const open = await daughter.get('/');
    expect(open.html).toMatch(new RegExp(`data-level="act soon"[^]*${path}`));
    expect(wordsOf(open)).toContain('Miguel · a scan that is not Miguel’s');
    expect((await helper.post(`${path}/dealt`, { dealt: 'yes' })).status).toBe(403);

    const dealt = await daughter.post(`${path}/dealt`, { dealt: 'yes' });
    expect([dealt.status, dealt.headers.get('location')]).toEqual([303, path]);
    expect(wordsOf(await daughter.follow(dealt))).toMatch(/Nothing to do.*You said: dealt with/);
    expect(wordsOf(await father.get(path))).toMatch(/Elena said: dealt with.*Take it up again/);
    expect((await father.get('/')).html).not.toContain(path);

    await father.post(`${path}/dealt`, { dealt: 'no' });
    for (const visitor of [father, daughter]) expect((await visitor.get('/')).html).toContain(path);
    await daughter.post(`${path}/dealt`, { dealt: 'yes' });
    await answer(father, path, 'not-mine');
    expect((await daughter.get('/')).html).toContain(path);
  });

  it('“not mine” is told to the patient’s other people once, to act on soon, and never to who gave it', async () => {
    const { father, daughter, helper, app } = family;
    const path = await aFlag();
    for (const given of ['not-mine', 'unsure', 'not-mine']) await answer(daughter, path, given);
    const told = await app.query<{ account_id: string; level: string; channel: string }>(
      'SELECT account_id, level, channel FROM notification WHERE flag_id = $1',
      [path.split('/').at(-1)],
    );
    expect(told.map(({ account_id: to }) => to).sort()).toEqual([father.accountId, helper.accountId].sort());
    for (const row of told) expect(row).toMatchObject({ level: 'act soon', channel: 'mail' });
    expect(wordsOf(await helper.get('/inbox'))).toContain('Miguel · a scan that is not Miguel’s');
    expect(wordsOf(await father.get('/inbox'))).toContain('a scan that is not yours');
  });

  it('of nothing that was answered, nothing can be dealt with', async () => {
    const path = await aFlag();
    expect((await family.daughter.post(`${path}/dealt`, { dealt: 'yes' })).status).toBe(404);
    expect((await family.daughter.post(`${path}/dealt`, { dealt: 'perhaps' })).status).toBe(400);
  });

  it('“I know this” asks for nothing more', async () => {
    const words = wordsOf(await answer(family.father, await aFlag(), 'know'));
    expect(words).toContain('Nothing to do');
    expect(words).toContain('We will not ask about it again.');
  });

  it('marks the message of its giver as read, and nobody else’s', async () => {
    const { story, father, daughter, patientId, app } = family;
    const path = await aFlag();
    const flag_id = path.split('/').at(-1)!;
    for (const visitor of [father, daughter])
      await story.notification(visitor.accountId, patientId, { flag_id });
    await answer(father, path, 'know');
    const read = await app.query<{ account_id: string }>(
      'SELECT account_id FROM notification WHERE flag_id = $1 AND read_at IS NOT NULL',
      [flag_id],
    );
    expect(read).toEqual([{ account_id: father.accountId }]);
  });

  it('is one of three, whatever is posted', async () => {
    const path = await aFlag();
    const posts: Record<string, string>[] = [{}, { answer: '' }, { answer: 'mine' }, { answer: 'KNOW' }];
    for (const fields of posts) {
      const page = await family.father.post(`${path}/answer`, fields);
      expect(page.status).toBe(400);
      expect(wordsOf(page)).toContain('Please choose one of the answers.');
    }
    expect(wordsOf(await family.father.get(path))).not.toContain('You answered');
  });
});

describe('a helper', () => {
  it('may look, and not answer', async () => {
    const path = await aFlag();
    const page = await family.helper.get(path);
    expect(page.html).not.toContain(`${path}/answer`);
    expect(wordsOf(page)).toContain('Miguel can answer this. You can look at it with them.');
    expect((await family.helper.post(`${path}/answer`, { answer: 'know' })).status).toBe(403);
    expect(wordsOf(await family.father.get(path))).toContain('Not mine');
  });
});

describe('what is not there', () => {
  it('is the flag of another patient, even under an address of one’s own', async () => {
    const { stranger, flagPath, flagId, app } = family;
    const [own] = await app.query<{ patient_id: string }>(
      'SELECT patient_id FROM patient_grant WHERE account_id = $1',
      [stranger.accountId],
    );
    for (const path of [flagPath, `/patients/${own!.patient_id}/flags/${flagId}`]) {
      expect((await stranger.get(path)).status).toBe(404);
      expect((await stranger.post(`${path}/answer`, { answer: 'know' })).status).toBe(404);
    }
  });

  it('is whatever is no id', async () => {
    const { father, patientPath } = family;
    for (const id of ['1', "'; --", '%00', '00000000-0000-0000-0000-000000000000'])
      expect((await father.get(`${patientPath}/flags/${id}`)).status).toBe(404);
    for (const id of ['1', '%00', '00000000-0000-0000-0000-000000000000'])
      expect((await father.get(`/patients/${id}`)).status).toBe(404);
  });

  it('is a change of which nobody is told', async () => {
    const path = await aFlag({ kind: 'reissued', situation: null, level: 'quiet', settlesAt: null });
    expect((await family.father.get(path)).status).toBe(404);
  });
});

describe('a change', () => {
  it('shows what was and what is, in the source’s own words', async () => {
    const path = await aFlag({
      kind: 'altered',
      situation: 'S04',
      fields: ['description', 'laterality', 'subject', 'instances'],
      reasons: ['side-body-part-date-or-images-changed', 'patient-number-changed'],
      before: aStudy({
        description: 'XR KNEE LT',
        laterality: 'left',
        patientNumber: { system: null, value: 'MRN-1' },
      }),
      after: aStudy({
        description: 'XR KNEE RT',
        laterality: 'right',
        patientNumber: { system: null, value: 'MRN-2' },
      }),
      settlesAt: null,
    });
    const words = wordsOf(await family.daughter.get(path));
    expect(words).toContain('Name of the scan XR KNEE LT XR KNEE RT');
    expect(words).toContain('Side left right');
    expect(words).toContain('The patient number on it is not the same as before.');
  });

  it('never shows the number of what may be another person', async () => {
    const path = await aFlag({
      kind: 'altered',
      situation: 'S04',
      fields: ['subject'],
      reasons: ['patient-number-changed'],
      before: aStudy({ patientNumber: { system: null, value: 'MRN-1' } }),
      after: aStudy({ patientNumber: { system: null, value: 'MRN-2' } }),
      settlesAt: null,
    });
    expect((await family.father.get(path)).html).not.toContain('MRN-');
  });
});

describe('a scan that is no longer shown', () => {
  const gone: Partial<FlagRow> = {
    kind: 'removed',
    situation: 'S05',
    reasons: ['no-longer-shown'],
    before: aStudy(),
    settlesAt: null,
    createdAt: daysAgo(1),
  };

  it('is said to be that, not deleted', async () => {
    const words = wordsOf(await family.father.get(await aFlag(gone, 2)));
    expect(words).toContain('Lakeside has not shown us the CT scan of 14 February 2083 since');
    expect(words).not.toMatch(/delete/i);
  });

  it('needs nobody once it is shown again', async () => {
    const path = await aFlag(gone, 0);
    expect((await family.father.get('/')).html).not.toContain(path);
    expect(wordsOf(await family.father.get(path))).toContain('Now it is shown again.');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, dayAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

async function answer(path: string, given: string, visitor = family.father): Promise<void> {
  expect((await visitor.post(`${path}/answer`, { answer: given })).status).toBe(303);
}

/** The page of the case of a new scan that is not the father's. */
async function aCase(): Promise<{ path: string; flagPath: string }> {
  const { story, connectionId, organizationId, patientPath, app } = family;
  const studyId = await story.study({ connectionId, organizationId }, aStudy());
  const flagId = await story.flag(studyId);
  const flagPath = `${patientPath}/flags/${flagId}`;
  await answer(flagPath, 'not-mine');
  const [row] = await app.query<{ id: string }>('SELECT id FROM patient_case WHERE flag_id = $1', [flagId]);
  return { path: `${patientPath}/cases/${row!.id}`, flagPath };
}

async function send(
  path: string,
  fields: Record<string, string | Blob>,
  visitor: Visitor = family.father,
): Promise<Page> {
  const posted = await visitor.post(path, fields);
  expect([path, posted.status]).toEqual([path, 303]);
  return visitor.follow(posted);
}

describe('"Not mine"', () => {
  it('opens a case with the steps in the order in which they help', async () => {
    const { path } = await aCase();
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('A scan that is not yours');
    expect(words).toContain('Miguel opened this case on 4 May 2090.');
    const order = [
      'Call the records office',
      'Tell the doctor',
      'to fix the entry',
      'list of who got the records',
    ];
    const places = order.map((text) => words.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('leads to letters to the place, about the scan', async () => {
    const { father, organizationId, patientPath } = family;
    const { path } = await aCase();
    const [, href] = /href="([^"]*\/letters[^"]*)"/.exec((await father.get(path)).html)!;
    expect(href).toMatch(new RegExp(`^${patientPath}/letters/${organizationId}\\?study&#x3D;`));
    const list = await father.get(href!.replaceAll('&#x3D;', '='));
    expect(list.html).toContain(`${organizationId}/access?study&#x3D;`);
  });

  it('opens one case, however often it is said, and another answer ends it with that as the reason', async () => {
    const { path, flagPath } = await aCase();
    await answer(flagPath, 'not-mine', family.daughter);
    await answer(flagPath, 'know', family.daughter);
    expect(wordsOf(await family.father.get(path))).toContain(
      'The answer was changed. This case ended on 4 May 2090. Elena said so.',
    );
    await answer(flagPath, 'not-mine');
    const words = wordsOf(await family.father.get(path));
    expect(words).not.toContain('This case ended');
    expect(words).toContain('The case was taken up again.');
    const [counted] = await family.app.query<{ count: string }>(
      'SELECT count(*) FROM patient_case WHERE flag_id = $1',
      [flagPath.split('/').at(-1)],
    );
    expect(counted!.count).toBe('1');
  });

  it('opens a case of a scan that no flag asks about', async () => {
    const { patientPath, studyId, father, app } = family;
    await answer(`${patientPath}/studies/${studyId}`, 'not-mine');
    const [row] = await app.query<{ id: string }>('SELECT id FROM patient_case WHERE study_id = $1', [
      studyId,
    ]);
    expect((await father.get(`${patientPath}/cases/${row!.id}`)).status).toBe(200);
  });

  it('has one address by which the page of the scan can lead to it', async () => {
    const { path, flagPath } = await aCase();
    const { father, stranger, patientPath, patientId } = family;
    const found = await father.get(`${patientPath}/cases/for/${flagPath.split('/').at(-1)}`);
    expect([found.status, found.headers.get('location')]).toEqual([303, path]);
    const none = await father.get(`${patientPath}/cases/for/${patientId}`);
    expect(none.headers.get('location')).toBe(`${patientPath}/cases`);
    expect((await stranger.get(path)).status).toBe(404);
  });

  it('opens none where another answer is given', async () => {
    const { story, connectionId, organizationId, patientPath, app } = family;
    const flagId = await story.flag(await story.study({ connectionId, organizationId }, aStudy()));
    await answer(`${patientPath}/flags/${flagId}`, 'unsure');
    expect(await app.query('SELECT FROM patient_case WHERE flag_id = $1', [flagId])).toEqual([]);
  });
});

describe('"I know this"', () => {
  it('is kept as a word on the scan, and taken back with the answer', async () => {
    const { story, connectionId, organizationId, patientPath, app, father } = family;
    const studyId = await story.study({ connectionId, organizationId }, aStudy());
    const flagPath = `${patientPath}/flags/${await story.flag(studyId)}`;
    const standing = () =>
      app.query('SELECT FROM expectation WHERE study_id = $1 AND known AND taken_back_at IS NULL', [studyId]);
    await answer(flagPath, 'know');
    await answer(flagPath, 'know', family.daughter);
    expect(await standing()).toHaveLength(1);
    expect((await father.get(patientPath)).html).not.toContain('It came:');
    await answer(flagPath, 'unsure');
    expect(await standing()).toEqual([]);
  });
});

describe('"Not sure"', () => {
  it('gives what helps to remember, and closes the question for all', async () => {
    const { story, connectionId, organizationId, patientPath, daughter } = family;
    const flagPath = `${patientPath}/flags/${await story.flag(await story.study({ connectionId, organizationId }, aStudy()))}`;
    expect((await daughter.get('/')).html).toContain(flagPath);
    await answer(flagPath, 'unsure');
    expect(wordsOf(await family.father.get(flagPath))).toContain(
      'Look in the calendar around 14 February 2083.',
    );
    expect((await daughter.get('/')).html).not.toContain(flagPath);
  });
});

describe('a step', () => {
  it('is marked done by one person and seen by all, with who and when', async () => {
    const { path } = await aCase();
    await send(`${path}/steps`, { step: 'doctor', state: 'done' }, family.daughter);
    for (const visitor of [family.father, family.daughter, family.helper])
      expect(wordsOf(await visitor.get(path))).toContain('Done. Elena said so on 4 May 2090.');
  });

  it('is put off until a day ahead, and can be opened again', async () => {
    const { path } = await aCase();
    const later = dayAgo(-10);
    const put = await send(`${path}/steps`, { step: 'doctor', state: 'not-now', until: later });
    expect(wordsOf(put)).toContain('Put off until 14 May 2090. Miguel said so on 4 May 2090.');
    const opened = await send(`${path}/steps`, { step: 'doctor', state: 'open' });
    expect(wordsOf(opened)).not.toContain('Put off until 14 May 2090. Miguel');
    const tooSoon = await family.father.post(`${path}/steps`, {
      step: 'doctor',
      state: 'not-now',
      until: dayAgo(0),
    });
    expect(tooSoon.status).toBe(400);
  });

  it('that the case does not have is not there', async () => {
    const { path } = await aCase();
    expect((await family.father.post(`${path}/steps`, { step: 'relink', state: 'done' })).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo, daysAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

async function track(facts: Parameters<Family['story']['exposure']>[2] = {}): Promise<string> {
  const { story, patientId, organizationId, patientPath, father } = family;
  const exposure = await story.exposure(patientId, organizationId, facts);
  const posted = await father.post(`${patientPath}/cases`, { exposure });
  expect(posted.status).toBe(303);
  return posted.headers.get('location')!;
}

describe('"Keep track of this", of a breach', () => {
  it('leads to letters to the place that reported it', async () => {
    const { father, organizationId, patientPath } = family;
    expect((await father.get(await track())).html).toContain(
      `href="${patientPath}/letters/${organizationId}"`,
    );
  });

  it('opens its case once, with its dates', async () => {
    const { story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId, { discovered: dayAgo(20) });
    const paths = await Promise.all(
      [1, 2, 3].map(async () =>
        (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location'),
      ),
    );
    expect(new Set(paths).size).toBe(1);
    const words = wordsOf(await father.get(paths[0]!));
    expect(words).toContain('A data breach at Lakeside');
    expect(words).toContain('The letter about the breach must come by 13 June 2090.');
    expect(words).toContain('by 30 October 2090. It may allow longer for good reason.');
  });

  it('names no day for the letter where the discovery was not published', async () => {
    const words = wordsOf(await family.father.get(await track()));
    expect(words).not.toContain('must come by');
    expect(words).toContain('Watch for the letter from Lakeside.');
  });

  it('ranks the steps by what was exposed', async () => {
    const path = await track({ level: 'act now', informationTypes: ['Social Security number'] });
    const words = wordsOf(await family.father.get(path));
    expect(words.indexOf('Freeze credit')).toBeLessThan(words.indexOf('Watch for the letter'));
    expect(words.indexOf('Freeze credit')).toBeGreaterThan(0);
  });

  it('asks first whether a possible match is the same place', async () => {
    const { story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId, { situation: 'S13', level: 'check' });
    expect((await father.post(`${patientPath}/cases`, { exposure })).status).toBe(400);
    await father.post(`${patientPath}/exposures/${exposure}/answer`, { answer: 'know' });
    expect((await father.post(`${patientPath}/cases`, { exposure })).status).toBe(303);
  });

  it('knows no breach of somebody else', async () => {
    const { story, organizationId, patientPath, father } = family;
    const other = await story.exposure(await story.patient('Ines'), organizationId);
    expect((await father.post(`${patientPath}/cases`, { exposure: other })).status).toBe(404);
  });
});

describe('the days of a breach', () => {
  it('are the same on its page and on its case, counted from our word where the breach names no day', async () => {
    const { app, story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId);
    await app.query('UPDATE exposure SET created_at = $2 WHERE id = $1', [exposure, daysAgo(100)]);
    const posted = await father.post(`${patientPath}/cases`, { exposure });
    const day = 'by 23 July 2090';
    expect(wordsOf(await father.get(posted.headers.get('location')!))).toContain(day);
    expect(wordsOf(await father.get(`${patientPath}/exposures/${exposure}`))).toContain('23 July 2090');
  });

  it('say so where the time to complain is over, and that the office may allow longer', async () => {
    const path = await track({ breachEnd: dayAgo(240) });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('The last day to complain to the US Office for Civil Rights was 5 March 2090.');
    expect(words).toContain('It has passed. The office may allow longer for good reason.');
    expect(words).not.toContain('do it by 5 March 2090');
  });

  it('name none for the letter of a vendor, on no page', async () => {
    const path = await track({ situation: 'S14', level: 'check', discovered: dayAgo(20) });
    const words = wordsOf(await family.father.get(path));
    expect(words).not.toContain('must come by');
    expect(words).not.toContain('13 June 2090');
  });
});

describe('the case of a breach', () => {
  const numbers = { informationTypes: ['Social Security number'] };

  it('begins with a freeze of credit where the patient said that a possible match with such numbers is the place', async () => {
    const { story, patientId, organizationId, patientPath, father } = family;
    const possible = { situation: 'S13', level: 'check' as const, ...numbers };
    const exposure = await story.exposure(patientId, organizationId, possible);
    await father.post(`${patientPath}/exposures/${exposure}/answer`, { answer: 'know' });
    const posted = await father.post(`${patientPath}/cases`, { exposure });
    const words = wordsOf(await father.get(posted.headers.get('location')!));
    expect(words).toContain('Freeze credit');
  });

  it('asks for more as soon as the breach turns out worse, and takes a word on the new step', async () => {
    const { app, story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId);
    const path = (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location')!;
    await father.post(`${path}/steps`, { step: 'hotline', state: 'done' });
    const worse = await story.exposure(await story.patient('Ines'), organizationId, {
      level: 'act now',
      ...numbers,
    });
    await app.query(
      "UPDATE exposure SET level = 'act now', match_id = (SELECT match_id FROM exposure WHERE id = $2) WHERE id = $1",
      [exposure, worse],
    );
    const words = wordsOf(await father.get(path));
    expect(words.indexOf('Freeze credit')).toBeLessThan(words.indexOf('Watch for the letter'));
    expect(words).toContain('Freeze credit');
    expect((await father.post(`${path}/steps`, { step: 'freeze', state: 'done' })).status).toBe(303);
    expect((await father.post(`${path}/steps`, { step: 'call-gone', state: 'done' })).status).toBe(404);
    expect(wordsOf(await father.get(path))).toContain('Done: Freeze credit');
  });

  it('ends when the breach was taken back, reminds of nothing, and cannot be taken up again', async () => {
    const { app, story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId, { discovered: dayAgo(20) });
    const path = (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location')!;
    await app.query("UPDATE exposure SET situation = 'S15', level = 'info' WHERE id = $1", [exposure]);
    const answer = await father.get(path);
    const words = wordsOf(answer);
    expect(words).toContain('This case is over. What we told you of the breach was taken back.');
    expect(words).toContain('We no longer think that it is about Lakeside.');
    expect(words).not.toMatch(/reported a data breach|must come by|Take it up again/);
    expect((await father.get('/')).html).not.toContain(path);
  });

  it('ends when the patient says that it is another place after all', async () => {
    const { story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId, { situation: 'S13', level: 'check' });
    await father.post(`${patientPath}/exposures/${exposure}/answer`, { answer: 'know' });
    const path = (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location')!;
    await father.post(`${patientPath}/exposures/${exposure}/answer`, { answer: 'not-mine' });
    expect(wordsOf(await father.get(path))).toContain('The answer was changed. This case ended');
  });

  it('can still be read after its place turns out to be abroad', async () => {
    const { app, story, patientId, patientPath, father } = family;
    const organizationId = await story.organization('Seeklinik');
    const exposure = await story.exposure(patientId, organizationId);
    const path = (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location')!;
    expect(wordsOf(await father.get(path))).toContain('Office for Civil Rights');
    await app.query("UPDATE organization SET country = 'DE' WHERE id = $1", [organizationId]);
    const answer = await father.get(path);
    expect(answer.status).toBe(200);
    expect(wordsOf(answer)).not.toContain('Office for Civil Rights');
    expect((await father.get(`${path}/pdf`)).status).toBe(200);
  });
});

describe('what the help line said', () => {
  it('is kept for each of the three questions, and can be corrected', async () => {
    const { father, daughter, helper } = family;
    const path = await track();
    expect(wordsOf(await father.get(path))).toContain('Was an AI system or its maker involved?');
    await father.post(`${path}/answers`, { question: 'scans', answer: 'not-said' });
    expect(wordsOf(await daughter.get(path))).toContain(
      'They did not say. Miguel wrote it down on 4 May 2090.',
    );
    await daughter.post(`${path}/answers`, { question: 'scans', answer: 'yes' });
    expect(wordsOf(await father.get(path))).toContain('Yes. Elena wrote it down on 4 May 2090.');
    expect(wordsOf(await helper.get(path))).not.toContain('Elena wrote it down');
  });
});

describe('the offer of the letter', () => {
  it('keeps its code and its last day, for those who may act alone', async () => {
    const { father, helper } = family;
    const path = await track();
    await father.post(`${path}/offer`, { code: 'AB12-CD34', enrolBy: dayAgo(-30) });
    const words = wordsOf(await father.get(path));
    expect(words).toContain('The code is AB12-CD34.');
    expect(words).toContain('The offer in the letter ends on 3 June 2090.');
    expect((await helper.get(path)).html).not.toMatch(/AB12|3 June 2090/);
  });
});

describe('the outcome of a breach', () => {
  it('says whether the letter came and whether it includes the person', async () => {
    const { father } = family;
    const path = await track();
    expect((await father.post(`${path}/outcome`, { outcome: 'filed-late' })).status).toBe(400);
    await father.post(`${path}/outcome`, { outcome: 'letter-excludes' });
    expect(wordsOf(await father.get(path))).toContain('said that your data are not in it. This case ended');
  });
});

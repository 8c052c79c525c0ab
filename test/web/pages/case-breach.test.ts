import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo } from './support/story.js';

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
    expect(words).toContain('by 31 October 2090. It may allow longer for good reason.');
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

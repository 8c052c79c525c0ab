import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo } from './support/story.js';

let family: Family;
let path: string;
beforeAll(async () => {
  family = await startFamily();
  const { father, flagPath, patientPath, flagId, app } = family;
  await father.post(`${flagPath}/answer`, { answer: 'not-mine' });
  const [row] = await app.query<{ id: string }>('SELECT id FROM patient_case WHERE flag_id = $1', [flagId]);
  path = `${patientPath}/cases/${row!.id}`;
});
afterAll(() => family.app.close());

describe('the first page', () => {
  it('names a case with something to do, and each letter that waits for an answer with its day', async () => {
    const { father, daughter } = family;
    const letter = { kind: 'access', recipient: 'Lakeside archive', sentOn: dayAgo(10) };
    await father.post(`${path}/requests`, letter);
    const words = wordsOf(await father.get('/'));
    expect(words).toContain('Cases with something to do (1) A scan that is not yours 5 steps are open.');
    expect(words).toContain('Waiting on others (1) Lakeside archive copies asked for 24 April · due 24 May');
    expect(wordsOf(await daughter.get('/'))).toContain('Miguel · Lakeside archive copies asked for');
  });

  it('leaves out what is done, put off, or ended', async () => {
    const { father } = family;
    for (const step of ['call-new', 'doctor', 'correct', 'disclosures'])
      await father.post(`${path}/steps`, { step, state: 'done' });
    expect(wordsOf(await father.get('/'))).toContain('1 step is open.');
    await father.post(`${path}/steps`, { step: 'opened', state: 'not-now', until: dayAgo(-5) });
    expect(wordsOf(await father.get('/'))).not.toContain('Cases with something to do');
    await father.post(`${path}/steps`, { step: 'opened', state: 'open' });
    await father.post(`${path}/outcome`, { outcome: 'moved' });
    expect(wordsOf(await father.get('/'))).not.toMatch(/Cases with something to do|Waiting on others/);
  });

  it('needs nobody for a scan whose case ended, and again where the case is taken up again', async () => {
    const { father, daughter, flagPath } = family;
    expect((await daughter.get('/')).html).not.toContain(flagPath);
    await father.post(`${path}/outcome`, { outcome: 'reopened' });
    expect((await daughter.get('/')).html).toContain(flagPath);
  });

  it('waits for the letter about a breach that is kept track of', async () => {
    const { story, patientId, organizationId, patientPath, father } = family;
    const exposure = await story.exposure(patientId, organizationId, { discovered: dayAgo(20) });
    await father.post(`${patientPath}/cases`, { exposure });
    expect(wordsOf(await father.get('/'))).toContain(
      'Lakeside letter about the breach, awaited since today 12:00 · due 13 June',
    );
  });

  it('and the pages of a case take at most six statements', async () => {
    const { father, app, patientPath } = family;
    for (const address of ['/', path, `${patientPath}/cases`]) {
      const sent = await app.statementsOf(async () => expect((await father.get(address)).status).toBe(200));
      expect({ address, many: sent.length > 6 ? sent : [] }).toEqual({ address, many: [] });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '../service/support/visitor.js';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

type Made = Parameters<Family['story']['exposure']>[2];

async function anExposure(made: Made = {}): Promise<string> {
  const { story, patientId, organizationId, patientPath } = family;
  return `${patientPath}/exposures/${await story.exposure(patientId, organizationId, made)}`;
}

const POSSIBLE = { situation: 'S13', level: 'check' } as const;

describe('a breach at a place that holds scans', () => {
  it('says who reported what, and counts nothing that is not known', async () => {
    const words = wordsOf(await family.father.get(await anExposure()));
    expect(words).toContain('Lakeside reported a data breach');
    expect(words).toContain(
      'Lakeside Health reported a data breach to the US health department on 30 April 2090.',
    );
    expect(words).toContain('at least 500 people. The full number is not known yet.');
    expect(words).toContain('Somebody got into computers, or something else went wrong with them.');
    expect(words).toContain('The data were on a server of the network.');
    expect(words).toContain('Hacking/IT Incident · Network Server');
    expect(words).toContain('It does not name the kinds of data.');
    // 180 days from the day it was told (45 CFR 160.306(b)(3)).
    expect(words).toMatch(/Complain to the US Office for Civil Rights.* By 30 October 2090/);
  });

  it('leaves the things that need somebody once its steps are done, until that is taken back', async () => {
    const { father, daughter, helper } = family;
    const path = await anExposure();
    expect((await daughter.get('/')).html).toContain(path);
    expect((await helper.post(`${path}/dealt`, { dealt: 'yes' })).status).toBe(403);
    const done = await father.post(`${path}/dealt`, { dealt: 'yes' });
    expect([done.status, done.headers.get('location')]).toEqual([303, path]);
    expect(wordsOf(await father.follow(done))).toContain('You do not need to do anything more.');
    for (const visitor of [father, daughter]) expect((await visitor.get('/')).html).not.toContain(path);
    await daughter.post(`${path}/dealt`, { dealt: 'no' });
    expect((await father.get('/')).html).toContain(path);
  });

  it('stands open again when its report asks for more than it did', async () => {
    const { father, app } = family;
    const path = await anExposure();
    await father.post(`${path}/dealt`, { dealt: 'yes' });
    await app.query("UPDATE exposure SET level = 'act now' WHERE id = $1", [path.split('/').at(-1)]);
    expect((await father.get('/')).html).toContain(path);
  });

  it('does not count a scan that somebody said is not the patient’s', async () => {
    const { story, father, patientId } = family;
    const place = await story.organization('Hillside');
    const connectionId = await story.place(patientId);
    const [own, other] = [aStudy(), aStudy({ description: 'OF ANOTHER' })];
    await story.study({ connectionId, organizationId: place }, own);
    const flagId = await story.flag(await story.study({ connectionId, organizationId: place }, other));
    await father.post(`/patients/${patientId}/flags/${flagId}/answer`, { answer: 'not-mine' });
    const path = `/patients/${patientId}/exposures/${await story.exposure(patientId, place)}`;
    const words = wordsOf(await father.get(path));
    expect(words).toContain('Hillside holds 1 scan of yours');
    expect(words).not.toContain('OF ANOTHER');
  });

  it('names the kinds of data of the report, and puts the freeze first', async () => {
    const path = await anExposure({
      level: 'act now',
      affected: 24937,
      affectedIsPlaceholder: false,
      description:
        'Names, Social Security numbers, health insurance numbers and radiology reports were copied.',
    });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('The report counts 24,937 people.');
    expect(words).toContain('Social Security numbers health plan numbers scans');
    expect(words).toContain('Keep track of the steps');
    expect(words).toContain('First: Freeze credit at all three credit bureaus.');
  });

  it('says what became of it since it was told, and what of that asks for more', async () => {
    const { app, father } = family;
    const path = await anExposure({
      level: 'act now',
      affected: 24937,
      affectedIsPlaceholder: false,
      description: 'Names and Social Security numbers were copied.',
    });
    const id = path.split('/').at(-1);
    expect(wordsOf(await father.get(path))).not.toContain('At first');
    await app.query(
      `INSERT INTO filing_revision (filing_id, feed_read_id, kind, changed, at)
       SELECT filing.id, filing.first_read_id, change.kind, change.changed, exposure.created_at + change.later
       FROM exposure JOIN match ON match.id = exposure.match_id JOIN filing ON filing.id = match.filing_id, (VALUES
         ('edited', '{"Individuals Affected": ["100", "501"]}'::jsonb, interval '-1 hour'),
         ('edited', '{"Individuals Affected": ["501", "24937"]}'::jsonb, interval '1 hour'),
         ('moved-to-archive', '{}', interval '2 hours')) AS change (kind, changed, later)
       WHERE exposure.id = $1`,
      [id],
    );
    await app.query(
      "INSERT INTO exposure_revision (exposure_id, match_id, situation, level, ended_at) SELECT id, match_id, situation, 'act soon', now() FROM exposure WHERE id = $1",
      [id],
    );
    const words = wordsOf(await father.get(path));
    expect(words).toContain('At first, the report counted 501 people.');
    expect(words).toContain('Numbers that can open accounts are named now.');
    expect(words).toContain('The health department closed its case');
  });

  it('has a number in it dialled', async () => {
    const { html } = await family.father.get(await anExposure());
    expect(html).toContain('<a href="tel:+1-800-368-1019">1-800-368-1019</a>');
  });

  it('asks of a helper to be helped with soon what those who may act do today', async () => {
    const { father, helper, patientPath } = family;
    const path = await anExposure({ level: 'act now' });
    for (const page of [path, '/', patientPath]) {
      expect((await father.get(page)).html).toContain('data-level="act now"');
      const { html } = await helper.get(page);
      expect(html).not.toContain('data-level="act now"');
      expect(html).toContain('data-level="act soon"');
    }
  });

  it('shows the scans held there until then, and no later ones', async () => {
    const { story, connectionId, organizationId, father } = family;
    await story.study(
      { connectionId, organizationId },
      aStudy({ description: 'AFTER IT', started: '2090-05-02' }),
    );
    const words = wordsOf(await father.get(await anExposure()));
    expect(words).toContain('Scans held there CT scan CT CHEST 14 February 2083');
    expect(words).not.toContain('AFTER IT');
  });

  it('asks nothing, since the place is known', async () => {
    const path = await anExposure();
    expect((await family.father.get(path)).html).not.toContain(`${path}/answer`);
    expect((await family.father.post(`${path}/answer`, { answer: 'know' })).status).toBe(404);
  });

  it('names the day by which the letter must come, where the day of discovery was published', async () => {
    const path = await anExposure({ discovered: '2083-01-15' });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('The letter should come by 16 March 2083');
    expect(words).toContain('Your data may be in it.');
  });

  it.each([
    [true, 'The report was taken back, or the breach did not happen.'],
    [false, 'We found that it was about another place.'],
  ])('that was taken back says so, and asks nothing (withdrawn: %s)', async (withdrawn, told) => {
    const path = await anExposure({ situation: 'S15', level: 'info' });
    await family.app.query('UPDATE breach SET withdrawn_at = CASE WHEN $1::boolean THEN now() END', [
      withdrawn,
    ]);
    const page = await family.father.get(path);
    expect(wordsOf(page)).toContain(told);
    expect(page.html).not.toContain(`${path}/dealt`);
    expect((await family.father.get('/')).html).not.toContain(path);
  });

  it('is not there for anybody else', async () => {
    const path = await anExposure();
    expect((await family.stranger.get(path)).status).toBe(404);
    expect((await family.operator.get(path)).status).toBe(404);
  });
});

describe('a breach that may be about the place', () => {
  async function answer(path: string, given: string): Promise<Page> {
    const posted = await family.daughter.post(`${path}/answer`, { answer: given });
    expect([posted.status, posted.headers.get('location')]).toEqual([303, path]);
    return family.daughter.follow(posted);
  }

  it('asks whether it is the same place, and waits for the answer on home', async () => {
    const { daughter, helper } = family;
    const path = await anExposure(POSSIBLE);
    expect(wordsOf(await daughter.get(path))).toContain('Is this about Lakeside?');
    expect((await daughter.get('/')).html).toContain(path);
    // Helpers hear of a possible match only once it is confirmed.
    expect((await helper.get('/')).html).not.toContain(path);
    expect((await helper.get(family.patientPath)).html).not.toContain(path);
    expect((await helper.get(path)).status).toBe(404);
    expect((await helper.post(`${path}/answer`, { answer: 'know' })).status).toBe(403);
  });

  it('is one to act on once the patient says that it is the place', async () => {
    const path = await anExposure(POSSIBLE);
    const page = await answer(path, 'know');
    expect(page.html).toContain('data-level="act soon"');
    expect(wordsOf(page)).toContain('Lakeside reported a data breach');
    expect(wordsOf(page)).toContain('You answered: it is the same place');
    expect((await family.father.get('/')).html).not.toContain(path);
  });

  it('is over once it is another place, and the answer can be changed', async () => {
    const path = await anExposure(POSSIBLE);
    const page = await answer(path, 'not-mine');
    expect(wordsOf(page)).toContain('You do not need to do anything.');
    expect(wordsOf(await family.father.get(path))).toContain('Elena answered: it is another place');
    expect(wordsOf(await family.father.get(family.patientPath))).toContain(
      'A breach report that is not about this place',
    );
    expect((await answer(path, 'know')).html).toContain('data-level="act soon"');
  });

  it('takes two answers only', async () => {
    const path = await anExposure(POSSIBLE);
    for (const given of ['unsure', ''])
      expect((await family.daughter.post(`${path}/answer`, { answer: given })).status).toBe(400);
  });
});

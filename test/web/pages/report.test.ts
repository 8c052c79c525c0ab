import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Report } from '../../../src/domain/study.js';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

const OLD: Report = {
  ids: ['DiagnosticReport/r-1'],
  status: 'final',
  issued: '2026-04-02T09:00:00Z',
  conclusion: null,
  whole: 'old',
};
const NEW: Report = { ...OLD, status: 'amended', issued: '2026-05-01T09:00:00Z', whole: 'new' };

/** A flag on a changed report; the texts are kept by the given names. */
async function aChangedReport(texts: Record<string, string>, before = OLD, after = NEW): Promise<string> {
  const { story, connectionId: lakeside, organizationId, patientId, patientPath, app } = family;
  const connectionId = Object.keys(texts).length === 0 ? lakeside : await story.place(patientId);
  for (const [name, words] of Object.entries(texts))
    await app.query('INSERT INTO report_text VALUES ($1, $2, $3, now())', [connectionId, name, words]);
  const studyId = await story.study({ connectionId, organizationId }, aStudy({ reports: [after] }));
  const flagId = await story.flag(studyId, {
    kind: 'report-amended',
    situation: 'S06',
    fields: ['report'],
    reasons: ['report-amended'],
    before: aStudy({ reports: [before] }),
    after: aStudy({ reports: [after] }),
    settlesAt: null,
  });
  return `${patientPath}/flags/${flagId}`;
}

describe('a changed report', () => {
  it('is shown as it was and as it is, with status, day, and what changed in more than colour', async () => {
    const path = await aChangedReport({
      old: 'Knee. No fracture <b>seen</b>.',
      new: 'Knee. A fracture <b>seen</b>.',
    });
    const page = await family.father.get(path);
    const words = wordsOf(page);
    expect(words).toContain('Does this match what you were told?');
    expect(words).toContain('Before Final · 2 April 2026');
    expect(words).toContain('Now Changed after it was final · 1 May 2026');
    expect(page.html).toMatch(/<blockquote[^>]*>Knee\. <del><span class="sr">taken out: <\/span>No /);
    expect(page.html).toMatch(/<ins><span class="sr">new: <\/span>A /);
    expect(page.html).toContain('&lt;b&gt;seen&lt;/b&gt;');
    expect(words).toContain('Do not stop or start a treatment alone.');
  });

  it('says so where a text cannot be read, or came before texts were kept', async () => {
    const path = await aChangedReport({}, OLD, { ...NEW, whole: null });
    const words = wordsOf(await family.father.get(path));
    expect(words).toContain('We did not keep texts yet when we saw this one.');
    expect(words).toContain(
      'We cannot read this text. It may be a picture of a page (a PDF), or only a link.',
    );
  });

  it('says so where only its status changed', async () => {
    const path = await aChangedReport({ old: 'Knee.' }, OLD, { ...NEW, whole: 'old' });
    expect(wordsOf(await family.father.get(path))).toContain('The words are the same as before.');
  });

  it('is folded where it is long, and there in full', async () => {
    const long = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');
    const page = await family.father.get(await aChangedReport({ old: long, new: `${long} Added.` }));
    expect(wordsOf(page)).toContain('[…] word370');
    expect(page.html.match(/word200 /g)).toHaveLength(2);
    expect(page.html).toMatch(/<details class="more"><summary>All of it/);
  });

  it('is not shown to a helper, who hears that it changed', async () => {
    const page = await family.helper.get(await aChangedReport({ old: 'Knee secret.', new: 'Hip secret.' }));
    expect(page.html).not.toContain('secret');
    expect(wordsOf(page)).toContain('Reports are shown to Miguel and to those who act for Miguel.');
  });

  it('takes the texts of no other patient’s record', async () => {
    const { story, app } = family;
    const other = await story.place(await story.patient('Rosa'));
    await app.query("INSERT INTO report_text VALUES ($1, 'old', 'Words of Rosa.', now())", [other]);
    const page = await family.father.get(await aChangedReport({}));
    expect(page.html).not.toContain('Words of Rosa.');
  });
});

describe('AI on the page of a scan', () => {
  const pageOf = async (facts: Parameters<typeof aStudy>[0]) => {
    const { story, connectionId, organizationId, patientPath, father } = family;
    const id = await story.study({ connectionId, organizationId }, aStudy(facts));
    return wordsOf(await father.get(`${patientPath}/studies/${id}`));
  };

  it('is as stated: where, which product, and when', async () => {
    const on = '2026-04-02T09:00:00Z';
    expect(await pageOf({ ai: { by: 'provenance', product: 'LungFinder 2', on } })).toMatch(
      /Said by the place, in its note of who made this.*Product LungFinder 2 Date 2 April 2026/,
    );
    expect(await pageOf({ ai: { by: 'label', product: null, on: null } })).toContain(
      'Stated, by a label in the record. Product not named Date not stated',
    );
  });

  it('is “not stated” where nothing is, and never “none”', async () => {
    expect(await pageOf({})).toContain('Not stated. That does not mean that none was used.');
  });

  it('has the note on faces at scans of the head, and at no other', async () => {
    expect(await pageOf({ description: 'CT HEAD' })).toContain('rebuilt into a picture like a face');
    expect(await pageOf({})).not.toContain('picture like a face');
  });
});

describe('images that stand in two scans', () => {
  it('lead from one to the other, say what differs, and are not shown to a helper', async () => {
    const { story, connectionId, organizationId, patientPath, father, helper } = family;
    const images = { uid: '9.7.7', modality: 'CT', bodySite: null, laterality: null, instances: 1, instanceUids: [] }; // prettier-ignore
    const add = (key: string, started: string): Promise<string> =>
      story.study({ connectionId, organizationId }, aStudy({ key, uid: key, started, series: [images] }));
    const [one, other] = [await add('same-1', '2020-01-02'), await add('same-2', '2016-05-06')];
    const page = await father.get(`${patientPath}/studies/${one}`);
    expect(page.html).toContain(`${patientPath}/studies/${other}`);
    expect(wordsOf(page)).toMatch(
      /also stand in: CT scan of 6 May 2016.*Its date, its place or its patient number is another/,
    );
    expect(wordsOf(await helper.get(`${patientPath}/studies/${one}`))).not.toContain('also stand in');
  });
});

describe('whether a changed report matches what one was told', () => {
  it('is answered with a no of its own, which leaves the question open to the doctor', async () => {
    const { father, daughter } = family;
    const path = await aChangedReport({});
    expect(wordsOf(await father.get(path))).toContain('Yes Not sure No');
    const posted = await father.post(`${path}/answer`, { answer: 'differs' });
    expect(posted.status).toBe(303);
    const words = wordsOf(await father.follow(posted));
    expect(words).toContain('You answered: no, it does not match');
    expect(words).toContain('Does this change my care?');
    expect(wordsOf(await daughter.get(path))).toContain('Miguel answered: no, it does not match');
  });

  it('“yes” closes it', async () => {
    const path = await aChangedReport({});
    const words = wordsOf(
      await family.father.follow(await family.father.post(`${path}/answer`, { answer: 'know' })),
    );
    expect(words).toContain('You answered: yes, it matches');
    expect(words).toContain('It matches what you were told, so there is nothing to find out.');
  });

  it('is not whether the scan is the patient’s, which is said on its own page, and no scan “differs”', async () => {
    const path = await aChangedReport({});
    const [, own] = (await family.father.get(path)).html.match(/href="([^"]+\/studies\/[^"]+)"/) ?? [];
    expect(wordsOf(await family.father.get(own!))).toContain('I know this Not sure Not mine');
    expect((await family.father.post(`${own}/answer`, { answer: 'differs' })).status).toBe(400);
    expect((await family.father.post(`${path}/answer`, { answer: 'not-mine' })).status).toBe(404);
    expect((await family.father.post(`${family.flagPath}/answer`, { answer: 'differs' })).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy } from './support/story.js';

let family: Family;
let letters: string;
beforeAll(async () => {
  family = await startFamily();
  letters = `${family.patientPath}/letters/${family.organizationId}`;
});
afterAll(() => family.app.close());

describe('letters', () => {
  it('lead from a scan to the letters about it, filled from the record', async () => {
    const { father, flagPath, studyId, patientPath } = family;
    expect((await father.get(flagPath)).html).toContain(`${letters}?study&#x3D;${studyId}`);
    expect((await father.get(`${patientPath}/letters`)).html).toContain(letters);
    const words = wordsOf(await father.get(`${letters}/privacy-inquiry?study=${studyId}`));
    expect(words).toContain('Miguel');
    expect(words).toContain('Letter: please check whose scan this is');
    expect(words).toContain('CT CHEST');
    expect(words).toContain('14 February 2083');
    expect(words).toContain('Lakeside');
  });

  it('come as PDF, to be kept and not shown in a frame', async () => {
    const page = await family.father.get(`${letters}/access/pdf`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('application/pdf');
    expect(page.headers.get('content-disposition')).toBe('attachment; filename=access.pdf');
    expect(page.html.slice(0, 5)).toBe('%PDF-');
  });

  it('ask a representative first by what they may act, and say it', async () => {
    const { daughter } = family;
    expect(wordsOf(await daughter.get(letters))).toContain('By what may you act for Miguel?');
    for (const unsaid of ['access', 'access?as=neighbour', 'access/pdf'])
      expect((await daughter.get(`${letters}/${unsaid}`)).headers.get('location')).toBe(letters);
    expect(wordsOf(await daughter.get(`${letters}/access?as=guardian`))).toMatch(/as guardian/);
  });

  it('are for the patient to sign where a helper has them made, and not all of them are there', async () => {
    const { helper } = family;
    expect(wordsOf(await helper.get(letters))).not.toContain('limit what is shared');
    expect((await helper.get(`${letters}/restriction`)).status).toBe(404);
    expect(wordsOf(await helper.get(`${letters}/access`))).toContain('Miguel signs and sends it.');
  });

  it('are nobody else’s, and about no scan of somebody else', async () => {
    const { stranger, operator, father, story, connectionId, organizationId } = family;
    for (const other of [stranger, operator]) expect((await other.get(`${letters}/access`)).status).toBe(404);
    const foreign = await story.patient('Somebody Third');
    const place = { connectionId: await story.place(foreign), organizationId };
    const study = await story.study(place, aStudy());
    expect((await father.get(`${letters}/access?study=${study}`)).status).toBe(404);
    expect((await father.get(`${letters}/no-such-letter`)).status).toBe(404);
    expect((await father.get(`${family.patientPath}/letters/${connectionId}`)).status).toBe(404);
  });
});

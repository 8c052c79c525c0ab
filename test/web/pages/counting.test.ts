import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { anOffice, type Office } from './support/offices.js';

let family: Family;
let office: Office;
let page: string;
let action: string;
beforeAll(async () => {
  family = await startFamily();
  office = await anOffice(family, 'Lakeside Privacy', [family.organizationId]);
  await anOffice(family, 'Elm Privacy', [await family.story.organization('Elm')]);
  page = `${family.patientPath}/counting`;
  action = `${page}/${office.providerId}`;
});
afterAll(() => family.app.close());

interface ConsentRow {
  since: Date;
  until: Date | null;
  version: string;
  words: string;
  account_id: string;
  ended_by: string | null;
}

function consents(): Promise<ConsentRow[]> {
  return family.app.query<ConsentRow>(
    'SELECT * FROM counting_consent WHERE provider_id = $1 ORDER BY until',
    [office.providerId],
  );
}

describe('counting what a patient marks', () => {
  it('is off, and is offered for the offices that have to do with the patient alone', async () => {
    const words = wordsOf(await family.father.get(page));
    expect(words).toContain('Lakeside Privacy');
    expect(words).toContain('Not counted.');
    expect(words).not.toContain('Elm Privacy');
    expect(await consents()).toEqual([]);
    expect((await family.father.get(family.patientPath)).html).toContain(page);
  });

  it('begins when the patient says so, with the words that were agreed to', async () => {
    expect((await family.father.post(action)).status).toBe(303);
    expect((await family.father.post(action)).status).toBe(303);
    const [row, ...others] = await consents();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ version: '1-en', account_id: family.father.accountId, until: null });
    expect(row!.words).toContain('I agree that Scanwarden counts my scans');
    expect(wordsOf(await family.daughter.get(page))).toContain('Miguel agreed.');
  });

  it('ends at once when it is taken back, and can begin anew', async () => {
    expect((await family.daughter.post(`${action}/stop`)).status).toBe(303);
    const [ended] = await consents();
    expect(ended).toMatchObject({
      until: new Date('2090-05-04T12:00:00Z'),
      ended_by: family.daughter.accountId,
    });
    expect(wordsOf(await family.father.get(page))).toContain('Not counted.');
    await family.father.post(action);
    expect((await consents()).length).toBe(2);
  });

  it('is not for a helper to decide, nor for whoever sees a part of the record', async () => {
    expect(wordsOf(await family.helper.get(page))).toContain('can choose this');
    expect((await family.helper.post(`${action}/stop`)).status).toBe(403);
    const part = await family.story.account('Pia');
    await family.story.insert('patient_grant', {
      account_id: part,
      patient_id: family.patientId,
      role: 'representative',
      places: [family.connectionId],
    });
    const browser = await family.story.browser(part);
    expect((await browser.post(`${action}/stop`)).status).toBe(403);
    expect((await browser.get(page)).html).not.toContain('<button class="primary"');
    expect((await family.stranger.post(`${action}/stop`)).status).toBe(404);
  });

  it('is not offered for an office that has nothing of the patient', async () => {
    const elm = await family.app.query<{ id: string }>(`SELECT id FROM provider WHERE name = 'Elm Privacy'`);
    expect((await family.father.post(`${page}/${elm[0]!.id}`)).status).toBe(404);
  });

  it('tells nobody else of an office whose place the patient keeps to themselves', async () => {
    await family.story.insert('hidden_item', {
      patient_id: family.patientId,
      connection_id: family.connectionId,
    });
    expect(wordsOf(await family.father.get(page))).toContain('Lakeside Privacy');
    for (const other of [family.daughter, family.helper])
      expect(wordsOf(await other.get(page))).not.toContain('Lakeside Privacy');
    await family.app.query('DELETE FROM hidden_item');
  });

  it('ends where the office takes part no more', async () => {
    await family.operator.post(`/offices/run/${office.providerId}/leave`);
    expect((await consents()).filter(({ until }) => until === null)).toEqual([]);
    expect(wordsOf(await family.father.get(page))).not.toContain('Lakeside Privacy');
  });
});

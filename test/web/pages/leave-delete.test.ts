import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

/** A patient without an account, and who acts for them. */
async function cared(name: string): Promise<{ patientId: string; carer: Visitor; placeId: string }> {
  const { story } = family;
  const patientId = await story.patient(name);
  return {
    patientId,
    carer: await story.person('Carer', patientId, 'representative'),
    placeId: await story.place(patientId),
  };
}

const erase = (by: Visitor, patientId: string) =>
  by.post(`/patients/${patientId}/leave/delete`, { sure: 'yes' });
const exists = async (patientId: string) =>
  (await family.app.query('SELECT FROM patient WHERE id = $1', [patientId])).length === 1;

describe('deleting the record of somebody who has no account', () => {
  it('is answered to who acts for them, and leaves nothing of what they did', async () => {
    const { patientId, carer } = await cared('Rosa');
    await carer.get(`/patients/${patientId}`);
    const page = await erase(carer, patientId);
    expect([page.status, wordsOf(page)]).toEqual([200, expect.stringContaining('of 1 place')]);
    expect(await exists(patientId)).toBe(false);
    const events = await family.app.query('SELECT FROM access_event WHERE account_id = $1', [
      carer.accountId,
    ]);
    expect(events).toEqual([]);
    expect((await carer.get('/')).status).toBe(200);
  });

  it('is not offered to who sees a part of the record', async () => {
    const { patientId, carer } = await cared('Pablo');
    await family.app.query("UPDATE patient_grant SET places = '{}' WHERE account_id = $1", [carer.accountId]);
    expect((await erase(carer, patientId)).status).toBe(403);
    expect(await exists(patientId)).toBe(true);
  });

  it('keeps what one mail told of others beside them', async () => {
    const [first, second] = [await cared('Ana'), await cared('Luis')];
    const { accountId } = first.carer;
    await family.story.grant(accountId, second.patientId, 'representative');
    const lead = await family.story.notification(accountId, first.patientId, { situation: 'S20' });
    const other = await family.story.notification(accountId, second.patientId, { situation: 'S20' });
    const facts = { news: 0, known: 0, open: 0, places: [], unread: [], gaps: [], requests: [] };
    for (const id of [lead, other])
      await family.app.query('INSERT INTO digest VALUES ($1, now(), now(), $2)', [id, JSON.stringify(facts)]);
    await family.app.query('UPDATE notification SET mailed_as = $1 WHERE id = $2', [lead, other]);
    expect((await erase(first.carer, first.patientId)).status).toBe(200);
    const left = await family.app.query('SELECT id, mailed_as FROM notification WHERE account_id = $1', [
      accountId,
    ]);
    expect(left).toEqual([{ id: other, mailed_as: null }]);
    expect((await first.carer.get(`/inbox/${other}`)).status).toBe(200);
  });

  it('is not stopped by access that no key opens any more: only the person can take it back there', async () => {
    const { app } = family;
    const { patientId, carer, placeId } = await cared('Inés');
    const [site] = await app.query<{ id: string }>(
      `INSERT INTO site (fhir_base, name, source, words) SELECT fhir_base, site_name, 'a.json', '' FROM connection WHERE id = $1 RETURNING id`,
      [placeId],
    );
    await app.query(
      `INSERT INTO connection_access (connection_id, site_id, server, asked, granted, linked_at, access_sealed, refresh_sealed)
       VALUES ($1, $2, '{}', '{}', '{}', now(), $3, $3)`,
      [placeId, site!.id, Buffer.from('sealed with a key that is lost')],
    );
    const page = await erase(carer, patientId);
    expect([page.status, wordsOf(page)]).toEqual([200, expect.stringContaining('Lakeside')]);
    expect(await exists(patientId)).toBe(false);
  });
});

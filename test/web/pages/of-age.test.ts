import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '../service/support/visitor.js';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let people: string;
beforeAll(async () => {
  family = await startFamily();
  people = `${family.patientPath}/people`;
});
afterAll(() => family.app.close());

/** Elena holds the grant of a parent, of part of the record; the patient was 18 yesterday. */
beforeEach(async () => {
  const { app, patientId, daughter } = family;
  await app.query("UPDATE patient SET birth_date = '2072-05-03' WHERE id = $1", [patientId]);
  await app.query(
    'UPDATE patient_grant SET revoked_at = now() WHERE account_id = $1 AND revoked_at IS NULL',
    [daughter.accountId],
  );
  await app.query(
    `INSERT INTO patient_grant (account_id, patient_id, role, authority, kinds) VALUES ($1, $2, 'representative', 'parent', '{scans,breaches}')`,
    [daughter.accountId, patientId],
  );
});

const ASKED = 'You are 18 or older now';

async function grants(): Promise<Record<string, unknown>[]> {
  const { app, daughter } = family;
  return app.query(
    `SELECT role, authority, kinds, places, valid_until, granted_by, consent_text FROM active_grant WHERE account_id = $1`,
    [daughter.accountId],
  );
}

/** Presses the button of a form as it stands on the page. */
function press({ html }: Page, action: RegExp): Promise<Page> {
  const [, path, inside] = new RegExp(`action="(${action.source})"[^>]*>(.*?)</form>`, 's').exec(html)!;
  const fields = [...inside!.matchAll(/name="(\w+)" value="([^"]*)"/g)];
  const body = new URLSearchParams(fields.map(([, name, value]): [string, string] => [name!, value!]));
  return family.father.send(path!, { method: 'POST', body });
}

describe('a patient who has come of age', () => {
  it('can let a parent go on as before, by their own word', async () => {
    const { father } = family;
    const page = await father.get(people);
    expect(wordsOf(page)).toContain(ASKED);
    expect(wordsOf(page)).toContain('I let Elena look at my record in Scanwarden.');
    expect((await press(page, /\/patients\/[0-9a-f-]+\/people\/[0-9a-f-]+/)).status).toBe(303);
    expect(await grants()).toEqual([
      {
        role: 'representative',
        authority: 'patient',
        kinds: ['scans', 'breaches'],
        places: null,
        valid_until: null,
        granted_by: father.accountId,
        consent_text: expect.stringContaining('I let Elena look at my record'),
      },
    ]);
    expect(wordsOf(await father.get(people))).not.toContain(ASKED);
  });

  it('can end what the parent sees, on the same page', async () => {
    const page = await family.father.get(people);
    expect((await press(page, /\/patients\/[0-9a-f-]+\/people\/[0-9a-f-]+\/end/)).status).toBe(303);
    expect(await grants()).toEqual([]);
    expect((await family.daughter.get(family.patientPath)).status).toBe(404);
  });

  it('is asked, and nobody else, and not before the day', async () => {
    const { app, father, daughter, helper, patientId } = family;
    for (const visitor of [daughter, helper]) expect(wordsOf(await visitor.get(people))).not.toContain(ASKED);
    await app.query("UPDATE patient SET birth_date = '2072-05-05' WHERE id = $1", [patientId]);
    expect(wordsOf(await father.get(people))).not.toContain(ASKED);
    const [grant] = await app.query<{ id: string }>('SELECT id FROM active_grant WHERE account_id = $1', [
      daughter.accountId,
    ]);
    const terms = { role: 'representative', where: 'all', kinds: 'scans', until: 'year', day: '' };
    await father.post(`${people}/${grant!.id}`, terms);
    expect(await grants()).toEqual([expect.objectContaining({ authority: 'parent' })]);
  });
});

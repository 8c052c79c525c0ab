import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let exposureId: string;
beforeAll(async () => {
  family = await startFamily();
  const { story, patientId, organizationId, daughter } = family;
  exposureId = await story.exposure(patientId, organizationId);
  await story.expectation(patientId, daughter.accountId);
  await daughter.post(`${family.flagPath}/answer`, { answer: 'not-mine' });
});
afterAll(() => family.app.close());

/** Every table that holds one of these ids anywhere. */
async function tablesWith(ids: string[]): Promise<string[]> {
  const { app } = family;
  const tables = await app.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await app.query<{ some: boolean }>(
      `SELECT EXISTS (SELECT FROM "${name}" AS row WHERE row::text ~ $1) AS some`,
      [ids.join('|')],
    );
    if (row!.some) found.push(name);
  }
  return found;
}

describe('taking a record along', () => {
  it('hands out everything as it is kept, and keeps keys to other systems', async () => {
    const page = await family.father.get(`${family.patientPath}/leave/record.json`);
    expect(page.headers.get('content-disposition')).toBe('attachment; filename="record.json"');
    const record = JSON.parse(page.html) as Record<string, { id: string }[]>;
    expect(record['studies']!.map(({ id }) => id)).toEqual([family.studyId]);
    expect(record['flags']!.map(({ id }) => id)).toEqual([family.flagId]);
    expect(record['exposures']!.map(({ id }) => id)).toEqual([exposureId]);
    expect(record['answers']).toHaveLength(1);
    expect(record['cases']).toHaveLength(1);
    expect(page.html).not.toContain('token_sealed');
  });

  it('hands out FHIR for software, and a PDF for people', async () => {
    const { father, patientPath } = family;
    const fhir = await father.get(`${patientPath}/leave/fhir.json`);
    expect(fhir.headers.get('content-type')).toContain('application/fhir+json');
    expect(JSON.parse(fhir.html)).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const pdf = await father.get(`${patientPath}/leave/record.pdf`);
    expect([pdf.headers.get('content-type'), pdf.html.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  });

  it('is not for helpers', async () => {
    for (const path of ['', '/record.json', '/fhir.json', '/record.pdf'])
      expect((await family.helper.get(`${family.patientPath}/leave${path}`)).status).toBe(403);
  });
});

describe('deleting a record', () => {
  it('is for the patient alone where they have an account, and wants a tick', async () => {
    const { daughter, father, patientPath } = family;
    expect(wordsOf(await daughter.get(`${patientPath}/leave`))).toContain(
      'Only Miguel can delete this record',
    );
    expect((await daughter.post(`${patientPath}/leave/delete`, { sure: 'yes' })).status).toBe(403);
    expect((await father.post(`${patientPath}/leave/delete`, {})).status).toBe(400);
  });

  it('leaves no row of the patient in any table, and a count without a person', async () => {
    const { app, father, daughter, patientPath, patientId, connectionId, studyId, flagId } = family;
    const ids = [patientId, connectionId, studyId, flagId, exposureId];
    expect((await tablesWith(ids)).length).toBeGreaterThan(8);
    const page = await father.post(`${patientPath}/leave/delete`, { sure: 'yes' });
    expect([page.status, wordsOf(page)]).toEqual([
      200,
      expect.stringContaining('We deleted 1 scan of 1 place'),
    ]);
    expect(await tablesWith(ids)).toEqual([]);
    expect(await app.query('SELECT role, places, studies, revoked FROM erasure')).toEqual([
      { role: 'self', places: 1, studies: 1, revoked: 0 },
    ]);
    expect((await daughter.get(patientPath)).status).toBe(404);
  });
});

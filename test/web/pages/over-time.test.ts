import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, daysAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
  const { story, connectionId, organizationId } = family;
  await story.study(
    { connectionId, organizationId },
    aStudy({ description: 'Tórax PA', modalities: ['DX'], started: '2011-03-02' }),
  );
  await story.study(
    { connectionId, organizationId },
    aStudy({ description: 'Old film', modalities: [], started: null }),
  );
});
afterAll(() => family.app.close());

describe('the record over time', () => {
  it('draws a line for each place, and says the same in words', async () => {
    const page = await family.daughter.get(`${family.patientPath}/over-time`);
    expect(page.html).toMatch(/<title id="place-[^"]+-title">[^<]*: 3 scans, 1 with an open question\./);
    expect(page.html.match(/<svg class="mark( filled)?" x="/g)).toHaveLength(2);
    expect(wordsOf(page)).toContain('1 scan has no date.');
  });

  it('finds scans by words without accents, kind, year and open questions, and keeps what was asked out of the address', async () => {
    const { daughter, patientPath } = family;
    const found = await daughter.post(`${patientPath}/over-time`, { words: 'torax' });
    expect([found.status, found.headers.get('location')]).toEqual([200, null]);
    expect(wordsOf(found)).toContain('Tórax PA');
    expect(wordsOf(found)).not.toContain('Old film');
    expect(
      wordsOf(await daughter.post(`${patientPath}/over-time`, { year: '2011', kind: 'x-ray' })),
    ).toContain('Tórax PA');
    expect(wordsOf(await daughter.post(`${patientPath}/over-time`, { open: 'yes' }))).not.toContain(
      'Tórax PA',
    );
    expect(wordsOf(await daughter.post(`${patientPath}/over-time`, { words: 'nowhere' }))).toContain(
      'No scan fits.',
    );
  });

  it('refuses what is not on its lists', async () => {
    const page = await family.daughter.post(`${family.patientPath}/over-time`, { kind: 'hologram' });
    expect([page.status, wordsOf(page)]).toEqual([
      400,
      expect.stringContaining('Please choose from the lists'),
    ]);
  });

  it('shows the weeks in which nobody could look', async () => {
    const { story, app } = family;
    const patientId = await story.patient('Rosa');
    const connectionId = await story.place(patientId, { lastCompleteAt: daysAgo(9) });
    await app.query(`UPDATE connection SET created_at = $2 WHERE id = $1`, [connectionId, daysAgo(40)]);
    for (const days of [39, 20, 9])
      await app.query(
        `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count)
         VALUES ($1, $2, $2, true, '{}', '[]', '[]', 0)`,
        [connectionId, daysAgo(days)],
      );
    const rosa = await story.person('Rosa', patientId, 'self');
    const page = await rosa.get(`/patients/${patientId}/over-time`);
    expect(page.html.match(/<rect class="gap"/g)).toHaveLength(3);
    expect(wordsOf(page)).toContain('There are 3 stretches in which we could not look.');
  });

  it('is of a patient whom the reader may see', async () => {
    expect((await family.stranger.get(`${family.patientPath}/over-time`)).status).toBe(404);
  });
});

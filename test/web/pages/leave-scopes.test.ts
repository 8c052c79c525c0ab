import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GrantRole } from '../../../src/domain/notification.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy } from './support/story.js';

/** A second place beside the family's own, with a scan, a report, a breach and an exam to come; words of both places' reports. */
interface Other {
  connectionId: string;
  organizationId: string;
  studyId: string;
  exposureId: string;
}

let family: Family;
let other: Other;
beforeAll(async () => {
  family = await startFamily();
  const { story, patientId, daughter } = family;
  other = await southmead();
  await told(family.connectionId, 'orphan', 'Words of an old report.');
  await story.expectation(patientId, daughter.accountId, { place: 'Lakeside' });
  await story.expectation(patientId, daughter.accountId, { place: 'Southmead' });
});
afterAll(() => family.app.close());

async function southmead(): Promise<Other> {
  const { story, patientId } = family;
  const connectionId = await story.place(patientId, { siteName: 'Southmead' });
  const organizationId = await story.organization('Southmead');
  const studyId = await story.study({ connectionId, organizationId }, reported('south'));
  await told(connectionId, 'south', 'Words from Southmead.');
  return {
    connectionId,
    organizationId,
    studyId,
    exposureId: await story.exposure(patientId, organizationId),
  };
}

function reported(conclusion: string) {
  return aStudy({
    reports: [{ ids: ['DiagnosticReport/r'], status: 'final', issued: null, conclusion, whole: null }],
  });
}

async function told(connectionId: string, name: string, words: string): Promise<void> {
  await family.app.query('INSERT INTO report_text VALUES ($1, $2, $3, now())', [connectionId, name, words]);
}

type Exported = Record<string, Record<string, unknown>[]>;

/** What a person of this role and scope takes along, with a message about each place. */
async function taken(role: GrantRole, scope: { places?: string[]; kinds?: string[] } = {}) {
  const { story, patientId, patientPath, connectionId } = family;
  const accountId = await story.account('Vera');
  await story.insert('patient_grant', { account_id: accountId, patient_id: patientId, role, ...scope });
  for (const place of [connectionId, other.connectionId])
    await story.notification(accountId, patientId, { connection_id: place, situation: 'S16' });
  const { html } = await (await story.browser(accountId)).get(`${patientPath}/leave/record.json`);
  return { accountId, html, record: JSON.parse(html) as Exported };
}

const names = (record: Exported, table: string, column: string) =>
  record[table]!.map((row) => row[column]).sort();

describe('what is taken along', () => {
  it('from a record of which one place is seen holds nothing of the other', async () => {
    const { record, html } = await taken('representative', { places: [family.connectionId] });
    expect(names(record, 'places', 'site_name')).toEqual(['Lakeside']);
    expect(names(record, 'expected', 'place')).toEqual(['Lakeside']);
    expect(record['notifications']).toHaveLength(1);
    expect(html).not.toMatch(/southmead/i);
    for (const id of Object.values(other)) expect(html).not.toContain(id);
  });

  it('holds nothing of what the patient hides, nor a count of it', async () => {
    const { story, patientId, app } = family;
    await story.insert('hidden_item', { patient_id: patientId, study_id: other.studyId });
    const { record, html } = await taken('representative');
    expect(html).not.toContain(other.studyId);
    expect(html).not.toContain('Words from Southmead');
    expect(record['pulls']!.every((pull) => !('study_count' in pull))).toBe(true);
    await app.query('UPDATE hidden_item SET shown_at = now()');
  });

  it('holds the words of reports for whoever may read reports, and all of them for the patient', async () => {
    const words = async (...given: Parameters<typeof taken>) =>
      names((await taken(...given)).record, 'reports', 'words');
    expect(await words('representative', { kinds: ['scans', 'reports'] })).toEqual(['Words from Southmead.']);
    expect(await words('representative', { kinds: ['scans'] })).toEqual([]);
    expect(await words('self')).toEqual(['Words from Southmead.', 'Words of an old report.']);
  });

  it('tells the patient alone who else sees the record, and what they did', async () => {
    const { daughter, patientPath, father } = family;
    await daughter.get(patientPath);
    const own = await taken('representative');
    for (const table of ['access', 'grants'])
      expect(names(own.record, table, 'account_id').filter((id) => id !== own.accountId)).toEqual([]);
    const { html } = await father.get(`${patientPath}/leave/record.json`);
    const whole = JSON.parse(html) as Exported;
    expect(names(whole, 'access', 'account_id')).toContain(daughter.accountId);
    expect(names(whole, 'grants', 'account_id')).toContain(daughter.accountId);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GrantRole } from '../../../src/domain/notification.js';
import { type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { aStudy, daysAgo } from './support/story.js';

/** Two places of a patient, with a scan, a question, a breach, a case and an exam to come at each. */
interface Place {
  connectionId: string;
  organizationId: string;
  studyId: string;
  flagId: string;
  exposureId: string;
  caseId: string;
  scanCaseId: string;
}

let family: Family;
let path: string;
let patientId: string;
let north: Place;
let south: Place;
beforeAll(async () => {
  family = await startFamily();
  patientId = await family.story.patient('Rosa');
  path = `/patients/${patientId}`;
  north = await aPlace('Northgate');
  south = await aPlace('Southmead');
});
afterAll(() => family.app.close());

async function aPlace(name: string): Promise<Place> {
  const { story, daughter } = family;
  const accountId = daughter.accountId;
  const connectionId = await story.place(patientId, { siteName: name, lastCompleteAt: daysAgo(9) });
  const organizationId = await story.organization(name);
  const facts = aStudy({ description: `CT ${name.toUpperCase()}` });
  const studyId = await story.study({ connectionId, organizationId }, facts);
  const flagId = await story.flag(studyId);
  const exposureId = await story.exposure(patientId, organizationId, { name: `${name} Health` });
  await story.expectation(patientId, accountId, { place: name });
  const opened = { patient_id: patientId, level: 'act soon', account_id: accountId, opened_at: daysAgo(1) };
  const steps = { steps: ['hotline'] };
  const breach = { ...opened, ...steps, situation: 'S12', exposure_id: exposureId };
  const scan = { ...opened, ...steps, situation: 'S02', flag_id: flagId };
  const caseId = await story.insert('patient_case', breach);
  const scanCaseId = await story.insert('patient_case', scan);
  return { connectionId, organizationId, studyId, flagId, exposureId, caseId, scanCaseId };
}

/** Somebody with a grant of this scope, and a message about everything. */
async function reader(
  role: GrantRole,
  scope: { places?: string[]; kinds?: string[] } = {},
): Promise<Visitor> {
  const { story } = family;
  const accountId = await story.account('Vera');
  await story.insert('patient_grant', { account_id: accountId, patient_id: patientId, role, ...scope });
  for (const { flagId, exposureId, connectionId, caseId } of [north, south]) {
    await story.notification(accountId, patientId, { flag_id: flagId });
    await story.notification(accountId, patientId, { exposure_id: exposureId, situation: 'S12' });
    await story.notification(accountId, patientId, { connection_id: connectionId, situation: 'S16' });
    await story.notification(accountId, patientId, { exposure_id: exposureId, case_id: caseId });
  }
  return story.browser(accountId);
}

/** Every page that is about one place. */
function pagesOf({ connectionId, organizationId, studyId, flagId, exposureId, caseId, scanCaseId }: Place) {
  return {
    connection: `${path}/connections/${connectionId}`,
    study: `${path}/studies/${studyId}`,
    flag: `${path}/flags/${flagId}`,
    exposure: `${path}/exposures/${exposureId}`,
    letters: `${path}/letters/${organizationId}`,
    case: `${path}/cases/${caseId}`,
    scanCase: `${path}/cases/${scanCaseId}`,
  };
}

/** What can be done there, and would be done by whoever sees it. */
function deedsOf(place: Place): [string, Record<string, string>][] {
  const { connection, study, flag, exposure, case: ofCase } = pagesOf(place);
  return [
    [`${flag}/answer`, { answer: 'unsure' }],
    [`${study}/answer`, { answer: 'unsure' }],
    [`${flag}/dealt`, { dealt: 'yes' }],
    [`${study}/dealt`, { dealt: 'yes' }],
    [`${exposure}/dealt`, { dealt: 'yes' }],
    [`${path}/reviews/${place.connectionId}`, {}],
    [`${connection}/look`, {}],
    [`${connection}/place`, { organization: place.organizationId, city: 'Salem', state: 'OR' }],
    [`${ofCase}/notes`, { note: 'Called.' }],
    [`${ofCase}/steps`, { step: 'hotline', state: 'done' }],
    [`${ofCase}/outcome`, { outcome: 'done' }],
    [`${path}/cases`, { exposure: place.exposureId }],
  ];
}

const LISTS = ['', '/cases', '/letters', '/files'];

async function statuses(visitor: Visitor, place: Place): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const [name, address] of Object.entries(pagesOf(place)))
    seen[name] = (await visitor.get(address)).status;
  return seen;
}

async function listed(visitor: Visitor): Promise<string> {
  const pages = ['/', '/inbox', '/settings', ...LISTS.map((list) => `${path}${list}`)];
  const words: string[] = [];
  for (const page of pages) words.push((await visitor.get(page)).html);
  return words.join('\n');
}

const all = (status: number): Record<string, number> =>
  Object.fromEntries(Object.keys(pagesOf(north)).map((name) => [name, status]));

describe('a grant of one place', () => {
  it('shows that place whole, and of the other neither page nor line nor message', async () => {
    const visitor = await reader('representative', { places: [north.connectionId] });
    expect(await statuses(visitor, north)).toEqual({ ...all(200) });
    expect(await statuses(visitor, south)).toEqual(all(404));
    const words = await listed(visitor);
    expect(words).toMatch(/northgate/i);
    expect(words).not.toMatch(/southmead/i);
    for (const id of Object.values(south)) expect(words).not.toContain(id);
  });

  it('lets nothing be done at the other: it is not there', async () => {
    const visitor = await reader('representative', { places: [north.connectionId] });
    for (const [address, fields] of deedsOf(south))
      expect([address, (await visitor.post(address, fields)).status]).toEqual([address, 404]);
  });

  it('counts no message about the other', async () => {
    const [narrow, wide] = [await reader('helper', { places: [north.connectionId] }), await reader('helper')];
    const unread = async (visitor: Visitor) =>
      /class="count"[^>]*>(\d+)/.exec((await visitor.get('/')).html)?.[1];
    expect([await unread(narrow), await unread(wide)]).toEqual(['4', '8']);
  });
});

describe('a grant of some kinds', () => {
  it('shows breaches without scans, and scans without breaches', async () => {
    const breaches = await reader('representative', { kinds: ['breaches'] });
    expect(await statuses(breaches, north)).toEqual({
      ...all(404),
      connection: 200,
      exposure: 200,
      letters: 200,
    });
    const scans = await reader('representative', { kinds: ['scans'] });
    expect(await statuses(scans, north)).toEqual({
      ...all(404),
      connection: 200,
      study: 200,
      flag: 200,
      letters: 200,
    });
    expect(await listed(scans)).not.toContain(north.exposureId);
  });

  it('shows the words of reports with the kind “reports” alone, and to no helper', async () => {
    const { story, app, daughter } = family;
    const report = {
      ids: ['DiagnosticReport/r-1'],
      status: 'final' as const,
      issued: null,
      conclusion: null,
    };
    const texts = { before: 'Knee.', after: 'Hip secret.' };
    for (const [name, words] of Object.entries(texts))
      await app.query('INSERT INTO report_text VALUES ($1, $2, $3, now())', [
        north.connectionId,
        name,
        words,
      ]);
    const [before, after] = Object.keys(texts).map((whole) => aStudy({ reports: [{ ...report, whole }] }));
    const flag = await story.flag(await story.study(north, after!), {
      situation: 'S06',
      fields: ['report'],
      before: before!,
      after: after!,
      settlesAt: null,
    });
    const secret = async (role: GrantRole, kinds?: string[]) => {
      const { html } = await (await reader(role, kinds && { kinds })).get(`${path}/flags/${flag}`);
      return html.includes('secret');
    };
    expect(daughter.accountId).not.toBe('');
    expect(await secret('representative', ['scans', 'reports'])).toBe(true);
    expect(await secret('representative', ['scans'])).toBe(false);
    expect(await secret('helper', ['scans', 'reports'])).toBe(false);
  });
});

describe('what the patient hides', () => {
  const hide = (what: Record<string, string>) =>
    family.story.insert('hidden_item', { patient_id: patientId, ...what });
  const showAgain = () => family.app.query('UPDATE hidden_item SET shown_at = now()');

  it('a place is gone from everybody else’s pages, with all that it brought', async () => {
    await hide({ connection_id: south.connectionId });
    const [other, own] = [await reader('representative'), await reader('self')];
    expect(await statuses(other, south)).toEqual(all(404));
    expect(await listed(other)).not.toMatch(/southmead/i);
    for (const [address, fields] of deedsOf(south))
      expect([address, (await other.post(address, fields)).status]).toEqual([address, 404]);
    expect(await statuses(own, south)).toEqual(all(200));
    await showAgain();
    expect(await statuses(other, south)).toEqual(all(200));
  });

  it('a scan takes its questions, its case and the breach that only it ties to the patient with it', async () => {
    await hide({ study_id: south.studyId });
    const other = await reader('helper');
    expect(await statuses(other, south)).toEqual({ ...all(404), connection: 200 });
    expect(wordsOf(await other.get(`${path}/connections/${south.connectionId}`))).toContain('0 scans');
    expect(await statuses(other, north)).toEqual(all(200));
    await showAgain();
  });

  it('a breach is told to nobody else', async () => {
    await hide({ exposure_id: south.exposureId });
    const other = await reader('representative');
    expect(await statuses(other, south)).toEqual({ ...all(200), exposure: 404, case: 404 });
    expect(await listed(other)).not.toContain(south.exposureId);
    await showAgain();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { Program, programOf } from './program.js';

let family: Family;
let father: Program;
let helper: Program;
let stranger: Program;
beforeAll(async () => {
  family = await startFamily();
  const { app } = family;
  father = await programOf(app, family.father.accountId);
  helper = await programOf(app, family.helper.accountId);
  stranger = await programOf(app, family.stranger.accountId);
});
afterAll(() => family.app.close());

const apiPath = (rest = '') => `/api/patients/${family.patientId}${rest}`;

describe('a token', () => {
  it('is shown once, kept as a hash, and ends when its person says so', async () => {
    const { app, daughter } = family;
    const made = await daughter.post('/settings/api', { name: 'Backup', may: 'read', days: '90' });
    const token = /swt_[\w-]{43}/.exec(made.html)![0];
    const program = new Program(app.origin, token);
    expect((await program.get('/api/patients')).status).toBe(200);
    const page = await daughter.get('/settings/api');
    expect(page.html).not.toContain(token);
    expect(wordsOf(page)).toContain('Last used');
    expect(JSON.stringify(await app.query('SELECT to_jsonb(api_token) FROM api_token'))).not.toContain(token);
    await daughter.post(/action="(\/settings\/api\/[^"]+\/end)"/.exec(page.html)![1]!);
    expect((await program.get('/api/patients')).status).toBe(401);
  });

  it('ends by itself on its day, and its use is written down once an hour', async () => {
    const { app } = family;
    const program = await programOf(app, family.father.accountId);
    await program.get('/api/patients');
    const writes = await app.statementsOf(() => program.get('/api/patients'));
    expect(writes.filter((statement) => statement.startsWith('UPDATE api_token'))).toEqual([]);
    await app.query(`UPDATE api_token SET expires_at = '2090-05-04T12:00:00Z'`);
    expect((await program.get('/api/patients')).status).toBe(401);
    await app.query('UPDATE api_token SET expires_at = NULL');
  });

  it('reads alone where no more was asked for', async () => {
    const reads = await programOf(family.app, family.father.accountId, ['read']);
    const refused = await reads.post(apiPath(`/flags/${family.flagId}/answer`), { answer: 'know' });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer realm="scanwarden", error="insufficient_scope", scope="answer"',
    ]);
  });

  it('opens no page, and a cookie opens nothing for programs', async () => {
    for (const path of ['/api/patients', '/API/patients', apiPath()])
      expect((await family.father.get(path)).status).toBe(401);
    expect((await father.get('/inbox')).status).toBe(303);
  });
});

describe('tokens that are not good', () => {
  it('are held back after thirty from one network, while good ones are answered', async () => {
    const { app } = family;
    await app.query('DELETE FROM try_count');
    const guess = (path: string) => new Program(app.origin, 'swt_wrong').get(path);
    const statuses = new Set<number>();
    for (let times = 0; times < 30; times += 1) statuses.add((await guess('/api/patients')).status);
    expect([...statuses]).toEqual([401]);
    const held = await guess('/api/patients');
    expect([held.status, held.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await guess('/api/fhir/metadata')).json).toMatchObject({ issue: [{ code: 'throttled' }] });
    expect((await father.get('/api/patients')).status).toBe(200);
    await app.query('DELETE FROM try_count');
  });
});

describe('errors', () => {
  it('are problem details, and say how to come in', async () => {
    const nobody = await new Program(family.app.origin, null).get('/api/patients');
    expect(nobody.headers.get('content-type')).toContain('application/problem+json');
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="scanwarden"');
    expect(nobody.json).toMatchObject({ title: 'Unauthorized', status: 401 });
    const wrong = await new Program(family.app.origin, 'swt_wrong').get('/api/patients');
    expect(wrong.headers.get('www-authenticate')).toContain('invalid_token');
    expect((await father.get('/api/nothing')).json).toMatchObject({ status: 404 });
  });

  it('tell of a body that cannot be read, or does not answer', async () => {
    const path = apiPath(`/flags/${family.flagId}/answer`);
    const headers = { 'content-type': 'application/json' };
    expect((await father.send(path, { method: 'POST', headers, body: '{' })).json).toMatchObject({
      status: 400,
    });
    expect((await father.post(path, { answer: 'perhaps' })).json).toMatchObject({ status: 400 });
  });

  it('are an OperationOutcome where software speaks FHIR', async () => {
    const answer = await stranger.get(`/api/fhir/DetectedIssue?patient=${family.patientId}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/fhir+json'),
    ]);
    expect(answer.json).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-found' }] });
  });

  it('says what a search of FHIR lacks', async () => {
    for (const query of ['', '?patient=', '?patient=Patient/']) {
      const { status, json } = await father.get(`/api/fhir/DetectedIssue${query}`);
      expect([status, json]).toEqual([400, expect.objectContaining({ resourceType: 'OperationOutcome' })]);
      expect(JSON.stringify(json)).toContain('?patient=');
    }
  });
});

describe('a program', () => {
  it('finds another person’s patient not there, and sets no cookie', async () => {
    expect((await stranger.get(apiPath('/studies'))).status).toBe(404);
    const read = await father.get(apiPath('/studies'));
    expect([read.status, read.headers.get('set-cookie'), read.headers.get('cache-control')]).toEqual([
      200,
      null,
      'no-store',
    ]);
  });

  it('answers a question as its person, and a helper’s cannot', async () => {
    const path = apiPath(`/flags/${family.flagId}/answer`);
    expect((await helper.post(path, { answer: 'know' })).status).toBe(403);
    expect((await father.post(path, { answer: 'know' })).json).toMatchObject({
      id: family.flagId,
      answer: { answer: 'know', by: 'Miguel' },
    });
    expect((await helper.get(apiPath('/flags'))).json).toMatchObject({ flags: [{ id: family.flagId }] });
  });

  it('of another person leaves its trace on the patient’s page', async () => {
    await helper.get(apiPath('/studies'));
    await helper.get(`/api/fhir/DetectedIssue/${family.flagId}`);
    const rows = await family.app.query<{ route: string }>(
      'SELECT DISTINCT route FROM access_event WHERE account_id = $1',
      [family.helper.accountId],
    );
    expect(rows.map(({ route }) => route)).toEqual(
      expect.arrayContaining(['GET /api/patients/:patientId/studies', 'GET /api/fhir/DetectedIssue/:flagId']),
    );
    expect(wordsOf(await family.father.get(`${family.patientPath}/access`))).toContain(
      'read the record with a program',
    );
  });

  it('is told by FHIR what the pages show, with references to this server', async () => {
    const { patientId, flagId, studyId } = family;
    const search = await father.get(`/api/fhir/DetectedIssue?patient=Patient/${patientId}`);
    expect(search.json).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      entry: [{ fullUrl: `http://scans.test/api/fhir/DetectedIssue/${flagId}`, search: { mode: 'match' } }],
    });
    expect((await father.get(`/api/fhir/DetectedIssue/${flagId}`)).json).toMatchObject({
      patient: { reference: `Patient/${patientId}` },
      implicated: [{ reference: `ImagingStudy/${studyId}` }],
    });
    expect((await father.get(`/api/fhir/ImagingStudy/${studyId}`)).json).toMatchObject({ id: studyId });
    expect((await stranger.get(`/api/fhir/ImagingStudy/${studyId}`)).status).toBe(404);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../src/jobs/runner.js';
import { FhirServer, outcome, type Reply, searchset } from '../fhir/support/fhir-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { anExam } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

const TOKEN = 'token-that-nobody-may-read';
const FHIR_PATIENT = 'patient-id-that-nobody-may-read';
const subject = { reference: `Patient/${FHIR_PATIENT}` };
const EXAMS = [anExam(1, { subject }), anExam(2, { subject })];
const MEBIBYTE = 1024 * 1024;

let database: TestDatabase;
let ground: FlowGround;
let fhir: FhirServer;
let patientId: string;
let connectionId: string;

beforeAll(async () => {
  database = await freshDatabase();
  const limits = { headersMs: 300, bodyMs: 300, deadlineMs: 2_000, answerBytes: MEBIBYTE, attempts: 2 };
  ground = await FlowGround.open(database.url, { http: { limits, wait: () => Promise.resolve() } });
  await ground.get(JobRunner).start();
});
afterAll(async () => {
  await ground?.get(JobRunner).stop();
  await ground?.close();
  await database?.drop();
});

/** A record that was pulled once, whole. */
beforeEach(async () => {
  fhir = await FhirServer.start();
  fhir.on('ImagingStudy', searchset(EXAMS));
  ({ patientId } = await ground.addPatient());
  connectionId = await ground.connect(patientId, {
    fhirBase: fhir.base,
    fhirPatientId: FHIR_PATIENT,
    token: TOKEN,
  });
  await pulls(1);
});
afterEach(() => fhir.close());

const pulls = (count: number) =>
  eventually(
    `${count} pulls`,
    async () => (await ground.count('pull', 'connection_id = $1', [connectionId])) >= count,
  );

/** Asks for another pull and waits for the worker to have made it. */
async function pullAgain(): Promise<void> {
  const before = await ground.count('pull', 'connection_id = $1', [connectionId]);
  await ground.rows('UPDATE connection SET next_pull_at = now() WHERE id = $1', [connectionId]);
  await pulls(before + 1);
}

const problem = async () =>
  (
    await ground.rows<{ problem: string | null }>('SELECT problem FROM connection WHERE id = $1', [
      connectionId,
    ])
  )[0]!.problem;

/** Everything that a broken answer must leave as it is. */
const stored = async () => [
  await ground.rows('SELECT * FROM study WHERE connection_id = $1 ORDER BY id', [connectionId]),
  await ground.rows('SELECT * FROM snapshot WHERE connection_id = $1 ORDER BY id', [connectionId]),
  await ground.rows('SELECT * FROM flag WHERE connection_id = $1', [connectionId]),
  await ground.told(patientId),
];

const whole = JSON.stringify(searchset(EXAMS).body);
const counted = { ...(searchset(EXAMS.slice(0, 1)).body as object), total: 2 };

describe('a hospital that answers badly', () => {
  const answers: [string, Reply, RegExp][] = [
    ['not at all', () => undefined, /did not answer in time/],
    ['with a web page', { body: '<!doctype html><title>Maintenance</title>' }, /something other than/],
    ['401', { status: 401, body: outcome('error', 'login') }, /must be linked again/],
    ['403', { status: 403, body: outcome('error', 'forbidden') }, /was readable before and is refused now/],
    ['429', { status: 429, headers: { 'retry-after': '3600' } }, /asks for fewer requests/],
    ['500', { status: 500, body: `the study of ${FHIR_PATIENT} with ${TOKEN}` }, /failed while answering/],
    ['503', { status: 503 }, /is not available/],
    ['with half a list', { body: whole.slice(0, whole.length / 2) }, /something other than/],
    ['with fewer records than it counts', { body: counted }, /counts more records/],
    ['with more than is accepted', { body: whole + ' '.repeat(2 * MEBIBYTE) }, /more than is accepted/],
    ['by sending us elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, /sent us on/],
    [
      'with an error in place of the list',
      { body: outcome('fatal', 'exception', FHIR_PATIENT) },
      /internal error/,
    ],
  ];

  it.each(answers)('%s: the connection says so, and nothing stored is altered', async (_, answer, says) => {
    const before = await stored();
    fhir.on('ImagingStudy', answer);
    await pullAgain();
    expect(await problem()).toMatch(says);
    expect(await stored()).toEqual(before);
    fhir.on('ImagingStudy', searchset(EXAMS));
    await pullAgain();
    expect(await problem()).toBeNull();
    expect(await stored()).toEqual(before);
  });

  it('with a list that has no links is believed: it is whole', async () => {
    const before = await stored();
    const { link, ...bare } = searchset(EXAMS).body as { link: unknown };
    expect(link).toBeDefined();
    fhir.on('ImagingStudy', { body: bare });
    await pullAgain();
    expect(await problem()).toBeNull();
    expect(await stored()).toEqual(before);
  });

  it('with the study of another patient: it is set aside and counted, and never becomes a study', async () => {
    const before = await stored();
    const foreign = anExam(7, { subject: { reference: 'Patient/somebody-else' } });
    fhir.on('ImagingStudy', searchset([...EXAMS, foreign]));
    await pullAgain();
    expect(await stored()).toEqual(before);
    const [pull] = await ground.rows<{ quarantined: unknown }>(
      'SELECT quarantined FROM pull WHERE connection_id = $1 ORDER BY finished_at DESC LIMIT 1',
      [connectionId],
    );
    expect(pull!.quarantined).toMatchObject([
      { type: 'ImagingStudy', id: 'exam-7', reason: 'it is about another patient' },
    ]);
  });

  it('never brings a token or the id of a patient into the log or a problem', async () => {
    const texts = await ground.rows<{ text: string }>('SELECT concat(problem) AS text FROM connection UNION ALL SELECT array_to_string(incomplete, chr(10)) FROM pull'); // prettier-ignore
    const said = [...ground.log, ...texts.map(({ text }) => text)].join('\n');
    expect(said).toMatch(/did not answer in time/);
    expect(said).not.toContain(TOKEN);
    expect(said).not.toContain(FHIR_PATIENT);
    expect(said).not.toMatch(/\/fhir\/r4/);
  });
});

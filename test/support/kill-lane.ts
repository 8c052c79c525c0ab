import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { type FhirServer, searchset } from '../fhir/support/fhir-server.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { anExam, aReading } from './fhir-records.js';
import { FlowGround } from './flow-ground.js';
import { ServiceProcess } from './service-process.js';
import type { ReceivedMail, SmtpSink } from './smtp-sink.js';

const LIMIT_MS = 120_000;
/** More journeys than one lane makes. */
const PATIENTS = 50;
const TIME_PASSES_EVERY_MS = 300;

/** A patient whose first list was pulled, before the study that nobody ordered. */
export interface Journey {
  connectionId: string;
  patientId: string;
  fhirPatientId: string;
  email: string;
}

/** One killable worker after another on a database of its own; each takes up what the one before it left. */
export class KillLane {
  worker!: ServiceProcess;
  private readonly waiting: Journey[] = [];
  private constructor(
    private readonly database: TestDatabase,
    private readonly ground: FlowGround,
    private readonly sink: SmtpSink,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async open(fhir: FhirServer, sink: SmtpSink, queue: NodeJS.ProcessEnv): Promise<KillLane> {
    const database = await freshDatabase();
    const environment = {
      NODE_ENV: 'production',
      ROLE: 'worker',
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
      PUBLIC_URL: 'https://scanwarden.example',
      SECRET_KEY: 'another key for tests, thirty-two bytes at least',
      ALLOW_PRIVATE_NETWORKS: 'loopback',
      FEEDS: 'none',
      ...queue,
    };
    const lane = new KillLane(database, await FlowGround.open(database.url), sink, environment);
    fhir.on('ImagingStudy', showStudies);
    for (let at = 0; at < PATIENTS; at += 1) await lane.addPatient(fhir.base);
    await lane.letTimePassBetweenPulls();
    lane.start();
    return lane;
  }

  start(): void {
    this.worker = ServiceProcess.service(this.environment, { killable: true });
  }

  /** From here on the hospital shows the next patient a study that nobody ordered. */
  begin(): Journey {
    const journey = this.waiting.pop();
    if (!journey) throw new Error('no patient is left for another journey');
    withUnknownStudy.add(journey.fhirPatientId);
    return journey;
  }

  async due({ connectionId }: Journey): Promise<void> {
    await this.ground.rows('UPDATE connection SET next_pull_at = now() WHERE id = $1', [connectionId]);
  }

  /** The names of the steps of a journey that nothing disturbs. */
  async stepsOfOneJourney(): Promise<string[]> {
    const journey = this.begin();
    await this.worker.killAt('watch');
    await this.due(journey);
    await this.worker.says(/after the commit of UPDATE notification SET sent_at/);
    await this.finish(journey);
    return [...this.worker.output.matchAll(/^step: (.*)$/gm)].map(([, name]) => name!);
  }

  /** Takes steps from the list until it is empty, a journey for each; returns those at which the worker was killed. */
  async killAtEach(steps: string[]): Promise<string[]> {
    const deaths: string[] = [];
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      const journey = this.begin();
      await this.worker.killAt(step);
      await this.due(journey);
      await eventually(step, async () => this.worker.hasEnded || (await this.isSent(journey)), LIMIT_MS);
      // The last steps come after the mail was marked, and may still end it.
      if (this.worker.hasEnded || !(await this.worker.killAt(null))) deaths.push(step);
      await this.finish(journey);
    }
    return deaths;
  }

  /** What the dead worker was about is taken up again after a while, by another one; and once more if need be. */
  async finish(journey: Journey): Promise<void> {
    if (this.worker.hasEnded) this.start();
    let next = 0;
    const sent = async (): Promise<boolean> => {
      if (Date.now() > next) {
        await this.timePasses();
        next = Date.now() + TIME_PASSES_EVERY_MS;
      }
      return this.isSent(journey);
    };
    await eventually('the mail is sent', sent, LIMIT_MS).catch((error: Error) => {
      throw new Error(`${error.message}; the worker said: ${this.worker.output}`);
    });
    await this.expectOneMail(journey);
  }

  mailsOf({ email }: Journey): ReceivedMail[] {
    return this.sink.messages.filter(({ to }) => to.includes(email));
  }

  async close(): Promise<void> {
    await this.worker.end('SIGTERM');
    await this.ground.close();
    await this.database.drop();
  }

  private async addPatient(fhirBase: string): Promise<void> {
    const { patientId, accountId } = await this.ground.addPatient();
    const fhirPatientId = randomUUID();
    const connectionId = await this.ground.connect(patientId, { fhirBase, fhirPatientId, settlingHours: 0 });
    const resources = [
      { resourceType: 'Patient', id: fhirPatientId },
      anExam(1, { subject: { reference: `Patient/${fhirPatientId}` } }),
    ];
    this.ground.source.shows = { ...aReading([]), resources };
    await this.ground.get(RecordService).pull(connectionId);
    const [row] = await this.ground.rows<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      accountId,
    ]);
    this.waiting.push({ connectionId, patientId, fhirPatientId, email: row!.email });
  }

  /** The pull that brings the study is followed at once by the one that settles it. */
  private async letTimePassBetweenPulls(): Promise<void> {
    await this.ground.rows('UPDATE notification SET sent_at = now()');
    await this.ground.rows('UPDATE organization SET matched_at = now()');
    await this.ground.rows(
      "UPDATE connection SET last_complete_at = now(), next_pull_at = now() + interval '1 day'",
    );
    await this.ground.rows(`
      CREATE FUNCTION hours_pass() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM pull WHERE connection_id = NEW.id) = 1 THEN NEW.next_pull_at = now(); END IF;
        RETURN NEW;
      END $$`);
    await this.ground.rows(
      'CREATE TRIGGER hours_pass BEFORE UPDATE OF version ON connection FOR EACH ROW EXECUTE FUNCTION hours_pass()',
    );
  }

  /** As much as it takes for a ring to count as lost; the doorbell stands for the sweep that follows. */
  private async timePasses(): Promise<void> {
    for (const table of ['connection', 'notification'])
      await this.ground.rows(
        `UPDATE ${table} SET rung_at = now() - interval '1 day' WHERE rung_at < now() - interval '1 second'`,
      );
    await this.ground.rows("SELECT pg_notify('doorbell', 'time passes')");
  }

  private async isSent({ patientId }: Journey): Promise<boolean> {
    const sent = "patient_id = $1 AND situation = 'S02' AND sent_at IS NOT NULL";
    return (await this.ground.count('notification', sent, [patientId])) > 0;
  }

  /** Nothing lost: the one flag, the one notification, and every mail of it under the one Message-ID. */
  private async expectOneMail(journey: Journey): Promise<void> {
    const { patientId, connectionId } = journey;
    const told = await this.ground.rows<{ id: string }>(
      "SELECT id FROM notification WHERE patient_id = $1 AND situation <> 'S01'",
      [patientId],
    );
    const flags = await this.ground.rows('SELECT kind FROM flag WHERE connection_id = $1', [connectionId]);
    const messageIds = new Set(this.mailsOf(journey).map(({ email }) => email.messageId));
    expect(flags).toEqual([{ kind: 'added' }]);
    expect(told).toHaveLength(1);
    expect([...messageIds]).toEqual([`<${told[0]!.id}@scanwarden.example>`]);
  }
}

const withUnknownStudy = new Set<string>();

function showStudies(request: IncomingMessage, response: ServerResponse): void {
  const patient = /patient=(?:Patient(?:\/|%2F))?([^&]+)/.exec(request.url ?? '')?.[1] ?? '';
  const subject = { reference: `Patient/${patient}` };
  const exams = withUnknownStudy.has(patient) ? [1, 3] : [1];
  response.writeHead(200, { 'content-type': 'application/fhir+json' });
  response.end(JSON.stringify(searchset(exams.map((number) => anExam(number, { subject }))).body));
}

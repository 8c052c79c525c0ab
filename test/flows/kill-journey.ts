import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { FhirServer, searchset } from '../fhir/support/fhir-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { ServiceProcess } from '../support/service-process.js';
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

/** More than the journey has steps. */
const MOST_JOURNEYS = 60;

/**
 * From a study that nobody ordered to the mail about it, in a worker that is killed on the way: pull, flag, second
 * pull, settled, notification, mail. The rows say when something is due, so time passes by changing them.
 */
export function describeKilledJourney(queueOf: (lane: number) => Promise<NodeJS.ProcessEnv>): void {
  let fhir: FhirServer;
  let sink: SmtpSink;
  const lanes: Lane[] = [];

  beforeAll(async () => {
    fhir = await FhirServer.start();
    sink = await startSmtpSink();
    for (const number of [0, 1]) lanes.push(await Lane.open(fhir, sink, await queueOf(number)));
  });
  afterAll(async () => {
    for (const lane of lanes) await lane.close();
    await sink?.close();
    await fhir?.close();
  });

  it('ends with the one mail, wherever the process is killed between two steps', async () => {
    const deaths = await Promise.all(lanes.map((lane, at) => lane.killAtEveryStep(at + 1, lanes.length)));
    const where = deaths.flat().join('\n');
    const turns = [
      'INSERT INTO pull',
      'INSERT INTO snapshot',
      'INSERT INTO flag ',
      'INSERT INTO flag_outcome',
    ];
    const further = [
      'INSERT INTO notification',
      'UPDATE notification SET rung_at',
      'SET sent_at',
      'after COMMIT',
    ];
    for (const turn of [...turns, ...further]) expect(where).toContain(turn);
  }, 240_000);

  it.each(['beforeReply', 'afterReply'])(
    'ends with the one mail when the process is killed around the mail server’s word: %s',
    async (when) => {
      const [lane] = lanes as [Lane];
      const journey = lane.begin();
      sink.around({ [when]: () => lane.worker.kill() });
      await lane.due(journey);
      await lane.worker.ended;
      await lane.finish(journey);
      expect(mailsTo(sink, journey).length).toBe(2);
    },
  );

  it('ends with the one mail when the process is killed while it reads the record', async () => {
    const [lane] = lanes as [Lane];
    const journey = lane.begin();
    fhir.on('DiagnosticReport', () => lane.worker.kill(), searchset([]));
    await lane.due(journey);
    await lane.worker.ended;
    await lane.finish(journey);
  });

  describe('with every process stopped in between', () => {
    it('nothing is due twice, and nothing is sent again', async () => {
      const [lane] = lanes as [Lane];
      const before = sink.messages.length;
      await lane.worker.end('SIGTERM');
      await lane.timePasses();
      lane.start();
      const journey = lane.begin();
      await lane.due(journey);
      await lane.finish(journey);
      expect(sink.messages.length).toBe(before + 1);
    });
  });
}

interface Journey {
  connectionId: string;
  patientId: string;
  fhirPatientId: string;
  email: string;
}

/** One worker after another on a database of its own. */
class Lane {
  worker!: ServiceProcess;
  private readonly waiting: Journey[] = [];
  private constructor(
    private readonly database: TestDatabase,
    private readonly ground: FlowGround,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly shown: Set<string>,
    private readonly sink: SmtpSink,
  ) {}

  static async open(fhir: FhirServer, sink: SmtpSink, queue: NodeJS.ProcessEnv): Promise<Lane> {
    const database = await freshDatabase();
    const ground = await FlowGround.open(database.url);
    const environment = {
      NODE_ENV: 'production',
      ROLE: 'worker',
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
      PUBLIC_URL: 'https://scanwarden.example',
      SECRET_KEY: 'another key for tests, thirty-two bytes at least',
      ALLOW_PRIVATE_NETWORKS: 'loopback',
      ...queue,
    };
    const lane = new Lane(database, ground, environment, showUnknownStudies(fhir), sink);
    await lane.prepare(fhir);
    lane.start();
    return lane;
  }

  /** Patients whose first list was pulled; a saved pull is due again at once until there are three. */
  private async prepare(fhir: FhirServer): Promise<void> {
    await this.ground.rows(`
      CREATE FUNCTION hours_pass() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM pull WHERE connection_id = NEW.id) = 1 THEN NEW.next_pull_at = now(); END IF;
        RETURN NEW;
      END $$`);
    for (let at = 0; at < MOST_JOURNEYS; at += 1)
      await this.addPatient(fhir, `pat-${at}-${crypto.randomUUID()}`);
    await this.ground.rows('UPDATE notification SET sent_at = now()');
    await this.ground.rows('UPDATE organization SET matched_at = now()');
    await this.ground.rows("UPDATE connection SET last_complete_at = now(), next_pull_at = now() + interval '1 day'");
    await this.ground.rows(
      'CREATE TRIGGER hours_pass BEFORE UPDATE OF version ON connection FOR EACH ROW EXECUTE FUNCTION hours_pass()',
    );
  }

  private async addPatient(fhir: FhirServer, fhirPatientId: string): Promise<void> {
    const { patientId, accountId } = await this.ground.addPatient();
    const connectionId = await this.ground.connect(patientId, {
      fhirBase: fhir.base,
      fhirPatientId,
      settlingHours: 0,
    });
    const subject = { reference: `Patient/${fhirPatientId}` };
    const resources = [{ resourceType: 'Patient', id: fhirPatientId }, anExam(1, { subject })];
    this.ground.source.shows = { ...aReading([]), resources };
    await this.ground.get(RecordService).pull(connectionId);
    const [row] = await this.ground.rows<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      accountId,
    ]);
    this.waiting.push({ connectionId, patientId, fhirPatientId, email: row!.email });
  }

  start(): void {
    this.worker = ServiceProcess.service(this.environment, { killable: true });
  }

  /** From here on the hospital shows the next patient a study that nobody ordered. */
  begin(): Journey {
    const journey = this.waiting.pop();
    if (!journey) throw new Error('no patient is left for another journey');
    this.shown.add(journey.fhirPatientId);
    return journey;
  }

  async due({ connectionId }: Journey): Promise<void> {
    await this.ground.rows('UPDATE connection SET next_pull_at = now(), rung_at = NULL WHERE id = $1', [
      connectionId,
    ]);
  }

  /** Kills at step first, first + by, … until a journey ends before its step comes; says where it was killed. */
  async killAtEveryStep(first: number, by: number): Promise<string[]> {
    const deaths: string[] = [];
    for (let step = first; ; step += by) {
      const journey = this.begin();
      await this.worker.killAt(step);
      await this.due(journey);
      await eventually(
        `step ${step} or the end`,
        async () => this.worker.hasEnded || (await this.isSent(journey)),
      );
      // The last steps come after the mail was marked: they may still end it.
      if (!this.worker.hasEnded && (await this.worker.killAt(null))) return deaths;
      await this.worker.ended;
      deaths.push(/killed at step .*/.exec(this.worker.output)?.[0] ?? 'not by a step');
      await this.finish(journey);
    }
  }

  /** What the dead process was about is taken up again after a while, by another one; and once more if need be. */
  async finish(journey: Journey): Promise<void> {
    if (this.worker.hasEnded) this.start();
    let next = 0;
    await eventually('the mail is sent', async () => {
      if (Date.now() > next) {
        await this.timePasses();
        next = Date.now() + 300;
      }
      return this.isSent(journey);
    });
    await this.expectOneMail(journey);
  }

  /** As much as it takes for a ring to count as lost; the doorbell stands for the sweep. */
  async timePasses(): Promise<void> {
    for (const table of ['connection', 'notification', 'organization'])
      await this.ground.rows(
        `UPDATE ${table} SET rung_at = now() - interval '1 day' WHERE rung_at < now() - interval '1 second'`,
      );
    await this.ground.rows("SELECT pg_notify('doorbell', 'sweep')");
  }

  private async isSent({ patientId }: Journey): Promise<boolean> {
    return (
      (await this.ground.count(
        'notification',
        "patient_id = $1 AND situation = 'S02' AND sent_at IS NOT NULL",
        [patientId],
      )) > 0
    );
  }

  private async expectOneMail(journey: Journey): Promise<void> {
    const { patientId, connectionId } = journey;
    const told = await this.ground.rows<{ id: string }>(
      "SELECT id FROM notification WHERE patient_id = $1 AND situation <> 'S01'",
      [patientId],
    );
    const flags = await this.ground.rows('SELECT kind FROM flag WHERE connection_id = $1', [connectionId]);
    const ids = new Set(mailsTo(this.sink, journey).map(({ email }) => email.messageId));
    expect(flags).toEqual([{ kind: 'added' }]);
    expect(told).toHaveLength(1);
    expect([...ids]).toEqual([`<${told[0]!.id}@scanwarden.example>`]);
  }

  async close(): Promise<void> {
    await this.worker.end('SIGTERM');
    await this.ground.close();
    await this.database.drop();
  }
}

function mailsTo(sink: SmtpSink, { email }: Journey): ReceivedMail[] {
  return sink.messages.filter(({ to }) => to.includes(email));
}

/** The hospital's answers, by patient; who is in the set has a study that nobody ordered. */
const unknownShown = new Set<string>();
function showUnknownStudies(fhir: FhirServer): Set<string> {
  fhir.on('ImagingStudy', (request, response) => {
    const patient = /patient=(?:Patient(?:\/|%2F))?([^&]+)/.exec(request.url ?? '')?.[1] ?? '';
    const subject = { reference: `Patient/${patient}` };
    const exams = [anExam(1, { subject }), ...(unknownShown.has(patient) ? [anExam(3, { subject })] : [])];
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(searchset(exams).body));
  });
  return unknownShown;
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FhirServer, searchset } from '../fhir/support/fhir-server.js';
import { KillLane } from '../support/kill-lane.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

/** Each step takes the start of a process, which on a busy machine can be many seconds. */
const LIMIT_MS = 600_000;
/** Steps that must be among those at which the process was killed. */
const LANDMARKS = [
  /after WITH RECURSIVE site AS/,
  /before UPDATE connection SET rung_at/,
  /before WITH kept AS .* #1/,
  /before INSERT INTO snapshot/,
  /before INSERT INTO flag /,
  /before WITH kept AS .* #2/,
  /before INSERT INTO flag_outcome/,
  /before INSERT INTO notification/,
  /before the commit of INSERT INTO notification/,
  /after the commit of INSERT INTO notification/,
  /before UPDATE notification SET rung_at/,
  /after the commit of UPDATE notification SET rung_at/,
  /before UPDATE notification SET sent_at/,
  /before the commit of UPDATE notification SET sent_at/,
  /after the commit of UPDATE notification SET sent_at/,
];
/** Where a queue has a part in what is lost: around its rings, the commits, and the marks. */
const AROUND_THE_QUEUE = /commit|WITH RECURSIVE site|AS ring FROM|SET rung_at|SET sent_at/;

export interface KilledJourney {
  /** The variables of the queue, for each of the lanes. */
  queueOf: (lane: number) => NodeJS.ProcessEnv;
  /** Whether to kill within each transaction as well, or around the queue alone. */
  withinTransactions: boolean;
}

/**
 * From a study that nobody ordered to the mail about it, in a worker that is killed on the way: pull, flag, second
 * pull, settled, notification, mail. The rows say when something is due, so time passes by changing them.
 */
export function describeKilledJourney({ queueOf, withinTransactions }: KilledJourney): void {
  const chosen = (step: { source: string } | string): boolean =>
    withinTransactions || AROUND_THE_QUEUE.test(typeof step === 'string' ? step : step.source);
  /** Within a transaction one kill leaves what another leaves: each has one or two of them. */
  const isLandmark = (step: string): boolean => LANDMARKS.some((landmark) => landmark.test(step));
  let fhir: FhirServer;
  let sink: SmtpSink;
  const lanes: KillLane[] = [];

  beforeAll(async () => {
    fhir = await FhirServer.start();
    sink = await startSmtpSink();
    // Two at a time: the start of a process keeps one processor busy.
    for (const number of [0, 1]) lanes.push(await KillLane.open(fhir, sink, queueOf(number)));
  }, LIMIT_MS);
  afterAll(async () => {
    for (const lane of lanes) await lane.close();
    await sink?.close();
    await fhir?.close();
  }, LIMIT_MS);

  async function killBy(arrange: (kill: () => void, freeze: () => void) => void): Promise<number> {
    const [lane] = lanes as [KillLane];
    const journey = lane.begin();
    arrange(
      () => lane.worker.kill(),
      () => lane.worker.freeze(),
    );
    await lane.due(journey);
    await lane.worker.ended;
    await lane.finish(journey);
    return lane.mailsOf(journey).length;
  }

  it(
    'ends with the one mail, wherever the process is killed between two steps',
    async () => {
      const steps = await lanes[0]!.stepsOfOneJourney();
      const waiting = steps.filter(
        (step) => chosen(step) && (AROUND_THE_QUEUE.test(step) || isLandmark(step)),
      );
      const deaths = (await Promise.all(lanes.map((lane) => lane.killAtEach(waiting)))).flat();
      for (const landmark of LANDMARKS.filter(chosen))
        expect(deaths).toEqual(expect.arrayContaining([expect.stringMatching(landmark)]));
    },
    LIMIT_MS,
  );

  it(
    'ends with the same mail twice when it is killed while the mail server takes the mail over',
    async () => {
      expect(await killBy((kill) => sink.around({ beforeReply: kill }))).toBe(2);
      // It stands still while the reply is on its way, or on a busy machine it would mark the mail before it is killed.
      expect(await killBy((kill, freeze) => sink.around({ beforeReply: freeze, afterReply: kill }))).toBe(2);
    },
    LIMIT_MS,
  );

  it(
    'ends with the one mail when it is killed while it reads the record',
    async () => {
      expect(await killBy((kill) => fhir.on('DiagnosticReport', kill, searchset([])))).toBe(1);
    },
    LIMIT_MS,
  );
}

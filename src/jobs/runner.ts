import type { Logger } from 'pino';
import type { CanaryService } from '../sandbox/canary/canary.service.js';
import type { BreachService } from '../services/breach.service.js';
import type { DigestService } from '../services/digest.service.js';
import type { EndpointService } from '../services/endpoint.service.js';
import type { FanOutService } from '../services/fan-out.service.js';
import type { FeedService } from '../services/feed.service.js';
import type { NotificationService } from '../services/notification.service.js';
import type { RecordService } from '../services/record.service.js';
import type { SummaryService } from '../services/summary.service.js';
import type { WatchService } from '../services/watch.service.js';
import { OvertakenError } from '../store/record.store.js';
import type { JobName, JobQueues } from './queue.js';
import type { Relay } from './relay.js';

export interface Journeys {
  records: RecordService;
  notifications: NotificationService;
  digests: DigestService;
  summaries: SummaryService;
  endpoints: EndpointService;
  breaches: BreachService;
  feeds: FeedService;
  fanOuts: FanOutService;
  watch: WatchService;
  canary: CanaryService;
}

/** How many of each job one process does at once. */
const CONCURRENCY: Record<JobName, number> = {
  'pull-records': 4,
  // These two share transactions and lines to the mail server (services/notification).
  'deliver-urgent': 100,
  'deliver-notification': 100,
  'deliver-elsewhere': 10,
  'write-digest': 2,
  // One makes all that are due.
  'write-summary': 1,
  'ingest-breaches': 1,
  'match-organizations': 1,
  'expose-match': 1,
};
const HOUR_MS = 3_600_000;

/** The worker's side of a process: what is done when the doorbell rings, and once an hour. */
export class JobRunner {
  private hourly: NodeJS.Timeout | null = null;
  constructor(
    private readonly queues: JobQueues,
    private readonly relay: Relay,
    private readonly journeys: Journeys,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const { records, notifications, digests, summaries, endpoints, breaches, feeds, fanOuts } = this.journeys;
    this.answer('pull-records', (id) => unlessOvertaken(records.look(id)));
    this.answer('deliver-urgent', (id) => notifications.deliver(id));
    this.answer('deliver-notification', (id) => notifications.deliver(id));
    this.answer('deliver-elsewhere', (id) => endpoints.deliver(id));
    this.answer('write-digest', (id) => digests.write(id));
    this.answer('write-summary', () => summaries.writeDue());
    this.answer('match-organizations', (id) => breaches.matchOrganizations([id]));
    this.answer('expose-match', (id) => fanOuts.tell(id));
    this.answer('ingest-breaches', (source) => feeds.read(source));
    await this.relay.start();
    this.hourly = setInterval(() => this.everyHour(), HOUR_MS);
    this.lookAround();
  }

  async stop(): Promise<void> {
    if (this.hourly) clearInterval(this.hourly);
    await this.relay.stop();
    await this.queues.close();
  }

  private answer(name: JobName, work: (id: string) => Promise<unknown>): void {
    const done = async (id: string): Promise<void> => void (await work(id));
    this.queues.answer(name, CONCURRENCY[name], done, {
      failed: (error) =>
        this.logger.error({ job: name, reason: error.message }, 'a job failed; its row stays due'),
      unreachable: (error) =>
        this.logger.warn(
          { job: name, reason: error.message },
          'the queue cannot be reached; it is tried again, and rows stay due meanwhile',
        ),
    });
  }

  /** The canary waits for the first full hour: a process that has just started has enough to do. */
  private everyHour(): void {
    this.journeys.canary
      .watch()
      .catch((error: Error) =>
        this.logger.error({ reason: error.message }, 'the daily run of the canary failed'),
      )
      .finally(() => this.lookAround());
  }

  private lookAround(): void {
    const { watch, digests } = this.journeys;
    Promise.all([
      watch.tellUnread(),
      watch.tellEnding(),
      watch.tellComingOfAge(),
      watch.remind(),
      watch.remindOfCases(),
      watch.tellOperators(),
      digests.planAll(),
    ]).catch((error: Error) =>
      this.logger.error(
        { reason: error.message },
        'could not look for unread connections, open questions and digests to plan',
      ),
    );
  }
}

/** Somebody else's pull of the same connection was saved first: it brought what this one would have. */
async function unlessOvertaken(pull: Promise<unknown>): Promise<void> {
  try {
    await pull;
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error;
  }
}

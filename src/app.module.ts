import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from './config/config.js';
import { SERVICES, STORES } from './core-providers.js';
import type { FeedSource } from './domain/filing.js';
import { WebhookChannel } from './channels/webhook.js';
import { BreachFeed } from './feeds/breach-feed.js';
import { FilesFeed } from './feeds/files-feed.js';
import { liveFeeds } from './feeds/live-feeds.js';
import { FhirStudySource } from './fhir/fhir-study-source.js';
import { StudySource } from './fhir/study-source.js';
import { postgresBackend, redisBackend } from './jobs/backend.js';
import { JOB_NAMES, JobQueues } from './jobs/queue.js';
import { Relay } from './jobs/relay.js';
import { JobRunner } from './jobs/runner.js';
import { Clock, SystemClock } from './lib/clock.js';
import { GuardedHttp } from './lib/guarded-http.js';
import { MailboxMailer } from './mail/mailbox-mailer.js';
import { Mailer } from './mail/mailer.js';
import { SmtpMailer } from './mail/smtp-mailer.js';
import { CanaryService } from './sandbox/canary/canary.service.js';
import { CanaryStore } from './sandbox/canary/canary.store.js';
import { SandboxService } from './sandbox/sandbox.service.js';
import { SandboxStore } from './sandbox/sandbox.store.js';
import { BreachService } from './services/breach.service.js';
import { ConnectionAccess } from './services/connection-access.service.js';
import { DigestService } from './services/digest.service.js';
import { Channels, EndpointService } from './services/endpoint.service.js';
import { FanOutService } from './services/fan-out.service.js';
import { FeedService, ScheduledFeeds } from './services/feed.service.js';
import { NotificationService } from './services/notification.service.js';
import { RecordService } from './services/record.service.js';
import { SummaryService } from './services/summary.service.js';
import { WatchService } from './services/watch.service.js';
import { BreachStore } from './store/breach.store.js';
import { ConnectionStore } from './store/connection.store.js';
import { ExpectationStore } from './store/expectation.store.js';
import { ExposureStore } from './store/exposure.store.js';
import { FeedAnswerStore } from './store/feed-answer.store.js';
import { MailboxStore } from './store/mailbox.store.js';
import { NotificationStore } from './store/notification.store.js';
import { PeopleStore } from './store/people.store.js';
import { RecordStore } from './store/record.store.js';
import { LOGGER } from './tokens.js';
import { AccessInterceptor } from './web/access.interceptor.js';
import { AccessEventStore } from './store/access-event.store.js';
import { AccessGuard } from './web/access.guard.js';
import { ErrorFilter } from './web/error.filter.js';
import { Pages } from './web/pages.js';
import { RECORD_CONTROLLERS, RECORD_READERS } from './web/record-controllers.js';
import { SERVICE_CONTROLLERS, SERVICE_READERS } from './web/service-controllers.js';

/** What was made before Nest starts: the configuration, an open database and the log. */
export interface Ground {
  config: Config;
  dataSource: DataSource;
  databaseUrl: string;
  logger: Logger;
}

const ALL_RULES = { rulesOff: new Set<string>() };

/** Which adapter stands behind each port is decided here and nowhere else. */
function adapters({ config, dataSource, logger }: Ground): Provider[] {
  return [
    { provide: Config, useValue: config },
    { provide: DataSource, useValue: dataSource },
    { provide: LOGGER, useValue: logger },
    { provide: Clock, useClass: SystemClock },
    {
      provide: GuardedHttp,
      useFactory: () =>
        new GuardedHttp({ privateNetworks: config.privateNetworks, userAgent: config.userAgent }),
    },
    {
      provide: StudySource,
      useFactory: (http: GuardedHttp) => new FhirStudySource(http),
      inject: [GuardedHttp],
    },
    {
      provide: Mailer,
      useFactory: (mailbox: MailboxStore) =>
        config.smtpUrl === null
          ? new MailboxMailer((raw, envelope, id) => mailbox.keep(raw, envelope, id))
          : new SmtpMailer(config.smtpUrl, config.dkim),
      inject: [MailboxStore],
    },
    {
      provide: Channels,
      useFactory: (http: GuardedHttp, clock: Clock): Channels => {
        const channels = [new WebhookChannel(http, clock)];
        return { find: (name) => channels.find((channel) => channel.name === name) };
      },
      inject: [GuardedHttp, Clock],
    },
    {
      provide: ScheduledFeeds,
      useFactory: (
        ...[http, sandbox, answers, breaches]: [GuardedHttp, SandboxService, FeedAnswerStore, BreachStore]
      ): ScheduledFeeds => {
        const lastFiles = (source: FeedSource) => breaches.lastFiles(source);
        const live = liveFeeds(config.feeds, http, answers, lastFiles, () => new Date());
        const find = (source: string) =>
          source === 'sandbox' ? sandboxFeed(http, sandbox) : live.get(source);
        return { live: config.feeds, find };
      },
      inject: [GuardedHttp, SandboxService, FeedAnswerStore, BreachStore],
    },
    {
      provide: SandboxService,
      useFactory: (
        ...[store, people, connections, breaches, records]: [
          SandboxStore,
          PeopleStore,
          ConnectionStore,
          BreachStore,
          RecordService,
        ]
      ) => new SandboxService(store, people, connections, breaches, records, logger),
      inject: [SandboxStore, PeopleStore, ConnectionStore, BreachStore, RecordService],
    },
    {
      provide: CanaryService,
      useFactory: (
        ...[store, connections, access, records, notifications, exposures, expectations, clock]: [
          CanaryStore,
          ConnectionStore,
          ConnectionAccess,
          RecordStore,
          NotificationStore,
          ExposureStore,
          ExpectationStore,
          Clock,
        ]
      ) => {
        // Its hospital is on this computer, whatever the setting allows to be asked.
        const source = new FhirStudySource(new GuardedHttp({ privateNetworks: 'loopback' }));
        // It shows that alerts arrive: what the deployment switched off is none of its matter.
        const pulls = new RecordService(
          source,
          connections,
          access,
          records,
          notifications,
          exposures,
          expectations,
          clock,
          ALL_RULES,
        );
        return new CanaryService(store, pulls, clock);
      },
      inject: [
        CanaryStore,
        ConnectionStore,
        ConnectionAccess,
        RecordStore,
        NotificationStore,
        ExposureStore,
        ExpectationStore,
        Clock,
      ],
    },
  ];
}

function sandboxFeed(http: GuardedHttp, sandbox: SandboxService): BreachFeed {
  const urls = ['under-investigation', 'archive'].map((view) => sandbox.breachListAddress(view));
  const fetchBytes = async (url: string) => (await http.fetchBytes(url)).bytes;
  return new FilesFeed('sandbox', urls, { fetchBytes, now: () => new Date() });
}

/** Jobs on Redis where it is set, else on the database in use. */
function worker({ config, dataSource, databaseUrl, logger }: Ground): Provider[] {
  return [
    {
      provide: JobQueues,
      useFactory: async () =>
        new JobQueues(
          config.redisUrl === null
            ? await postgresBackend(databaseUrl, 2 * JOB_NAMES.length, (error) =>
                logger.warn({ reason: error.message }, 'the database ended a connection of the queue'),
              )
            : redisBackend(config.redisUrl),
        ),
    },
    {
      provide: JobRunner,
      useFactory: (
        ...[
          queues,
          records,
          notifications,
          digests,
          summaries,
          endpoints,
          breaches,
          feeds,
          fanOuts,
          watch,
          canary,
        ]: [
          JobQueues,
          RecordService,
          NotificationService,
          DigestService,
          SummaryService,
          EndpointService,
          BreachService,
          FeedService,
          FanOutService,
          WatchService,
          CanaryService,
        ]
      ) =>
        new JobRunner(
          queues,
          new Relay(dataSource, queues, databaseUrl, logger),
          { records, notifications, digests, summaries, endpoints, breaches, feeds, fanOuts, watch, canary },
          logger,
        ),
      inject: [
        JobQueues,
        RecordService,
        NotificationService,
        DigestService,
        SummaryService,
        EndpointService,
        BreachService,
        FeedService,
        FanOutService,
        WatchService,
        CanaryService,
      ],
    },
  ];
}

/** Every page, behind one guard that denies what no rule allows, and one filter that says errors in words. */
function web({ logger }: Ground): Provider[] {
  return [
    Pages,
    ...RECORD_READERS,
    ...SERVICE_READERS,
    { provide: APP_GUARD, useClass: AccessGuard },
    {
      provide: APP_INTERCEPTOR,
      useFactory: (events: AccessEventStore, clock: Clock) => new AccessInterceptor(events, clock, logger),
      inject: [AccessEventStore, Clock],
    },
    { provide: APP_FILTER, useFactory: (pages: Pages) => new ErrorFilter(pages, logger), inject: [Pages] },
  ];
}

/** The journeys alone: what the command line needs. */
@Module({})
export class CoreModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: CoreModule,
      providers: [...adapters(ground), ...STORES, ...SERVICES],
      exports: [
        DataSource,
        GuardedHttp,
        ...SERVICES,
        ...STORES,
        SandboxService,
        CanaryService,
        Config,
        Clock,
        Mailer,
        LOGGER,
      ],
    };
  }
}

/** One process: the journeys, and the web and worker parts that its role asks for. */
@Module({})
export class AppModule {
  static on(ground: Ground): DynamicModule {
    const { roles } = ground.config;
    return {
      module: AppModule,
      imports: [CoreModule.on(ground)],
      controllers: roles.has('web') ? [...RECORD_CONTROLLERS, ...SERVICE_CONTROLLERS] : [],
      providers: [...(roles.has('web') ? web(ground) : []), ...(roles.has('worker') ? worker(ground) : [])],
    };
  }
}

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { AppModule, CoreModule, type Ground } from '../../src/app.module.js';
import { readConfig } from '../../src/config/config.js';
import type { GrantRole } from '../../src/domain/notification.js';
import type { BreachFeed } from '../../src/feeds/breach-feed.js';
import {
  type Progress,
  type SourceConnection,
  type SourceReading,
  StudySource,
} from '../../src/fhir/study-source.js';
import { Clock } from '../../src/lib/clock.js';
import { GuardedHttp, type HttpSettings } from '../../src/lib/guarded-http.js';
import { ENTITIES } from '../../src/store/account.row.js';
import { ConnectionStore, type NewConnection } from '../../src/store/connection.store.js';
import { ScheduledFeeds } from '../../src/services/feed.service.js';
import { createDataSource } from '../../src/store/data-source.js';
import { aReading } from './fhir-records.js';

/** Stands still until it is told otherwise. Its days lie in the past, so that whatever it makes due is due. */
export class SetClock extends Clock {
  private ms = Date.parse('2025-03-01T08:00:00Z');

  override now(): Date {
    return new Date(this.ms);
  }

  pass(time: { days?: number; hours?: number }): void {
    this.ms += ((time.days ?? 0) * 24 + (time.hours ?? 0)) * 3_600_000;
  }
}

/** A source that answers every connection with what the test says it shows now. */
export class ScriptedSource extends StudySource {
  readonly asked: SourceConnection[] = [];
  shows: SourceReading = aReading([]);
  /** What a reading does or waits for before it answers, once. */
  before: (progress: Progress) => Promise<void> = () => Promise.resolve();

  override async read(
    connection: SourceConnection,
    progress: Progress = () => undefined,
  ): Promise<SourceReading> {
    this.asked.push(connection);
    const shown = structuredClone(this.shows);
    const waiting = this.before(progress);
    this.before = () => Promise.resolve();
    await waiting;
    return shown;
  }
}

const SECRET_KEY = 'a key for tests, thirty-two bytes long at least';

export interface GroundOptions {
  /** Further variables, such as SMTP_URL. */
  environment?: NodeJS.ProcessEnv;
  /** Makes it a worker that reads real FHIR servers within these limits, at the time that it is. */
  http?: Partial<HttpSettings>;
}

/** The journeys on a real database; with a scripted source and a clock that the test sets, unless it is a worker. */
export class FlowGround {
  readonly clock = new SetClock();
  readonly source = new ScriptedSource();
  /** The feeds that are read by themselves. */
  readonly feeds = new Map<string, BreachFeed>();
  /** Everything that was logged. */
  readonly log: string[] = [];
  private constructor(
    readonly dataSource: DataSource,
    private readonly databaseUrl: string,
  ) {}
  private journeys!: TestingModule;

  static async open(databaseUrl: string, options: GroundOptions = {}): Promise<FlowGround> {
    const log = (): void => undefined;
    const dataSource = createDataSource({ url: databaseUrl, entities: ENTITIES, log });
    await dataSource.initialize();
    const ground = new FlowGround(dataSource, databaseUrl);
    ground.journeys = await (options.http ? ground.worker(options.http) : ground.core(options.environment));
    return ground;
  }

  private async ground(environment: NodeJS.ProcessEnv): Promise<Ground> {
    const { dataSource, databaseUrl, log } = this;
    const config = await readConfig({
      SECRET_KEY,
      PUBLIC_URL: 'https://scanwarden.example',
      MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
      ...environment,
    });
    const logger = pino({ level: 'trace' }, { write: (line: string) => log.push(line) });
    return { config, dataSource, databaseUrl, logger };
  }

  private async core(environment: NodeJS.ProcessEnv = {}): Promise<TestingModule> {
    return Test.createTestingModule({ imports: [CoreModule.on(await this.ground(environment))] })
      .overrideProvider(Clock)
      .useValue(this.clock)
      .overrideProvider(StudySource)
      .useValue(this.source)
      .overrideProvider(ScheduledFeeds)
      .useValue({ live: ['hhs', 'wa'], find: (source: string) => this.feeds.get(source) })
      .compile();
  }

  private async worker(http: Partial<HttpSettings>): Promise<TestingModule> {
    return Test.createTestingModule({ imports: [AppModule.on(await this.ground({ ROLE: 'worker' }))] })
      .overrideProvider(GuardedHttp)
      .useValue(new GuardedHttp({ privateNetworks: 'loopback', ...http }))
      .compile();
  }

  get<T>(kind: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.journeys.get<T>(kind as Type<T>, { strict: false });
  }

  async rows<T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, values);
  }

  /** Empties the database, whatever keeps that from happening otherwise. */
  async empty(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica');
      await manager.query('TRUNCATE account, patient, organization, feed, feed_file, breach CASCADE');
    });
  }

  async count(table: string, where = 'true', values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE ${where}`,
      values,
    );
    return row!.count;
  }

  async addAccount(): Promise<string> {
    const [row] = await this.rows<{ id: string }>(
      "INSERT INTO account (email, name) VALUES ($1, 'Person') RETURNING id",
      [`${randomUUID()}@example.org`],
    );
    return row!.id;
  }

  /** A patient with an account of their own. */
  async addPatient(): Promise<{ patientId: string; accountId: string }> {
    const accountId = await this.addAccount();
    const [row] = await this.rows<{ id: string }>(
      "INSERT INTO patient (name) VALUES ('Person') RETURNING id",
    );
    await this.grant(accountId, row!.id, 'self');
    return { patientId: row!.id, accountId };
  }

  async grant(
    accountId: string,
    patientId: string,
    role: GrantRole,
    { from, until }: { from?: Date; until?: Date } = {},
  ): Promise<void> {
    await this.rows(
      `INSERT INTO patient_grant (account_id, patient_id, role, valid_from, valid_until)
       VALUES ($1, $2, $3, coalesce($4, now()), $5)`,
      [accountId, patientId, role, from ?? null, until ?? null],
    );
  }

  connect(patientId: string, more: Partial<NewConnection> = {}): Promise<string> {
    return this.get(ConnectionStore).add({
      patientId,
      siteName: 'Lakeside',
      fhirBase: 'https://lakeside.example/fhir',
      fhirPatientId: 'pat-1',
      token: null,
      pullEverySeconds: 3600,
      settlingHours: 24,
      ...more,
    });
  }

  /** What the notifications of a patient say, oldest first. */
  told(patientId: string): Promise<{ situation: string; level: string; channel: string }[]> {
    return this.rows(
      'SELECT situation, level, channel FROM notification WHERE patient_id = $1 ORDER BY created_at, situation',
      [patientId],
    );
  }

  /** The statements that the work sends, without those that only begin and end transactions. */
  async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const { master } = this.dataSource.driver as unknown as { master: { Client: { prototype: Queried } } };
    const { prototype } = master.Client;
    const { query } = prototype;
    const sent: string[] = [];
    prototype.query = function (this: Queried, ...args: unknown[]) {
      const [first] = args as [string | { text: string }];
      sent.push(typeof first === 'string' ? first : first.text);
      return query.apply(this, args);
    };
    try {
      await work();
    } finally {
      prototype.query = query;
    }
    return sent.filter((text) => !/^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK)/.test(text));
  }

  async close(): Promise<void> {
    await this.journeys.close();
    await this.dataSource.destroy();
  }
}

interface Queried {
  query: (...args: unknown[]) => unknown;
}

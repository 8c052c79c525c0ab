import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config/config.js';
import { Clock } from '../../src/lib/clock.js';
import { Mailer, type OutgoingMail, type SendReceipt } from '../../src/mail/mailer.js';
import { ENTITIES } from '../../src/store/account.row.js';
import { createDataSource, openDataSource } from '../../src/store/data-source.js';
import { prepareWeb } from '../../src/web/prepare-web.js';
import { freshDatabase } from './database.js';

/** Stands still, far ahead of the database's own clock, so that nothing has run out in between. */
export const NOW = new Date('2090-05-04T12:00:00Z');

/** Keeps what it is given, and tells those who wait for it. */
export class RecordingMailer extends Mailer {
  readonly sent: OutgoingMail[] = [];
  private readonly waiting: ((mail: OutgoingMail) => void)[] = [];

  override send(mail: OutgoingMail): Promise<SendReceipt> {
    this.sent.push(mail);
    this.waiting.shift()?.(mail);
    return Promise.resolve({ messageId: mail.messageId, serverId: null });
  }

  /** The mail after those so far. */
  next(): Promise<OutgoingMail> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The service without its worker, in this process, on a database and a loopback port of its own. */
export interface App {
  origin: string;
  mailer: RecordingMailer;
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  get<T>(kind: Type<T>): T;
  /** The statements that the work sends to the database. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export async function startApp(
  { port: asked, publicUrl }: { port: number; publicUrl: string } = {
    port: 0,
    publicUrl: 'http://scans.test',
  },
): Promise<App> {
  const database = await freshDatabase();
  const log = (): void => undefined;
  const dataSource = createDataSource({ url: database.url, entities: ENTITIES, poolSize: 4, log });
  await openDataSource(dataSource, log);
  const config = await readConfig({
    ROLE: 'web',
    SECRET_KEY: 'a key for tests, thirty-two bytes long at least',
    PUBLIC_URL: publicUrl,
  });
  const ground = { config, dataSource, databaseUrl: database.url, logger: pino({ level: 'silent' }) };
  const mailer = new RecordingMailer();
  const built = await Test.createTestingModule({ imports: [AppModule.on(ground)] })
    .overrideProvider(Clock)
    .useValue({ now: () => NOW })
    .overrideProvider(Mailer)
    .useValue(mailer)
    .compile();
  const app = built.createNestApplication<NestExpressApplication>({
    logger: false,
    // A request that hangs fails its own test, not the end of the suite.
    forceCloseConnections: true,
  });
  prepareWeb(app, ground);
  const { port } = (await app.listen(asked, '127.0.0.1')).address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    mailer,
    query: (sql, values) => dataSource.query(sql, values),
    get: (kind) => app.get(kind, { strict: false }),
    statementsOf: async (work) => {
      const { logger } = dataSource;
      const sent: string[] = [];
      const { logQuery } = logger;
      logger.logQuery = (statement) => void sent.push(statement);
      await work().finally(() => (logger.logQuery = logQuery));
      return sent;
    },
    close: async () => {
      await app.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

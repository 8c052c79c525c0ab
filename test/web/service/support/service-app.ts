import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { AppModule } from '../../../../src/app.module.js';
import { Config } from '../../../../src/config/config.js';
import { JobRunner } from '../../../../src/jobs/runner.js';
import { SandboxService } from '../../../../src/sandbox/sandbox.service.js';
import { AccountService } from '../../../../src/services/account.service.js';
import { ENTITIES } from '../../../../src/store/account.row.js';
import { createDataSource, openDataSource } from '../../../../src/store/data-source.js';
import { PeopleStore } from '../../../../src/store/people.store.js';
import { prepareWeb } from '../../../../src/web/prepare-web.js';
import { sessionCookieName } from '../../../../src/web/visit.js';
import { freshDatabase } from '../../../support/database.js';
import { ONE_BROWSER } from '../../../support/one-browser.js';
import { Visitor } from './visitor.js';

export const PUBLIC_URL = 'http://scans.test';

/** The service in this process, on a database and a loopback port of its own. */
export interface ServiceApp {
  config: Config;
  dataSource: DataSource;
  people: PeopleStore;
  get: NestExpressApplication['get'];
  /** Somebody who has not signed in. */
  stranger: Visitor;
  /** Signs an account of this address in, made with these roles where there is none. */
  signIn(email: string, roles?: string[]): Promise<Visitor>;
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Ends the worker alone; the pages go on. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

const EMBEDDED: Config = Object.assign(new Config(), {
  production: false,
  feeds: [],
  userAgent: 'Scanwarden/0.1',
  roles: new Set(['web'] as const),
  host: '127.0.0.1',
  port: 0,
  publicUrl: PUBLIC_URL,
  dataDir: '.',
  databaseUrl: null,
  redisUrl: null,
  smtpUrl: null,
  mailFrom: 'Scanwarden <watch@scans.test>',
  mailBounceDomain: null,
  secretKey: Buffer.alloc(32, 7),
  previousSecretKey: null,
  trustProxy: null,
  privateNetworks: 'loopback' as const,
});

/** Embedded mode without the worker, unless the settings say otherwise. */
export async function startServiceApp(settings: Partial<Config> = {}): Promise<ServiceApp> {
  const config: Config = Object.assign(new Config(), EMBEDDED, settings);
  const database = await freshDatabase();
  const log = (): void => undefined;
  const dataSource = createDataSource({ url: database.url, entities: ENTITIES, poolSize: 4, log });
  await openDataSource(dataSource, log);
  const ground = { config, dataSource, databaseUrl: database.url, logger: pino({ level: 'silent' }) };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(ground), { logger: false });
  prepareWeb(app, ground);
  const { port } = (await app.listen(config.port, '127.0.0.1')).address() as AddressInfo;
  const runner = config.roles.has('worker') ? app.get(JobRunner) : null;
  await runner?.start();
  let stopped: Promise<void> | undefined;
  const stopWorker = (): Promise<void> => (stopped ??= runner?.stop() ?? Promise.resolve());
  const origin = `http://127.0.0.1:${port}`;
  return {
    config,
    dataSource,
    people: app.get(PeopleStore),
    get: app.get.bind(app),
    stranger: new Visitor(origin, null),
    signIn: (email, roles = []) => signIn(app, origin, email, roles),
    query: (sql, values) => dataSource.query(sql, values),
    stopWorker,
    close: async () => {
      await app.get(SandboxService).settled();
      await stopWorker();
      await app.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function signIn(
  app: NestExpressApplication,
  origin: string,
  email: string,
  roles: string[],
): Promise<Visitor> {
  const [people, accounts] = [app.get(PeopleStore), app.get(AccountService)];
  const account = await people.accountNamed(email, 'Ada', { roles });
  const link = await accounts.makeLink(account.id);
  const session = await accounts.signIn(link.slice(link.lastIndexOf('/') + 1), ONE_BROWSER);
  return new Visitor(origin, `${sessionCookieName(app.get(Config))}=${session}`, account.id);
}

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createDataSource, openDataSource } from '../../src/store/data-source.js';
import { runMigrations } from '../../src/store/migrations.js';
import { allowService } from '../../src/store/service-role.js';
import { makeDatabase } from './database.js';

export interface TwoRoles {
  /** For the owner of the tables, who is no superuser. */
  ownerUrl: string;
  /** For the role that the service signs in as. */
  serviceUrl: string;
  drop(): Promise<void>;
}

/** An up-to-date database whose owner is one role, and the service's another. */
export async function databaseWithTwoRoles(): Promise<TwoRoles> {
  const server = process.env.TEST_DATABASE_URL ?? '';
  const database = await makeDatabase(server);
  const marked = randomUUID().slice(0, 8);
  const [owner, service] = [`owner_${marked}`, `service_${marked}`];
  const { pathname } = new URL(database.url);
  await administer(
    server,
    `CREATE ROLE ${owner} LOGIN CREATEROLE; ALTER DATABASE ${pathname.slice(1)} OWNER TO ${owner}`,
  );
  const [ownerUrl, serviceUrl] = [as(owner, database.url), as(service, database.url)];
  const log = (): void => undefined;
  const dataSource = await openDataSource(createDataSource({ url: ownerUrl, entities: [], log }), log);
  await runMigrations(dataSource);
  await allowService(dataSource, { name: service, password: null });
  await dataSource.destroy();
  return {
    ownerUrl,
    serviceUrl,
    drop: async () => {
      await database.drop();
      await administer(server, `DROP ROLE ${service}; DROP ROLE ${owner}`);
    },
  };
}

function as(role: string, url: string): string {
  const address = new URL(url);
  address.username = role;
  return address.href;
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

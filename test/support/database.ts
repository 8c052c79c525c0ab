import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export type TestDatabase = { url: string; drop(): Promise<void> };

/**
 * A database of its own with the schema of `migrations/`, copied from the one that global-setup.js migrated.
 * For suites under test/flows, test/store, test/services and test/web. Drop it in afterAll, after closing pools;
 * connections left open are cut.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = process.env.TEST_DATABASE_URL;
  if (!template) throw new Error('freshDatabase() works in the folders that jest.config.js gives a database');
  return makeDatabase(template, new URL(template).pathname.slice(1));
}

/** An empty database on the server of that address, or a copy of one there. */
export async function makeDatabase(serverUrl: string, template = 'template0'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: withDatabase(serverUrl, name),
    drop: () => administer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A database cannot be copied or dropped while we are connected to it, hence `postgres`. */
async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(serverUrl, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One PostgreSQL for all suites with a database: migrated once, then copied for each suite (see database.ts). */
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function startDatabase() {
  if (!existsSync(new URL('../../dist/store', import.meta.url))) {
    throw new Error('These tests start what was built: run `npm run build` first (`npm test` does).');
  }
  const { startEmbeddedPostgres } = await import('../../dist/store/embedded/supervisor.js');
  const { createDataSource } = await import('../../dist/store/data-source.js');
  const { runMigrations } = await import('../../dist/store/migrations.js');
  const lines = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'scanwarden-test-database-'));
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line), fsync: false });
  globalThis.testDatabase = { dataDir, server };
  const dataSource = createDataSource({ url: server.url, entities: [], log: (line) => lines.push(line) });
  await dataSource.initialize();
  await runMigrations(dataSource);
  await dataSource.destroy();
  process.env.TEST_DATABASE_URL = server.url;
}

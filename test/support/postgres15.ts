import { startEmbeddedPostgres } from '../../src/store/embedded/supervisor.js';
import { makeDatabase } from './database.js';
import { temporaryFolder } from './temporary-folder.js';

export type SecondPostgres = { url: string; version: string; stop(): Promise<void> };

/**
 * A throw-away PostgreSQL of the second version, with an empty database; for suites named *.pg15.test.ts.
 * The runner says where the programs are, or at what address a container serves.
 */
export async function startPostgres15(): Promise<SecondPostgres> {
  const { TEST_POSTGRES_BIN, TEST_POSTGRES_URL } = process.env;
  if (TEST_POSTGRES_BIN) return startPrograms(TEST_POSTGRES_BIN);
  if (!TEST_POSTGRES_URL) throw new Error('No second PostgreSQL: run by `npm test`, which gets one');
  const database = await makeDatabase(TEST_POSTGRES_URL);
  return { url: database.url, version: 'of the container', stop: () => database.drop() };
}

async function startPrograms(binDir: string): Promise<SecondPostgres> {
  const folder = await temporaryFolder();
  const server = await startEmbeddedPostgres({
    dataDir: folder.path,
    binDir,
    fsync: false,
    log: () => undefined,
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await folder.remove();
  };
  return { url: server.url, version: server.version, stop };
}

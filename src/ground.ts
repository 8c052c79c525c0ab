import { readConfig } from './config/config.js';
import { makeLogger } from './lib/logger.js';
import { ENTITIES } from './store/account.row.js';
import { createDataSource, openDataSource } from './store/data-source.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './store/embedded/supervisor.js';
import { runMigrations } from './store/migrations.js';
import type { Ground } from './app.module.js';

/** What a process stands on, and how to leave it. */
export interface OpenGround extends Ground {
  close(): Promise<void>;
}

/**
 * Reads the configuration, starts or reaches the database and brings it up to date.
 * @throws InputError, OutsideError that say what to correct
 */
export async function openGround(environment: NodeJS.ProcessEnv, logger = makeLogger()): Promise<OpenGround> {
  const config = await readConfig(environment);
  const log = (line: string): void => logger.info(line);
  const embedded: EmbeddedPostgres | null =
    config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  const databaseUrl = embedded?.url ?? config.databaseUrl!;
  const dataSource = createDataSource({ url: databaseUrl, entities: ENTITIES, log });
  try {
    await openDataSource(dataSource, log);
    await runMigrations(dataSource);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const close = async (): Promise<void> => {
    await dataSource.destroy();
    await embedded?.stop();
  };
  return { config, dataSource, databaseUrl, logger, close };
}

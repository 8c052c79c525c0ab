import { setTimeout as pause } from 'node:timers/promises';
import { OutsideError } from '../../lib/errors.js';
import { ensureCluster } from './cluster.js';
import { databaseFailure } from './failure.js';
import { findOwner, type RunningServer } from './owner.js';
import { findPlace, type DatabasePlace } from './place.js';
import { findProgram, type PostgresProgram } from './program.js';
import { startServer, type EmbeddedPostgres } from './server.js';
import { ensureDatabase, socketUrl } from './session.js';

export type { EmbeddedPostgres } from './server.js';

/** A large database that was killed may take a while to recover; nothing else does. */
const START_LIMIT_MS = 120_000;
const POLL_MS = 20;

export type EmbeddedPostgresOptions = {
  /** The application's data folder (DATA_DIR); made if absent. See findPlace for where in it the database lives. */
  dataDir: string;
  log: (line: string) => void;
  /** The folder of `postgres` and `initdb`, instead of looking for one. */
  binDir?: string;
  /** False trades safety at a power loss for speed: for tests only. */
  fsync?: boolean;
};

/**
 * Starts PostgreSQL on the data folder, or joins the one that another process of ours already runs there.
 * The server ends with the process that started it, also on kill -9. Throws OutsideError that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new OutsideError('The embedded database needs Linux or macOS: use WSL, or set DATABASE_URL.', true);
  }
  try {
    const place = await findPlace(options.dataDir, options.log);
    const program = await findProgram(place.account, options.binDir);
    await ensureCluster(program, place, options);
    return await startOrJoin(options, program, place);
  } catch (error) {
    throw databaseFailure(options.dataDir, error);
  }
}

async function startOrJoin(
  options: EmbeddedPostgresOptions,
  program: PostgresProgram,
  place: DatabasePlace,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const owner = await findOwner(place.cluster);
    if (owner.state === 'ready') return joinServer(owner, options.log);
    if (owner.state === 'none') {
      const server = await startServer({
        ...options,
        program,
        place,
        deadline,
        mistakenPid: owner.mistakenPid,
      });
      if (server) return server;
    }
    await pause(POLL_MS);
  }
  throw databaseFailure(
    place.home,
    `another process has held the folder for ${START_LIMIT_MS / 1000} seconds without being ready`,
  );
}

async function joinServer(owner: RunningServer, log: (line: string) => void): Promise<EmbeddedPostgres> {
  await ensureDatabase(owner.socketDir);
  log(
    `using the database that process ${owner.pid} of this computer already runs; it ends with the one that started it`,
  );
  return { url: socketUrl(owner.socketDir), version: owner.version, stop: () => Promise.resolve() };
}

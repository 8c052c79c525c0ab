import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFailure } from './failure.js';
import { startGuarded, type GuardedProcess } from './guarded-process.js';
import { socketFolder, type DatabasePlace } from './place.js';
import type { PostgresProgram } from './program.js';
import { ask, ensureDatabase, socketUrl } from './session.js';

const POLL_MS = 20;
/** Another process took the folder first, or the last backends of a killed server are still going. */
const NOT_YET = /"postmaster\.pid" already exists|is still in use/;

export type EmbeddedPostgres = {
  /** The address of the database `scanwarden`, for pg, TypeORM and psql; over a Unix socket, without a password. */
  url: string;
  /** As the server says, e.g. `18.4`. */
  version: string;
  /** Stops the server and waits until it is down. Does nothing if another process started it. May be called twice. */
  stop(): Promise<void>;
};

type Start = {
  program: PostgresProgram;
  place: DatabasePlace;
  log: (line: string) => void;
  fsync?: boolean;
  /** Milliseconds since the epoch. */
  deadline: number;
  /** A living process that the lock file names and that is not a server of this folder. */
  mistakenPid?: number;
};

/** Starts the server and waits until it takes questions; undefined if the folder is somebody else's for now. */
export async function startServer(start: Start): Promise<EmbeddedPostgres | undefined> {
  const { program, place } = start;
  const socketDir = await socketFolder(place);
  const name = `scanwarden-${randomUUID()}`;
  const server = startGuarded(
    [join(program.binDir, 'postgres'), '-D', place.cluster, '-k', socketDir, ...settings(name, start.fsync)],
    place.account,
    // PostgreSQL's own way to say "this number in the lock file is none of your kind": its check for backends that
    // are still going stays in force, which removing the file would switch off.
    start.mistakenPid ? { PG_GRANDPARENT_PID: String(start.mistakenPid) } : {},
  );
  try {
    const version = await untilReady(server, socketDir, name, start.deadline);
    if (version === undefined) return undefined;
    await ensureDatabase(socketDir);
    return { url: socketUrl(socketDir), version, stop: watch(server, start) };
  } catch (error) {
    await server.stop();
    throw databaseFailure(place.home, error, server.lastLines());
  }
}

/** Polls until the server that answers bears our name; another process's server on the same folder does not count. */
async function untilReady(
  server: GuardedProcess,
  socketDir: string,
  name: string,
  deadline: number,
): Promise<string | undefined> {
  while (!server.hasEnded()) {
    const answer = await ask(socketDir);
    if (answer.state === 'ready' && answer.name === name) return answer.version;
    if (Date.now() > deadline) throw new Error('it was not ready in time');
    await pause(POLL_MS);
  }
  if (NOT_YET.test(server.lastLines().join('\n'))) return undefined;
  throw new Error('PostgreSQL ended while it was starting');
}

/** Reports an end that nobody asked for; gives back the way to ask for one. */
function watch(server: GuardedProcess, { log, place }: Start): () => Promise<void> {
  let asked = false;
  void server.ended.then((code) => {
    if (asked) return;
    log(
      `the database in ${place.home} ended by itself (exit ${code}): ${server.lastLines().slice(-3).join(' | ')}`,
    );
  });
  return () => {
    asked = true;
    return server.stop();
  };
}

function settings(name: string, fsync = true): string[] {
  const values = {
    cluster_name: name,
    listen_addresses: '',
    unix_socket_permissions: '0700',
    shared_buffers: '32MB',
    // A process takes some twenty; a second one, and what a killed one left for a moment, must find room.
    max_connections: '100',
    // No ERROR lines and no DETAIL: they quote statements and values, which are patients' data.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    fsync: fsync ? 'on' : 'off',
  };
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

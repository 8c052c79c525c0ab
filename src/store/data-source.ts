import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { InputError, OutsideError } from '../lib/errors.js';
import { loadMigrations } from './migrations.js';

const OLDEST_MAJOR = 15;
const CONNECT_LIMIT_MS = 10_000;
/** A server that is being started beside us gets a few seconds; a wrong address is told soon. */
const PAUSES_MS = [250, 500, 1000, 2000];

/** Nobody listens yet, or the server is starting, stopping or full. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EAI_AGAIN', '57P03', '53300']);
const REASONS = new Map([
  ['ECONNREFUSED', 'nothing listens at that address. Start the server, or correct the host and the port'],
  ['ENOENT', 'there is no such socket. Start the server, or correct the folder'],
  ['ENOTFOUND', 'there is no such host. Correct the host'],
  ['EAI_AGAIN', 'the name of the host could not be looked up. Check the host and the name service'],
  ['ETIMEDOUT', 'the server did not answer in time. Check the host, the port and any firewall between'],
  ['EHOSTUNREACH', 'the host cannot be reached. Check the host and the network'],
  ['28P01', 'the server refused the user or the password. Correct them'],
  ['28000', 'the server refuses this user from this computer. Correct the user, or allow it in pg_hba.conf'],
  ['3D000', 'that database does not exist. Create it, or correct the name'],
  ['53300', 'the server has no connection left. Raise max_connections, or end other clients'],
  ['57P03', 'the server is starting or stopping. Try again in a moment'],
]);

export type StoreOptions = {
  /** `postgresql://user:password@host:port/database`; a Unix socket as `?host=/folder`. */
  url: string;
  entities: DataSourceOptions['entities'];
  /** Connections at most, 10 where not said; at least 2, since running migrations takes two. */
  poolSize?: number;
  /** What the pool has to report, e.g. an idle connection that was lost. */
  log: (line: string) => void;
};

/** TypeORM on PostgreSQL with our migrations; not connected yet. The schema is the migrations' alone. */
export function createDataSource({ url, entities, poolSize, log }: StoreOptions): DataSource {
  requireAddress(url);
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    migrations: loadMigrations(),
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    connectTimeoutMS: CONNECT_LIMIT_MS,
    applicationName: 'scanwarden',
    logger: quietLogger(log),
    poolErrorHandler: (error: Error) => log(`the database closed an idle connection: ${error.message}`),
  });
}

/**
 * Connects, with a few tries while the server may still be starting, and checks that it is new enough.
 * Throws OutsideError that says what to correct; the address in it is without its password.
 */
export async function openDataSource(
  dataSource: DataSource,
  log: (line: string) => void,
): Promise<DataSource> {
  const { url = '' } = dataSource.options as { url?: string };
  for (const wait of [...PAUSES_MS, undefined]) {
    const failure = await dataSource.initialize().then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (!failure) break;
    if (wait === undefined || !PASSING.has(failure.code ?? '')) throw unreachable(url, failure);
    log(`waiting for the database at ${withoutSecrets(url)} (${failure.code})`);
    await pause(wait);
  }
  await requireVersion(dataSource);
  return dataSource;
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const rows: { server_version_num: string }[] = await dataSource.query('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major >= OLDEST_MAJOR) return;
  await dataSource.destroy();
  throw new OutsideError(
    `DATABASE_URL leads to PostgreSQL ${major}; it must be ${OLDEST_MAJOR} or later.`,
    true,
  );
}

function unreachable(url: string, error: NodeJS.ErrnoException): OutsideError {
  const late = /timeout/i.test(error.message) ? 'ETIMEDOUT' : '';
  const code = error.code ?? late;
  const reason = REASONS.get(code) ?? error.message;
  return new OutsideError(
    `The database at ${withoutSecrets(url)} cannot be used: ${reason}. Check DATABASE_URL.`,
    !PASSING.has(code),
    { cause: error },
  );
}

/** TypeORM writes to the console of itself. Statements and values stay out of the log; failures are thrown anyway. */
function quietLogger(log: (line: string) => void): Logger {
  const ignore = (): void => undefined;
  return {
    logQuery: ignore,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: (level, message) => {
      if (level === 'warn') log(`TypeORM: ${String(message)}`);
    },
  };
}

function requireAddress(url: string): void {
  if (/^postgres(ql)?:$/.test(parseAddress(url)?.protocol ?? '')) return;
  throw new InputError(
    'DATABASE_URL is not a PostgreSQL address; one looks like postgresql://user:password@host:5432/database',
  );
}

/** Host, port or socket, and database: neither password nor user. */
function withoutSecrets(url: string): string {
  const address = parseAddress(url);
  return `${address?.searchParams.get('host') ?? address?.host}${address?.pathname}`;
}

/** pg accepts `user@/database?host=/socket`, which is no URL for want of a host. */
function parseAddress(url: string): URL | null {
  return URL.parse(url.replace('@/', '@localhost/'));
}

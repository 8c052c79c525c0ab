import { Client } from 'pg';

/** The one role and the one database of an embedded server. */
export const DATABASE = 'scanwarden';

/** How a server answered: its own name for itself, version and database folder; `busy` while it starts or stops. */
export type Answer =
  { state: 'ready'; name: string; version: string; folder: string } | { state: 'busy' } | { state: 'silent' };

const CONNECT_LIMIT_MS = 5_000;
/** cannot_connect_now: it is starting up, shutting down or recovering; too_many_connections: it is full. */
const BUSY = ['57P03', '53300'];
const SILENT = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];
const ALREADY_MADE = ['42P04', '23505'];

/** The address of one database behind a socket; libpq reads it as pg does. No PG* variable has a say in it. */
export function socketUrl(socketDir: string, database: string = DATABASE): string {
  return `postgresql://${DATABASE}@localhost:5432/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`;
}

/** Asks the server behind the socket who it is. Throws what is neither busy nor silent, e.g. no right to enter. */
export async function ask(socketDir: string): Promise<Answer> {
  try {
    return await withSession(socketDir, async (client) => {
      const { rows } = await client.query<{ name: string; version: string; folder: string }>(
        `SELECT current_setting('cluster_name') AS name, current_setting('data_directory') AS folder,
                split_part(current_setting('server_version'), ' ', 1) AS version`,
      );
      const [row] = rows;
      return row ? { state: 'ready', ...row } : { state: 'silent' };
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (BUSY.includes(code)) return { state: 'busy' };
    // pg has no code for a server that hangs up in mid-sentence.
    if (SILENT.includes(code) || /terminated unexpectedly|timeout/i.test(String(error)))
      return { state: 'silent' };
    throw error;
  }
}

/** Makes our database if it is not there yet. May run in two processes at once. */
export async function ensureDatabase(socketDir: string): Promise<void> {
  await withSession(socketDir, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount) return;
    await client.query(`CREATE DATABASE ${DATABASE}`).catch((error: NodeJS.ErrnoException) => {
      if (!ALREADY_MADE.includes(error.code ?? '')) throw error;
    });
  });
}

async function withSession<T>(socketDir: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: socketUrl(socketDir, 'postgres'),
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  client.on('error', () => undefined); // A query in flight rejects with the same error.
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end();
  }
}

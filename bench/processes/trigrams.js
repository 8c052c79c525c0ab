import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/store/embedded/supervisor.js';

/** As similar as two names must be; the default of .3 finds a multiple of names that are none. */
const SIMILARITY = 0.6;

/**
 * Names in an embedded PostgreSQL of their own with a trigram index, while the work lasts. The work gets null where
 * that PostgreSQL comes without pg_trgm.
 */
export async function withTrigrams(names, work) {
  const folder = mkdtempSync(join(tmpdir(), 'scanwarden-bench-'));
  // Started as root, PostgreSQL runs as somebody else, who has to pass through.
  chmodSync(folder, 0o711);
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined });
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    const { rows } = await client.query("SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'");
    return await work(rows.length === 0 ? null : await trigrams(client, names));
  } finally {
    await client.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function trigrams(client, names) {
  await client.query('CREATE EXTENSION pg_trgm');
  await client.query('CREATE TABLE known (id text NOT NULL, state text, name text NOT NULL)');
  const columns = ['id', 'state', 'name'].map((column) => names.map((row) => row[column]));
  const from = performance.now();
  await client.query('INSERT INTO known SELECT * FROM unnest($1::text[], $2::text[], $3::text[])', columns);
  await client.query('CREATE INDEX known_name ON known USING gin (name gin_trgm_ops)');
  await client.query('ANALYZE known');
  const buildMs = performance.now() - from;
  await client.query(`SET pg_trgm.similarity_threshold = ${SIMILARITY}`);
  const { rows } = await client.query('SHOW server_version');
  return { version: rows[0].server_version, buildMs, find: (name, state) => find(client, name, state) };
}

/** A null state asks for all of them. */
async function find(client, name, state) {
  const text = 'SELECT DISTINCT id FROM known WHERE name % $1 AND ($2::text IS NULL OR state = $2)';
  const { rows } = await client.query({ name: 'find', text, values: [name, state] });
  return rows.map(({ id }) => id);
}

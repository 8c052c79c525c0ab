import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { InputError, OutsideError } from '../lib/errors.js';

/** The project's own migrations; the same distance from `src/store` and from `dist/store`. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Any number will do, as long as every process of this application takes the same. */
const MIGRATION_LOCK = 7_226_927_001;
const FILE_NAME = /^(\d{13})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

type MigrationClass = new () => MigrationInterface;

/**
 * The migrations of a folder, oldest first, as the classes TypeORM asks for. A file is
 * `<13-digit milliseconds>-<intention>.sql` and holds two sections, headed by the lines `-- up` and `-- down`.
 * Throws InputError that names the file which is not so.
 */
export function loadMigrations(folder: string = MIGRATIONS_FOLDER): MigrationClass[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const taken = new Set<string>();
  return files.map((file) => {
    const [, timestamp, intention] = FILE_NAME.exec(file) ?? [];
    if (!timestamp || !intention) {
      throw new InputError(`${join(folder, file)}: a migration is named <13 digits>-<intention>.sql`);
    }
    if (taken.has(timestamp))
      throw new InputError(`${join(folder, file)}: another migration has the same number`);
    taken.add(timestamp);
    const { up, down } = readSections(join(folder, file));
    return migrationClass(`${pascalCase(intention)}${timestamp}`, up, down);
  });
}

/**
 * Runs what has not run yet, each migration in a transaction of its own, and returns the names of those that ran.
 * Processes that start together wait for each other. Takes two connections of the pool while it works.
 * @throws OutsideError where something is to run and the role may not (`scanwarden migrate` does it as the owner)
 */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  return alone(dataSource, async () => {
    const ran = await dataSource.runMigrations({ transaction: 'each' }).catch(refusedByRole);
    return ran.map(({ name }) => name);
  });
}

/** SQLSTATE of insufficient_privilege: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const NOT_ALLOWED = '42501';

function refusedByRole(error: Error & { code?: string; cause?: unknown }): never {
  const { code } = (error.cause ?? error) as { code?: string };
  if (code !== NOT_ALLOWED) throw error;
  throw new OutsideError(
    'the database is not up to date, and the role of DATABASE_URL may not change that. Run `scanwarden migrate`.',
    true,
    { cause: error },
  );
}

/** Undoes every migration, newest first: for tests, which thereby prove that each can be undone. */
export async function revertAll(dataSource: DataSource): Promise<void> {
  await alone(dataSource, async () => {
    for (let left = await countRun(dataSource); left > 0; left = await countRun(dataSource)) {
      await dataSource.undoLastMigration({ transaction: 'each' });
    }
  });
}

/** Holds a session's advisory lock meanwhile. The server frees it should this process be killed. */
async function alone<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const session = dataSource.createQueryRunner();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await work();
    } finally {
      await session.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await session.release();
  }
}

async function countRun(dataSource: DataSource): Promise<number> {
  const rows: { count: number }[] = await dataSource.query('SELECT count(*)::int AS count FROM migrations');
  return rows[0]?.count ?? 0;
}

function readSections(path: string): { up: string; down: string } {
  const text = readFileSync(path, 'utf8');
  const parts = text.split(/^-- (up|down)[ \t]*\r?$/m);
  const [before, first, up, second, down] = parts;
  if (parts.length !== 5 || !isComment(before ?? '') || first !== 'up' || second !== 'down') {
    throw new InputError(
      `${path}: a migration has one line "-- up" with nothing but comments before it, and then one line "-- down"`,
    );
  }
  if (!up?.trim() || !down?.trim()) {
    throw new InputError(`${path}: a migration says both what to do and how to undo it`);
  }
  return { up, down };
}

function isComment(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || line.startsWith('--'));
}

/** TypeORM takes the order from the last 13 characters of the name. */
function migrationClass(name: string, up: string, down: string): MigrationClass {
  return class implements MigrationInterface {
    readonly name = name;
    up(queryRunner: QueryRunner): Promise<void> {
      return run(queryRunner, up, `${name} (up)`);
    }
    down(queryRunner: QueryRunner): Promise<void> {
      return run(queryRunner, down, `${name} (down)`);
    }
  };
}

async function run(queryRunner: QueryRunner, sql: string, which: string): Promise<void> {
  try {
    await queryRunner.query(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the migration ${which} failed and was rolled back: ${reason}`, { cause: error });
  }
}

function pascalCase(intention: string): string {
  return intention.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../config/environment.js';
import { InputError } from '../lib/errors.js';
import { createDataSource, openDataSource } from '../store/data-source.js';
import { runMigrations } from '../store/migrations.js';
import { allowService } from '../store/service-role.js';
import type { Manual } from './manual.js';
import { printLine, say } from './output.js';

export const MIGRATE_MANUAL: Manual = {
  usage: 'scanwarden migrate',
  does: 'bring the database up to date as its owner, and let the service’s own role in',
  options: {
    DATABASE_OWNER_URL: 'who owns the tables (an environment variable)',
    DATABASE_URL: 'whom the service signs in as; made where there is no such role (an environment variable)',
  },
  example:
    'DATABASE_OWNER_URL=postgresql://owner:…@db/scanwarden DATABASE_URL=postgresql://service:…@db/scanwarden scanwarden migrate',
};

/** Prints the names of the migrations that ran. With a role of its own the service cannot alter what is append-only. */
export async function migrateCommand(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: url } = readEnvironment(process.env);
  if (ownerUrl === undefined || url === undefined)
    throw new InputError('migrate needs DATABASE_OWNER_URL and DATABASE_URL; see scanwarden migrate --help');
  const { username, password } = new URL(url.replace('@/', '@localhost/'));
  const name = decodeURIComponent(username);
  if (name === '') throw new InputError('DATABASE_URL names no role to sign in as');
  const owner = await openDataSource(createDataSource({ url: ownerUrl, entities: [], log: say }), say);
  try {
    const migrations = await runMigrations(owner);
    await allowService(owner, { name, password: decodeURIComponent(password) || null });
    printLine({ migrations, role: name });
  } finally {
    await owner.destroy();
  }
}

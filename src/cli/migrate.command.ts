import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../config/environment.js';
import { InputError } from '../lib/errors.js';
import { createDataSource, openDataSource } from '../store/data-source.js';
import { runMigrations } from '../store/migrations.js';
import { allowService } from '../store/service-role.js';
import { printLine, say } from './output.js';

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

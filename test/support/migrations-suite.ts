import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource, openDataSource } from '../../src/store/data-source.js';
import { loadMigrations, revertAll, runMigrations } from '../../src/store/migrations.js';

type Server = { url: string; stop(): Promise<void> };

/** The project's own migrations on one engine: up, down, and up again to the same schema. */
export function describeMigrations(start: () => Promise<Server>): void {
  let server: Server;
  let dataSource: DataSource;

  beforeAll(async () => {
    server = await start();
    const log = (): void => undefined;
    dataSource = await openDataSource(createDataSource({ url: server.url, entities: [], log }), log);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await server?.stop();
  });

  it('builds the schema, takes it down to nothing, and builds the same again', async () => {
    const names = loadMigrations().map((migration) => new migration().name);
    expect(await runMigrations(dataSource)).toEqual(names);
    const built = await describeSchema(dataSource);
    await revertAll(dataSource);
    expect(await describeSchema(dataSource)).toEqual([]);
    expect(await runMigrations(dataSource)).toEqual(names);
    expect(await describeSchema(dataSource)).toEqual(built);
  });

  it('has nothing to do the second time', async () => {
    expect(await runMigrations(dataSource)).toEqual([]);
  });

  it('keeps the names of offices that stand there already, and forgets on the way back those given up', async () => {
    await undoDownTo(dataSource, 'Summaries1763900000034');
    const [kept, given] = [await addName(dataSource, 'Kept'), await addName(dataSource, 'Given up')];
    await runMigrations(dataSource);
    expect(await namesOfOffices(dataSource)).toEqual([kept, given].sort());
    await dataSource.query('UPDATE provider_organization SET ended_at = now() WHERE organization_id = $1', [
      given,
    ]);
    await addTo(dataSource, given);
    await expect(addTo(dataSource, given)).rejects.toThrow('provider_organization_taken');
    await undoDownTo(dataSource, 'Summaries1763900000034');
    const left: { id: string }[] = await dataSource.query(
      'SELECT organization_id AS id FROM provider_organization ORDER BY id',
    );
    expect(left.map(({ id }) => id)).toEqual([kept, given].sort());
    await runMigrations(dataSource);
  });
}

/** Undoes what ran after the one of this name. */
async function undoDownTo(dataSource: DataSource, name: string): Promise<void> {
  const last = async (): Promise<string | undefined> => {
    const [row] = await dataSource.query<{ name: string }[]>(
      'SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1',
    );
    return row?.name;
  };
  while ((await last()) !== name) await dataSource.undoLastMigration({ transaction: 'each' });
}

/** An office with one name. @returns the organization of that name */
async function addName(dataSource: DataSource, name: string): Promise<string> {
  const [organization] = await dataSource.query<{ id: string }[]>(
    'INSERT INTO organization (origin, name, matched_at) VALUES ($1, $1, now()) RETURNING id',
    [name],
  );
  await dataSource.query(
    "INSERT INTO provider (name, time_zone, next_month, due_at) VALUES ($1, 'UTC', '2026-01-01', now())",
    [name],
  );
  await addTo(dataSource, organization!.id);
  return organization!.id;
}

function addTo(dataSource: DataSource, organizationId: string): Promise<unknown> {
  return dataSource.query(
    'INSERT INTO provider_organization (organization_id, provider_id) SELECT $1, id FROM provider ORDER BY name DESC LIMIT 1',
    [organizationId],
  );
}

async function namesOfOffices(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ id: string }[]>(
    'SELECT organization_id AS id FROM taken_organization ORDER BY organization_id',
  );
  return rows.map(({ id }) => id);
}

/** Columns, constraints, indexes, functions, triggers and types of our own schema, one line each. */
async function describeSchema(dataSource: DataSource): Promise<string[]> {
  const rows: { line: string }[] = await dataSource.query(`
    SELECT line FROM (
      SELECT concat_ws(' ', 'column', table_name, column_name, udt_name, is_nullable, column_default,
                       generation_expression) AS line
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
      UNION ALL
      SELECT concat_ws(' ', 'constraint', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> to_regclass('migrations')
      UNION ALL
      SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
      UNION ALL
      SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL
      SELECT pg_get_functiondef(p.oid) FROM pg_proc p
       WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      UNION ALL
      SELECT concat_ws(' ', 'enum', enumtypid::regtype, enumlabel) FROM pg_enum
    ) AS everything ORDER BY line`);
  return rows.map(({ line }) => line);
}

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

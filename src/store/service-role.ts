import { escapeIdentifier, escapeLiteral } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { InputError } from '../lib/errors.js';

/** A role that the service signs in as. */
export interface ServiceRole {
  name: string;
  /** Null where the server lets it in by other means. */
  password: string | null;
}

/** Append-only tables, known by their trigger, with the columns that it lets be written once, when a row ends. */
const APPEND_ONLY = `
  SELECT tgrelid::regclass::text AS "table", array_remove(string_to_array(encode(tgargs, 'escape'), '\\000'), '') AS ending
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE tgname = 'append_only' AND relnamespace = current_schema()::regnamespace ORDER BY 1`;

/** Tables whose rows take append-only rows along when they are deleted. */
const LEADING_THERE = `
  SELECT DISTINCT confrelid::regclass::text AS "table" FROM pg_constraint JOIN pg_trigger ON tgrelid = conrelid
  WHERE tgname = 'append_only' AND contype = 'f' AND confdeltype <> 'a' AND connamespace = current_schema()::regnamespace ORDER BY 1`;

/** Whoever locks a row needs the right to update some column of it. The trigger refuses the update itself. */
const LOCKED = 'GRANT UPDATE (id) ON patient_case TO';

/**
 * Lets a role do what the service does, and no more: of append-only tables it reads rows and adds some, and can neither
 * change nor delete them, nor alter the tables. The role is made where there is none.
 * @param owner signed in as the owner of the tables, which are up to date
 * @throws InputError where the role may do all that the owner may
 */
export async function allowService(owner: DataSource, role: ServiceRole): Promise<void> {
  const name = escapeIdentifier(role.name);
  await owner.transaction(async (manager) => {
    await ensureRole(manager, role);
    const [{ schema, database }] = await manager.query<[{ schema: string; database: string }]>(
      'SELECT quote_ident(current_schema()) AS schema, quote_ident(current_database()) AS database',
    );
    const appendOnly = await manager.query<{ table: string; ending: string[] }[]>(APPEND_ONLY);
    const leading = await manager.query<{ table: string }[]>(LEADING_THERE);
    const statements = [
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${name}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${name}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${name}`,
      `REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${name}`,
      ...leading.map(({ table }) => `REVOKE DELETE ON ${table} FROM ${name}`),
      ...appendOnly.map(({ table }) => `REVOKE UPDATE, DELETE ON ${table} FROM ${name}`),
      ...appendOnly
        .filter(({ ending }) => ending.length > 0)
        .map(({ table, ending }) => `GRANT UPDATE (${ending.join(', ')}) ON ${table} TO ${name}`),
      `${LOCKED} ${name}`,
      `GRANT EXECUTE ON FUNCTION erase_patient, erase_account_events TO ${name}`,
      // Jobs that run without Redis have a schema of their own, which the service makes.
      `GRANT CREATE ON DATABASE ${database} TO ${name}`,
    ];
    for (const statement of statements) await manager.query(statement);
  });
}

async function ensureRole(manager: EntityManager, { name, password }: ServiceRole): Promise<void> {
  const [there] = await manager.query<{ owns: boolean }[]>(
    `SELECT pg_has_role(oid, current_user, 'MEMBER') AS owns FROM pg_roles WHERE rolname = $1`,
    [name],
  );
  if (there?.owns)
    throw new InputError(
      `DATABASE_URL signs in as ${name}, who may do all that the owner may: name another role there`,
    );
  if (there) return;
  const secret = password === null ? '' : ` PASSWORD ${escapeLiteral(password)}`;
  await manager.query(`CREATE ROLE ${escapeIdentifier(name)} LOGIN${secret}`);
}

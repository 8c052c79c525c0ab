import { expect } from '@jest/globals';
import type { FlowGround } from './flow-ground.js';

/** Every way to take back what these tables hold is refused. Each of them must hold something. */
export async function expectAppendOnly(ground: FlowGround, tables: string[]): Promise<void> {
  for (const table of tables) {
    expect(await ground.count(table)).toBeGreaterThan(0);
    const [column] = await ground.rows<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum = 1`,
    );
    const rewrite = `UPDATE ${table} SET ${column!.name} = ${column!.name}`;
    for (const statement of [rewrite, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
      await expect(ground.rows(statement)).rejects.toThrow('is append-only: a correction is a new row');
  }
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { InputError } from '../../src/lib/errors.js';
import { createDataSource } from '../../src/store/data-source.js';
import { loadMigrations, runMigrations } from '../../src/store/migrations.js';
import { freshDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder.path, name), text);
}

describe('a migration file', () => {
  it('becomes a class whose name ends with its number, oldest first', async () => {
    await write('1800000000001-widen-plant-height.sql', '-- up\nSELECT 2;\n-- down\nSELECT 2;\n');
    await write('1800000000000-create-plant.sql', '-- Why.\n\n-- up\nSELECT 1;\n-- down\nSELECT 1;\n');
    const names = loadMigrations(folder.path).map((migration) => new migration().name);
    expect(names).toEqual(['CreatePlant1800000000000', 'WidenPlantHeight1800000000001']);
  });

  it.each([
    ['has no number', 'create-plant.sql', '-- up\nSELECT 1;\n-- down\nSELECT 1;\n'],
    ['has no way back', '1800000000000-create-plant.sql', '-- up\nSELECT 1;\n'],
    ['has an empty way back', '1800000000000-create-plant.sql', '-- up\nSELECT 1;\n-- down\n\n'],
    [
      'has its sections turned round',
      '1800000000000-create-plant.sql',
      '-- down\nSELECT 1;\n-- up\nSELECT 1;\n',
    ],
    [
      'says something before its sections',
      '1800000000000-create-plant.sql',
      'SELECT;\n-- up\nA\n-- down\nB\n',
    ],
  ])('is refused by name when it %s', async (_, name, text) => {
    await write(name, text);
    expect(() => loadMigrations(folder.path)).toThrow(InputError);
    expect(() => loadMigrations(folder.path)).toThrow(name);
  });

  it('is refused when another has its number', async () => {
    await write('1800000000000-a.sql', '-- up\nSELECT 1;\n-- down\nSELECT 1;\n');
    await write('1800000000000-b.sql', '-- up\nSELECT 1;\n-- down\nSELECT 1;\n');
    expect(() => loadMigrations(folder.path)).toThrow('same number');
  });
});

describe('running migrations', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sources: DataSource[];

  beforeEach(async () => {
    database = await freshDatabase();
    sources = [];
  });
  afterEach(async () => {
    for (const source of sources) await source.destroy();
    await database.drop();
  });

  async function connect(): Promise<DataSource> {
    const source = createDataSource({ url: database.url, entities: [], log: () => undefined });
    source.setOptions({ migrations: loadMigrations(folder.path) });
    sources.push(await source.initialize());
    return source;
  }

  it('keeps those before a broken one, and nothing of the broken one', async () => {
    await write(
      '1800000000000-create-plant.sql',
      '-- up\nCREATE TABLE plant ();\n-- down\nDROP TABLE plant;\n',
    );
    const broken = '-- up\nCREATE TABLE pot (); SELECT no_such_thing;\n-- down\nDROP TABLE pot;\n';
    await write('1800000000001-create-pot.sql', broken);
    const source = await connect();
    await expect(runMigrations(source)).rejects.toThrow(/CreatePot1800000000001.*no_such_thing/);
    const rows = await source.query(
      `SELECT to_regclass('plant')::text AS plant, to_regclass('pot')::text AS pot`,
    );
    expect(rows).toEqual([{ plant: 'plant', pot: null }]);
  });

  it('happens once when several processes start together', async () => {
    const slow = '-- up\nCREATE TABLE plant (); SELECT pg_sleep(0.2);\n-- down\nDROP TABLE plant;\n';
    await write('1800000000000-create-plant.sql', slow);
    const starting = await Promise.all([connect(), connect(), connect()]);
    const ran = await Promise.all(starting.map((source) => runMigrations(source)));
    expect(ran.flat()).toEqual(['CreatePlant1800000000000']);
  });
});

import { afterAll, beforeAll, describe } from '@jest/globals';
import { createDataSource } from '../../src/store/data-source.js';
import { runMigrations } from '../../src/store/migrations.js';
import { describeBreachJourneys } from '../support/breach-journeys.js';
import { makeDatabase, type TestDatabase } from '../support/database.js';
import { describeKeptRecords } from '../support/kept-records.js';
import { describeRecordJourneys } from '../support/record-journeys.js';
import { type SecondPostgres, startPostgres15 } from '../support/postgres15.js';

let server: SecondPostgres;

beforeAll(async () => {
  server = await startPostgres15();
});
afterAll(() => server?.stop());

async function migratedDatabase(): Promise<TestDatabase> {
  const database = await makeDatabase(server.url);
  const dataSource = createDataSource({ url: database.url, entities: [], log: () => undefined });
  await dataSource.initialize();
  await runMigrations(dataSource);
  await dataSource.destroy();
  return database;
}

describe('a pull, on the oldest PostgreSQL', () => describeRecordJourneys(migratedDatabase));
describe('a record, on the oldest PostgreSQL', () => describeKeptRecords(migratedDatabase));
describe('the breach watch, on the oldest PostgreSQL', () => describeBreachJourneys(migratedDatabase));

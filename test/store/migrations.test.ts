import { describe } from '@jest/globals';
import { makeDatabase } from '../support/database.js';
import { describeMigrations } from '../support/migrations-suite.js';

describe('the migrations on the embedded PostgreSQL', () => {
  describeMigrations(async () => {
    const { url, drop } = await makeDatabase(process.env.TEST_DATABASE_URL ?? '');
    return { url, stop: drop };
  });
});

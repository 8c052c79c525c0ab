import { describe } from '@jest/globals';
import { describeMigrations } from '../support/migrations-suite.js';
import { startPostgres15 } from '../support/postgres15.js';

describe('the migrations on the second version of PostgreSQL', () => {
  describeMigrations(startPostgres15);
});

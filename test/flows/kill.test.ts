import { describe } from '@jest/globals';
import { postgresBackend } from '../../src/jobs/backend.js';
import { describeKilledJourney } from './kill-journey.js';
import { describeLostQueue } from './lost-queue.js';

describe('a journey on PostgreSQL alone', () =>
  describeKilledJourney({ queueOf: () => ({}), withinTransactions: true }));

describe('jobs on PostgreSQL', () =>
  describeLostQueue({
    backend: (databaseUrl) => postgresBackend(databaseUrl, 2, () => undefined),
    lose: (ground) =>
      ground.rows(`DO $$ DECLARE held text; BEGIN
        FOR held IN SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename LIKE '%job%' LOOP
          EXECUTE format('TRUNCATE bullmq.%I CASCADE', held);
        END LOOP; END $$`),
  }));

import { afterAll, beforeAll, describe } from '@jest/globals';
import { redisBackend } from '../../src/jobs/backend.js';
import { flushRedis, startRedis, type TestRedis } from '../support/redis.js';
import { describeKilledJourney } from './kill-journey.js';
import { describeLostQueue } from './lost-queue.js';

const redises: TestRedis[] = [];

beforeAll(async () => {
  for (const copy of [0, 1, 2]) redises.push(await startRedis(copy));
});
afterAll(async () => {
  for (const redis of redises) await redis.stop();
});

// Each lane has a database of its own, and so a Redis of its own.
describe('a journey on PostgreSQL and Redis', () =>
  describeKilledJourney({
    queueOf: (lane) => ({ REDIS_URL: redises[lane]!.url }),
    withinTransactions: false,
  }));

describe('jobs on Redis', () =>
  describeLostQueue({
    backend: () => Promise.resolve(redisBackend(redises[2]!.url)),
    lose: () => flushRedis(redises[2]!.url),
  }));

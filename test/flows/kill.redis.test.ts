import { afterAll, describe } from '@jest/globals';
import { startRedis, type TestRedis } from '../support/redis.js';
import { describeKilledJourney } from './kill-journey.js';

const redises: TestRedis[] = [];

afterAll(async () => {
  for (const redis of redises) await redis.stop();
});

describe('a journey on PostgreSQL and Redis', () =>
  describeKilledJourney(async (lane) => {
    const redis = await startRedis(lane);
    redises.push(redis);
    return { REDIS_URL: redis.url };
  }));

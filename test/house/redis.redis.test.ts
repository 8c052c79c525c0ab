import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { startRedis } from '../support/redis.js';

it('starts a Redis that answers, and is gone when stopped', async () => {
  const redis = await startRedis();
  const { hostname, port } = new URL(redis.url);
  const socket = connect(Number(port), hostname);
  socket.end('PING\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toBe('+PONG\r\n');
  await redis.stop();
});

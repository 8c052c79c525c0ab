import type { IncomingMessage, RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FilesFeed } from '../../src/feeds/files-feed.js';
import { conditionalFetch } from '../../src/feeds/conditional-fetch.js';
import { OutsideError } from '../../src/lib/errors.js';
import { FeedService } from '../../src/services/feed.service.js';
import { BreachStore } from '../../src/store/breach.store.js';
import { FeedAnswerStore } from '../../src/store/feed-answer.store.js';
import { aCsv, type CaRow } from '../feeds/ca/ca-lists.js';
import { type ServedSource, serveSource } from '../feeds/support.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

const HOUR_MS = 3_600_000;
const ROWS: CaRow[] = [
  ['Elm Street Imaging', '01/05/2025', '02/07/2025'],
  ['Riverbend Dental', '', '02/06/2025'],
];

let database: TestDatabase;
let ground: FlowGround;
let source: ServedSource | undefined;
beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(async () => {
  await ground.empty();
  await ground.get(BreachStore).announce('ca', null);
});
afterEach(async () => source?.close());

async function serve(listener: RequestListener): Promise<void> {
  source = await serveSource(listener);
  const now = (): Date => ground.clock.now();
  const fetchBytes = conditionalFetch(source.http, ground.get(FeedAnswerStore), now);
  ground.feeds.set('ca', new FilesFeed('ca', [`${source.origin}/list-export`], { fetchBytes, now }));
}

const read = (): Promise<void> => ground.get(FeedService).read('ca');

interface FeedRow {
  source: string;
  problem: string | null;
  last_read_at: Date | null;
  next_read_at: Date | null;
}
async function stateOf(name: string): Promise<FeedRow & { dueInHours: number | null }> {
  const [row] = await ground.rows<FeedRow>('SELECT * FROM feed WHERE source = $1', [name]);
  const { next_read_at: next } = row!;
  return { ...row!, dueInHours: next && (next.getTime() - ground.clock.now().getTime()) / HOUR_MS };
}

describe('a feed whose source knows what it showed last', () => {
  it('is read with nothing sent again, and counts as read', async () => {
    const asked: IncomingMessage['headers'][] = [];
    await serve((request, response) => {
      asked.push(request.headers);
      if (request.headers['if-none-match'] === '"v1"') return void response.writeHead(304).end();
      response.writeHead(200, { etag: '"v1"', 'last-modified': 'Fri, 07 Feb 2025 08:00:00 GMT' });
      response.end(aCsv(ROWS));
    });
    await read();
    ground.clock.pass({ hours: 12 });
    await read();
    expect(asked[0]).not.toHaveProperty('if-none-match');
    expect(asked[1]).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Fri, 07 Feb 2025 08:00:00 GMT',
    });
    expect(await ground.count('filing')).toBe(2);
    expect(await ground.count('filing_revision')).toBe(0);
    expect(await ground.count('feed_file')).toBe(1);
    expect(await stateOf('ca')).toMatchObject({
      problem: null,
      last_read_at: ground.clock.now(),
      dueInHours: 12,
    });
  });

  it('is taken whole again once it changed', async () => {
    let rows = ROWS;
    await serve((request, response) => {
      const etag = `"${rows.length}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(aCsv(rows));
    });
    await read();
    rows = [...ROWS, ['Hillside Hospice', '', '02/09/2025']];
    await read();
    await read();
    expect(await ground.count('filing')).toBe(3);
  });

  it('is not asked by what it once showed where it gives no mark of it', async () => {
    const asked: IncomingMessage['headers'][] = [];
    await serve((request, response) => {
      asked.push(request.headers);
      response.end(aCsv(ROWS));
    });
    await read();
    await read();
    expect(asked[1]).not.toHaveProperty('if-none-match');
    expect(asked[1]).not.toHaveProperty('if-modified-since');
    expect(await ground.count('feed_answer')).toBe(0);
  });
});

describe('a feed that cannot be read', () => {
  it.each([
    ['20 hours', String(20 * 3600), 20],
    ['an hour', '3600', 1],
    ['ten years', String(3650 * 24 * 3600), 7 * 24],
  ])('is left alone for as long as it asks for: %s', async (_, retryAfter, hours) => {
    await serve((_request, response) => void response.writeHead(503, { 'retry-after': retryAfter }).end());
    await read();
    expect(await stateOf('ca')).toMatchObject({
      problem: expect.stringContaining('is not available'),
      dueInHours: hours,
    });
  });

  it('is asked less and less often, and no more seldom than one that is well', async () => {
    ground.feeds.set('ca', {
      source: 'ca',
      poll: () => Promise.reject(new OutsideError('the list cannot be reached', false)),
    });
    const pauses: (number | null)[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      await read();
      const { dueInHours } = await stateOf('ca');
      pauses.push(dueInHours);
      ground.clock.pass({ hours: dueInHours! });
    }
    expect(pauses).toEqual([0.5, 0.5, 1, 2, 4, 8, 12]);
  });
});

describe('at the start of a worker', () => {
  it('the feeds that it is to read become due, and no other', async () => {
    const store = ground.get(BreachStore);
    await store.announce('sandbox', ground.clock.now());
    await store.announce('hhs', null);
    await store.readAgainAt('ca', ground.clock.now());
    await ground.get(FeedService).schedule();
    const due = async () =>
      (await ground.rows<FeedRow>('SELECT * FROM feed WHERE next_read_at IS NOT NULL ORDER BY source')).map(
        (row) => row.source,
      );
    expect(await due()).toEqual(['hhs', 'sandbox', 'wa']);
    await store.readAgainAt('hhs', new Date('2025-04-01T00:00:00Z'));
    await ground.get(FeedService).schedule();
    expect((await stateOf('hhs')).next_read_at).toEqual(new Date('2025-04-01T00:00:00Z'));
  });
});

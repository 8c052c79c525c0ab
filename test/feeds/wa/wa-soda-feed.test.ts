import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type AnswerKeeper,
  conditionalFetch,
  type KeptAnswer,
} from '../../../src/feeds/conditional-fetch.js';
import type { FeedPoll } from '../../../src/feeds/breach-feed.js';
import { readWaFiles } from '../../../src/feeds/wa/read-wa-files.js';
import { WaSodaFeed } from '../../../src/feeds/wa/wa-soda-feed.js';
import { type ServedSource, serveSource } from '../support.js';
import { aSodaRow } from './wa-lists.js';

const NOW = new Date('2025-06-01T12:00:00Z');
const PER_PAGE = 3;
let source: ServedSource | undefined;
afterEach(async () => source?.close());

/** A Socrata server: two data sets, offset and limit, an ETag for each answer. */
class OpenData {
  breaches = Array.from({ length: 7 }, (_, at) => aSodaRow({ id: String(9000 + at), name: `Clinic ${at}` }));
  readonly asked: string[] = [];
  sent = 0;

  readonly listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    this.asked.push(`${url.pathname} ${url.searchParams.get('$offset')}`);
    const kinds = ['Name', 'Medical Information'];
    const rows = url.pathname.includes('padd-mby7')
      ? this.breaches.flatMap((row) => kinds.map((informationtype) => ({ ...row, informationtype })))
      : this.breaches;
    const from = Number(url.searchParams.get('$offset'));
    const body = JSON.stringify(rows.slice(from, from + Number(url.searchParams.get('$limit'))));
    const etag = `"${body.length}-${from}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    this.sent += 1;
    response.writeHead(200, { 'content-type': 'application/json', etag }).end(body);
  };
}

function aKeeper(): AnswerKeeper {
  const answers = new Map<string, KeptAnswer>();
  return {
    find: (url) => Promise.resolve(answers.get(url) ?? null),
    keep: (url, answer) => Promise.resolve(void answers.set(url, answer)),
  };
}

async function feedOf(listener: RequestListener): Promise<WaSodaFeed> {
  source = await serveSource(listener);
  const now = (): Date => NOW;
  return new WaSodaFeed(
    source.origin,
    { fetchBytes: conditionalFetch(source.http, aKeeper(), now), now },
    PER_PAGE,
  );
}

const filingsIn = ({ files }: FeedPoll) => readWaFiles(files, NOW).rows.map(({ filing }) => filing);

describe('a poll of Washington’s open data', () => {
  it('reads both data sets page by page until a short one, and makes one filing of each breach', async () => {
    const data = new OpenData();
    const filings = filingsIn(await (await feedOf(data.listener)).poll());
    expect(filings.map(({ nativeId }) => nativeId)).toEqual(data.breaches.map(({ id }) => id));
    expect(filings.every(({ informationTypes }) => informationTypes.length === 2)).toBe(true);
    expect(data.asked).toEqual([
      ...[0, 3, 6].map((offset) => `/resource/sb4j-ca4h.json ${offset}`),
      ...[0, 3, 6, 9, 12].map((offset) => `/resource/padd-mby7.json ${offset}`),
    ]);
  });

  it('asks once more after a full last page', async () => {
    const data = new OpenData();
    data.breaches.splice(PER_PAGE);
    await (await feedOf(data.listener)).poll();
    expect(data.asked.slice(0, 2)).toEqual(['/resource/sb4j-ca4h.json 0', '/resource/sb4j-ca4h.json 3']);
  });

  it('is whole though the source sends only what changed since the last', async () => {
    const data = new OpenData();
    const feed = await feedOf(data.listener);
    const first = await feed.poll();
    data.sent = 0;
    expect((await feed.poll()).files.map(({ sha256 }) => sha256)).toEqual(
      first.files.map(({ sha256 }) => sha256),
    );
    expect(data.sent).toBe(0);
    data.breaches[6] = aSodaRow({ id: '9006', name: 'Clinic 6, now renamed' });
    expect(filingsIn(await feed.poll()).map(({ name }) => name)).toContain('Clinic 6, now renamed');
    expect(data.sent).toBeLessThan(4);
  });

  it.each([
    ['answers the same page for ever', JSON.stringify([1, 2, 3].map((id) => aSodaRow({ id }))), 'over again'],
    ['answers a page of the web', '<html>Maintenance</html>', 'not the breach list of Washington as JSON'],
    ['answers an error', '{"error":true}', 'it is not a list of rows'],
  ])('is none when the source %s', async (_, body, why) => {
    const feed = await feedOf((_request, response) => void response.end(body));
    await expect(feed.poll()).rejects.toThrow(why);
  });
});

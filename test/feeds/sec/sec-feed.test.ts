import { describe, expect, it } from '@jest/globals';
import { readSecFiles } from '../../../src/feeds/sec/read-sec-files.js';
import { SecFeed } from '../../../src/feeds/sec/sec-feed.js';
import { OutsideError } from '../../../src/lib/errors.js';
import { aGround } from '../a-ground.js';
import { aHit, anAnswer } from './a-search.js';

const SEARCH = 'https://search.example/index';
const NOW = new Date('2026-02-01T12:00:00Z');

/** A report on each of the first `count` days of 2025. */
const REPORTS = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);
    return {
      day,
      hit: aHit({
        adsh: `0000777001-25-${String(at + 1).padStart(6, '0')}`,
        period_ending: day,
        file_date: day,
      }),
    };
  });

function aSearch(count: number) {
  return aGround((url) => {
    const { startdt = '', enddt = '' } = Object.fromEntries(new URL(url).searchParams);
    const found = REPORTS(count).filter(({ day }) => day >= startdt && day <= enddt);
    const hits = found.slice(0, 100).map(({ hit }) => hit);
    return anAnswer(hits, { total: { value: found.length } });
  });
}

describe("a poll of the SEC's search", () => {
  it('asks once for each year since there is an Item 1.05', async () => {
    const ground = aSearch(3);
    const { source, files } = await new SecFeed(SEARCH, ground).poll();
    expect(source).toBe('sec');
    expect(ground.asked.map((url) => new URL(url).searchParams.get('startdt'))).toEqual(['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01']); // prettier-ignore
    expect(new URL(ground.asked[0]!).searchParams.get('q')).toBe('"Item 1.05"');
    expect(readSecFiles(files, NOW).rows).toHaveLength(3);
  });

  it('asks for shorter times until no answer is cut, and loses no report', async () => {
    const { files } = await new SecFeed(SEARCH, aSearch(250)).poll();
    expect(readSecFiles(files, NOW).rows).toHaveLength(250);
    expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
  });

  it('is no poll where a single day is more than an answer holds, or one is a web page', async () => {
    const full = aGround(() => anAnswer(Array.from({ length: 100 }, () => aHit())));
    await expect(new SecFeed(SEARCH, full).poll()).rejects.toThrow(OutsideError);
    await expect(new SecFeed(SEARCH, full).poll()).rejects.toThrow(/may be left out/);
    await expect(
      new SecFeed(
        SEARCH,
        aGround(() => '<html>'),
      ).poll(),
    ).rejects.toMatchObject({ permanent: false });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { FeedFile } from '../../../src/feeds/breach-feed.js';
import { CisaFeed } from '../../../src/feeds/cisa/cisa-feed.js';
import { readCisaFiles } from '../../../src/feeds/cisa/read-cisa-files.js';
import { OutsideError } from '../../../src/lib/errors.js';
import { aGround } from '../a-ground.js';
import { anAdvisory } from './an-advisory.js';

const BASE = 'https://agency.example/white/';
const NOW = new Date('2026-02-01T12:00:00Z');
const CHANGES = ['2026/icsma-26-001-01.json,2026-01-02T06:00:00Z', '2026/icsma-26-002-01.json,2026-01-03T06:00:00Z', '2026/icsa-26-003-01.json,2026-01-04T06:00:00Z']; // prettier-ignore

function aSite(changes: string[]) {
  return aGround((url) => {
    if (url === `${BASE}changes.csv`) return changes.join('\n');
    const id = /(icsma-[\d-]+)\.json$/.exec(url)?.[1]?.toUpperCase();
    return id && JSON.stringify(anAdvisory({}, { id }));
  });
}

const feedOf = (ground: ReturnType<typeof aSite>, last: FeedFile[] = []) =>
  new CisaFeed(BASE, ground, () => Promise.resolve(last));

describe("a poll of CISA's advisories", () => {
  it('reads each medical advisory of the list, and no other', async () => {
    const ground = aSite(CHANGES);
    const { files } = await feedOf(ground).poll();
    expect(ground.asked.map((url) => url.slice(BASE.length))).toEqual(['changes.csv', '2026/icsma-26-001-01.json', '2026/icsma-26-002-01.json']); // prettier-ignore
    expect(readCisaFiles(files, NOW).rows).toHaveLength(2);
  });

  it('is whole though it asks only for what changed since the last one', async () => {
    const { files } = await feedOf(aSite(CHANGES)).poll();
    const later = aSite([CHANGES[0]!, CHANGES[1]!.replace('01-03', '01-30')]);
    const again = await feedOf(later, files).poll();
    expect(later.asked.map((url) => url.slice(BASE.length))).toEqual(['changes.csv', '2026/icsma-26-002-01.json']); // prettier-ignore
    expect(readCisaFiles(again.files, NOW).rows).toHaveLength(2);
  });

  it.each([['<html>'], [''], ['"'], ['a,b']])('is none where the list of changes is %j', async (text) => {
    const poll = feedOf(aGround(() => text)).poll();
    await expect(poll).rejects.toThrow(OutsideError);
    await expect(poll).rejects.toThrow(/list of changes/);
  });

  it('is none where an advisory cannot be had', async () => {
    const ground = aGround((url) => (url.endsWith('.csv') ? CHANGES.join('\n') : undefined));
    await expect(feedOf(ground).poll()).rejects.toThrow(OutsideError);
  });
});

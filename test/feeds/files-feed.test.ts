import { describe, expect, it } from '@jest/globals';
import { FilesFeed } from '../../src/feeds/files-feed.js';
import { OutsideError } from '../../src/lib/errors.js';
import { aList, aRow, bytesOf } from './hhs/a-list.js';

const NOW = new Date('2025-06-01T12:00:00Z');
const OPEN = 'https://feeds.example/open.csv?key=k1';
const CLOSED = 'https://feeds.example/archive.csv';

function feedOf(answers: Record<string, string>): FilesFeed {
  const fetchBytes = (url: string) => Promise.resolve(bytesOf(answers[url] ?? ''));
  return new FilesFeed('hhs', Object.keys(answers), { fetchBytes, now: () => NOW });
}

describe('a poll of the HHS list', () => {
  it('keeps the bytes of both views with their hash and time, and no query of their address', async () => {
    const poll = await feedOf({ [OPEN]: aList([aRow('A')]), [CLOSED]: aList([]) }).poll();
    expect(poll.source).toBe('hhs');
    expect(poll.files.map((file) => file.name)).toEqual([
      'feeds.example/open.csv',
      'feeds.example/archive.csv',
    ]);
    expect(poll.files[0]).toMatchObject({ bytes: bytesOf(aList([aRow('A')])), readAt: NOW });
    expect(poll.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is no poll at all when one view answers with a web page', async () => {
    const poll = feedOf({ [OPEN]: aList([aRow('A')]), [CLOSED]: '<html>Please wait</html>' }).poll();
    await expect(poll).rejects.toThrow(OutsideError);
    await expect(poll).rejects.toMatchObject({
      permanent: false,
      message: expect.stringContaining('Nothing was taken from it'),
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { FilesFeed } from '../../src/feeds/files-feed.js';
import { OutsideError } from '../../src/lib/errors.js';
import { aGround } from './a-ground.js';

const URL_WITH_KEY = 'https://feeds.example/list?key=k1';

describe.each([
  [
    'Have I Been Pwned',
    'hibp',
    '[]',
    (text: string) =>
      new FilesFeed(
        'hibp',
        [URL_WITH_KEY],
        aGround(() => text),
      ),
  ],
  [
    'the press',
    'rss',
    '<rss></rss>',
    (text: string) =>
      new FilesFeed(
        'rss',
        [URL_WITH_KEY],
        aGround(() => text),
      ),
  ],
])('a poll of %s', (_, source, sound, feedOf) => {
  it('keeps the bytes with their hash and time, and no query of their address', async () => {
    const poll = await feedOf(sound).poll();
    expect(poll).toMatchObject({ source, files: [{ name: 'feeds.example/list', readAt: new Date('2026-02-01T12:00:00Z') }] }); // prettier-ignore
    expect(poll.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is no poll when a web page comes', async () => {
    const poll = feedOf('<!doctype html><p>Please wait</p>').poll();
    await expect(poll).rejects.toThrow(OutsideError);
    await expect(poll).rejects.toMatchObject({ permanent: false });
  });
});

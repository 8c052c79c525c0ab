import { describe, expect, it } from '@jest/globals';
import { feedsIn, userAgentOf } from '../../src/config/feeds.js';
import { readEnvironment } from '../../src/config/environment.js';
import { LIVE_SOURCES } from '../../src/feeds/live-sources.js';
import { InputError } from '../../src/lib/errors.js';

const CONTACT = {
  PUBLIC_URL: 'https://watch.example',
  MAIL_FROM: 'Scanwarden <alerts@watch.example>',
};
const feeds = (variables: Record<string, string>, production = false): readonly string[] =>
  feedsIn(readEnvironment(variables), production);

describe('the feeds that are read by themselves', () => {
  it('are all of them in production, and none on a laptop that asked for none', () => {
    expect(feeds(CONTACT, true)).toEqual(LIVE_SOURCES);
    expect(feeds({})).toEqual([]);
    expect(feeds(CONTACT)).toEqual([]);
  });

  it('are those that FEEDS names, or none', () => {
    expect(feeds({ ...CONTACT, FEEDS: 'ca, hhs' })).toEqual(['hhs', 'ca']);
    expect(feeds({ ...CONTACT, FEEDS: 'none' }, true)).toEqual([]);
  });

  it('are refused by name where one is unknown, or nobody could be written to', () => {
    expect(() => feeds({ ...CONTACT, FEEDS: 'hhs,tx' })).toThrow(InputError);
    expect(() => feeds({ ...CONTACT, FEEDS: 'hhs,tx' })).toThrow(/FEEDS names no feed of ours: tx\./);
    expect(() => feeds({ FEEDS: 'hhs' })).toThrow(/neither MAIL_FROM nor PUBLIC_URL/);
  });

  it('are asked under a name that says whom to write to', () => {
    expect(userAgentOf(readEnvironment(CONTACT))).toBe(
      'Scanwarden/0.1 (https://watch.example; alerts@watch.example)',
    );
    expect(userAgentOf(readEnvironment({ MAIL_FROM: 'me@watch.example' }))).toBe(
      'Scanwarden/0.1 (me@watch.example)',
    );
    expect(userAgentOf(readEnvironment({}))).toBe('Scanwarden/0.1');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { judgePoll } from '../../src/domain/poll.js';
import { LOCALES, wordsIn } from '../../src/words/words.js';

const FOLDER = new URL('../../src/feeds/', import.meta.url);

/** The ids of all faults that the readers of feeds name. */
const NAMED = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
  .flatMap((source) => [...source.matchAll(/\{\s*id: '(?:feeds\.fault\.)?([a-z-]+)'/g)])
  .map(([, id]) => id!);

const NONE = { list: 0, underInvestigation: 0, archive: 0, rejected: 0, blanked: 0 };
const POLLS = [
  judgePoll(null, NONE),
  judgePoll(null, { ...NONE, list: 10, rejected: 90 }),
  judgePoll(null, { ...NONE, list: 100, blanked: 90 }),
  judgePoll({ ...NONE, list: 100 }, { ...NONE, list: 1 }),
];

describe.each(LOCALES)('what is wrong with a feed, in %s', (locale) => {
  const words = wordsIn(locale);

  it('has a sentence for each fault of a file', () => {
    expect(NAMED.length).toBeGreaterThan(30);
    expect(NAMED.filter((id) => !words.has(`feeds.fault.${id}`))).toEqual([]);
  });

  it('has a sentence with its figures for each fault of a poll', () => {
    const said = POLLS.map((verdict) =>
      verdict.accepted ? '' : words.say(`feeds.fault.${verdict.fault.code}`, verdict.fault.values),
    );
    expect(new Set(said).size).toBe(POLLS.length);
    expect(said).not.toContain('');
  });

  it('tells servers that do not answer apart', () => {
    const said = ['timeout', 'connection_lost', 'not_found', 'bad_request'].map((code) =>
      words.say('feeds.fault.http', { code, host: 'lists.example' }),
    );
    expect(new Set(said).size).toBe(said.length);
  });
});

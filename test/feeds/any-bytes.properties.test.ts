import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FeedFormatError } from '../../src/feeds/breach-feed.js';
import { PUBLISHED_SOURCES, readFeed } from '../../src/feeds/read-feed.js';
import { aCsv as caCsv, aPage as caPage } from './ca/ca-lists.js';
import { aList, aRow, bytesOf } from './hhs/a-list.js';
import { aCsv as waCsv, aCsvRow, aPage as waPage, aPageRow, aSodaRow } from './wa/wa-lists.js';

const NOW = new Date('2025-06-01T12:00:00Z');
const SOUND = [
  aList([aRow('First'), aRow('Second')]),
  waCsv([aCsvRow(), aCsvRow({ Id: '9,002' })]),
  JSON.stringify([aSodaRow(), aSodaRow({ id: '9002' })]),
  waPage([aPageRow(), aPageRow({ id: 'BreachA2' })]),
  caCsv([['First', '01/05/2025', '03/07/2025']]),
  caPage([['First', '01/05/2025', '03/07/2025']]),
].map(bytesOf);

/** A sound file with a piece cut out and any bytes in its place. */
const damaged = fc
  .tuple(
    fc.constantFrom(...SOUND),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(40),
    fc.uint8Array({ maxLength: 60 }),
  )
  .map(([sound, place, length, bytes]) => {
    const at = Math.floor(place * sound.length);
    return Buffer.concat([sound.subarray(0, at), bytes, sound.subarray(at + length)]);
  });
const anyBytes = fc.oneof(damaged, fc.uint8Array({ maxLength: 300 }), fc.json().map(bytesOf));

describe('any bytes in the place of a list', () => {
  it.each(PUBLISHED_SOURCES)(
    '%s: become filings, rejections by line, or a refusal, and nothing else',
    (source) => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          try {
            const { rows, rejected } = readFeed(source, [{ name: 'odd', bytes }], NOW);
            for (const { filing } of rows) expect(filing.name).toMatch(/\S/);
            for (const { rejected: why, line } of rejected)
              expect([why !== '', line > 0]).toEqual([true, true]);
          } catch (error) {
            expect(error).toBeInstanceOf(FeedFormatError);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(PUBLISHED_SOURCES)('%s: are read in a time that grows with them alone', (source) => {
    const traps = [
      '<table><tr><td>',
      '<div>',
      '('.repeat(3),
      '- ',
      '"',
      '","',
      '[',
      '{"id":',
      '\n"',
      'd/b/a ',
    ];
    for (const trap of traps) {
      const bytes = bytesOf(trap.repeat(50_000 / trap.length));
      expect(() => readOrRefuse(source, bytes)).not.toThrow();
    }
  });
});

function readOrRefuse(source: (typeof PUBLISHED_SOURCES)[number], bytes: Uint8Array): void {
  try {
    readFeed(source, [{ name: 'odd', bytes }], NOW);
  } catch (error) {
    if (!(error instanceof FeedFormatError)) throw error;
  }
}

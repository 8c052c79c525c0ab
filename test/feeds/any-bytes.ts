import { expect } from '@jest/globals';
import fc from 'fast-check';
import { FeedFormatError } from '../../src/feeds/breach-feed.js';
import type { FeedReader } from '../../src/feeds/feed-reading.js';
import { bytesOf } from './hhs/a-list.js';

/** Whatever a file holds, reading it is filings and rejections, or a FeedFormatError that names the file. */
export function expectReadOrRefused(read: FeedReader, files: fc.Arbitrary<Uint8Array>): void {
  fc.assert(
    fc.property(files, (bytes) => {
      try {
        const reading = read([{ name: 'any.file', bytes }], new Date('2025-06-01T12:00:00Z'));
        for (const { cells } of reading.rows) expect(cells.join('').length).toBeLessThan(50_000);
      } catch (error) {
        expect(error).toBeInstanceOf(FeedFormatError);
        expect(String(error)).toContain('any.file');
      }
    }),
    { numRuns: 300 },
  );
}

/** Bytes of no kind, JSON of any shape, and these records with any values in the place of theirs. */
export function anyJson(whole: (records: unknown[]) => unknown, fields: string[]): fc.Arbitrary<Uint8Array> {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2099-01-01', '2024-02-30', -5),
  );
  const record = fc.dictionary(fc.constantFrom(...fields), value);
  return fc.oneof(
    fc.uint8Array(),
    fc.json().map(bytesOf),
    fc.array(fc.oneof(record, fc.jsonValue())).map((records) => bytesOf(JSON.stringify(whole(records)))),
  );
}

import type { FeedGround } from '../../src/feeds/fetched-file.js';
import { OutsideError } from '../../src/lib/errors.js';
import { bytesOf } from './hhs/a-list.js';

/** A feed's ground on which these addresses answer with these texts, and which keeps what was asked. */
export function aGround(answer: (url: string) => string | undefined): FeedGround & { asked: string[] } {
  const asked: string[] = [];
  const fetchBytes = (url: string): Promise<Uint8Array> => {
    asked.push(url);
    const text = answer(url);
    return text === undefined
      ? Promise.reject(new OutsideError('nothing there', true))
      : Promise.resolve(bytesOf(text));
  };
  return { asked, fetchBytes, now: () => new Date('2026-02-01T12:00:00Z') };
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STOPPABLE_STREAMS } from '../../src/mail/stream.js';
import { makeUnsubscribeToken, readUnsubscribeToken } from '../../src/mail/unsubscribe-token.js';

const KEY = Buffer.from('a key of the test, and of nothing else');
const unsubscription = fc.record({ accountId: fc.uuid(), stream: fc.constantFrom(...STOPPABLE_STREAMS) });

describe('an unsubscribe token', () => {
  it('says whose mail of which stream it stops, the same token each time', () => {
    fc.assert(
      fc.property(unsubscription, (asked) => {
        const token = makeUnsubscribeToken(KEY, asked);
        expect(readUnsubscribeToken(KEY, token)).toEqual(asked);
        expect(makeUnsubscribeToken(KEY, asked)).toBe(token);
        expect(encodeURIComponent(token)).toBe(token);
      }),
    );
  });

  it('shows no id, as it is or decoded', () => {
    const accountId = '4f0c9f0e-6a5f-4f43-9f0e-2f1b9f10aaaa';
    const token = makeUnsubscribeToken(KEY, { accountId, stream: 'check' });
    expect(token + Buffer.from(token, 'base64url').toString('latin1')).not.toContain(accountId.slice(0, 8));
  });

  it('is worth nothing when any character was changed, cut off or added', () => {
    const letters = [...'ABCXYZabcxyz0189-_=.'];
    fc.assert(
      fc.property(unsubscription, fc.nat(), fc.constantFrom(...letters), (asked, at, letter) => {
        const token = makeUnsubscribeToken(KEY, asked);
        const place = at % token.length;
        const forged = [
          token.slice(0, place) + letter + token.slice(place + 1),
          token.slice(0, place),
          token + letter,
        ];
        const other = forged.filter((one) => one !== token);
        expect(other.map((one) => readUnsubscribeToken(KEY, one))).toEqual(other.map(() => null));
      }),
    );
  });

  it('is worth nothing under another key, and whatever else is handed in is no token', () => {
    const token = makeUnsubscribeToken(KEY, { accountId: 'a', stream: 'info' });
    expect(readUnsubscribeToken(Buffer.from('another key'), token)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => expect(readUnsubscribeToken(KEY, text)).toBeNull()));
  });
});

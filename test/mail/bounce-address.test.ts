import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bounceAddress, readBounceAddress } from '../../src/mail/bounce-address.js';

const KEY = Buffer.from('a key of the test, and of nothing else');
const DOMAIN = 'bounce.example.org';
const id = fc.uuid();

describe('a bounce address', () => {
  it('says which message it is about, also when a server changed the case', () => {
    fc.assert(
      fc.property(id, (one) => {
        const address = bounceAddress(KEY, one, DOMAIN);
        expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
        expect(readBounceAddress(KEY, address, DOMAIN)).toBe(one);
        expect(readBounceAddress(KEY, address.toUpperCase(), DOMAIN)).toBe(one);
      }),
    );
  });

  it('is worth nothing for another message, under another key or at another domain', () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        fc.pre(one !== other);
        const address = bounceAddress(KEY, one, DOMAIN);
        expect(readBounceAddress(KEY, address.replace(one, other), DOMAIN)).toBeNull();
        expect(readBounceAddress(Buffer.from('another'), address, DOMAIN)).toBeNull();
        expect(readBounceAddress(KEY, address, 'example.org')).toBeNull();
        expect(readBounceAddress(KEY, `bounce-${one}@${DOMAIN}`, DOMAIN)).toBeNull();
      }),
    );
  });

  it('is nothing else that is handed in', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readBounceAddress(KEY, text, DOMAIN)).toBeNull()));
  });
});

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { keyFor } from '../lib/keys.js';
import { networkOf } from '../lib/network.js';
import { TryStore } from '../store/try.store.js';

interface Limit {
  most: number;
  minutes: number;
}

export type Tried =
  | 'sign-in-link'
  | 'use-link'
  | 'ask-passkey'
  | 'use-passkey'
  | 'recovery-code'
  | 'new-address'
  | 'program-token';

/** How often each may be tried: from one network, and for one account, whether there is such an account or not. */
const LIMITS: Record<Tried, { network: Limit; account: Limit }> = {
  'sign-in-link': { network: { most: 30, minutes: 15 }, account: { most: 5, minutes: 60 } },
  'use-link': { network: { most: 30, minutes: 15 }, account: { most: 20, minutes: 60 } },
  'ask-passkey': { network: { most: 60, minutes: 15 }, account: { most: 20, minutes: 60 } },
  'use-passkey': { network: { most: 30, minutes: 15 }, account: { most: 20, minutes: 60 } },
  'recovery-code': { network: { most: 10, minutes: 15 }, account: { most: 5, minutes: 60 } },
  'new-address': { network: { most: 10, minutes: 60 }, account: { most: 5, minutes: 60 } },
  // One that is not good names no account.
  'program-token': { network: { most: 30, minutes: 15 }, account: { most: 30, minutes: 15 } },
};

/** Somebody tried too often. The page says when to try again. */
export class TooManyTriesError extends Error {
  override name = 'TooManyTriesError';
  constructor(readonly retryAfterSeconds: number) {
    super(`tried too often; again in ${retryAfterSeconds} s`);
  }
}

/**
 * Holds tries back, for all processes together. What is kept is a keyed hash of the network or the account, gone soon
 * after its window.
 */
@Injectable()
export class TryLimits {
  private readonly key: Buffer;

  constructor(
    private readonly tries: TryStore,
    config: Config,
  ) {
    this.key = keyFor('limit', config.secretKey);
  }

  /**
   * Counts a try from an address and, where one is named, for an account.
   * @param account its address or id as it was given; null where none was
   * @throws TooManyTriesError where that was one too many
   */
  async take(tried: Tried, from: string, account: string | null): Promise<void> {
    const { network, account: each } = LIMITS[tried];
    const asked = [{ ...network, key: this.keyOf(tried, 'network', networkOf(from)) }];
    if (account !== null) asked.push({ ...each, key: this.keyOf(tried, 'account', account.toLowerCase()) });
    const counted = await this.tries.count(asked.map(({ key, minutes }) => ({ key, seconds: 60 * minutes })));
    const over = counted.filter(({ key, tries }) => tries > asked.find((one) => one.key.equals(key))!.most);
    if (over.length > 0) throw new TooManyTriesError(Math.max(1, ...over.map(({ endsIn }) => endsIn)));
  }

  private keyOf(...parts: [Tried, 'network' | 'account', string]): Buffer {
    return createHmac('sha256', this.key).update(parts.join(' ')).digest();
  }
}

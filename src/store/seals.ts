import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { OutsideError } from '../lib/errors.js';
import { keyFor, seal, unseal } from '../lib/keys.js';

/**
 * Seals tokens and client secrets before they reach the database. The key may be changed: what the previous one sealed
 * still opens, and whatever is written again is sealed with the new one.
 */
@Injectable()
export class Seals {
  /** The newest first: it seals, any of them opens. */
  private readonly keys: [Buffer, ...Buffer[]];

  constructor({ secretKey, previousSecretKey }: Config) {
    const older = previousSecretKey === null ? [] : [keyFor('token-at-rest', previousSecretKey)];
    this.keys = [keyFor('token-at-rest', secretKey), ...older];
  }

  seal(plain: string): Buffer;
  seal(plain: string | null): Buffer | null;
  seal(plain: string | null): Buffer | null {
    return plain === null ? null : seal(plain, this.keys[0]);
  }

  /** @throws OutsideError when none of the keys opens it */
  open(sealed: Buffer): string;
  open(sealed: Buffer | null): string | null;
  open(sealed: Buffer | null): string | null {
    const { plain, lost } = this.tryOpen(sealed);
    if (!lost) return plain;
    throw new OutsideError(
      'the stored access was sealed with another SECRET_KEY: put that key back as SECRET_KEY_PREVIOUS, or link the place again',
      true,
    );
  }

  /** As `open`, where what cannot be opened is to be told and not thrown: `lost` when none of the keys opens it. */
  tryOpen(sealed: Buffer | null): { plain: string | null; lost: boolean } {
    if (sealed === null) return { plain: null, lost: false };
    for (const key of this.keys) {
      const plain = openedWith(key, sealed);
      if (plain !== null) return { plain, lost: false };
    }
    return { plain: null, lost: true };
  }
}

/** Null where it was sealed with another key: AES-GCM tells by its tag, and by nothing else. */
function openedWith(key: Buffer, sealed: Buffer): string | null {
  try {
    return unseal(sealed, key);
  } catch {
    return null;
  }
}

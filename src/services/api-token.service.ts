import { Injectable } from '@nestjs/common';
import type { ApiScope } from '../domain/access.js';
import { DAY_MS } from '../domain/schedule/moments.js';
import { Clock } from '../lib/clock.js';
import { hashToken, randomToken } from '../lib/keys.js';
import type { Doer } from '../store/account-event.store.js';
import type { AccountRow } from '../store/account.row.js';
import { ApiTokenStore } from '../store/api-token.store.js';

/** So that programs which look for lost secrets know one of ours. */
const PREFIX = 'swt_';
export const MOST_TOKENS = 20;

/** What somebody asks of a new token; `days` null is without an end. */
export interface WantedToken {
  name: string;
  scopes: ApiScope[];
  days: number | null;
}

/** The tokens of people's own programs: shown once, kept as hashes. */
@Injectable()
export class ApiTokenService {
  constructor(
    private readonly tokens: ApiTokenStore,
    private readonly clock: Clock,
  ) {}

  /** The new token, or null where the account has MOST_TOKENS already. */
  async make(doer: Doer, { name, scopes, days }: WantedToken): Promise<string | null> {
    const token = PREFIX + randomToken();
    const expiresAt = days === null ? null : new Date(doer.at.getTime() + days * DAY_MS);
    const kept = { name, hash: hashToken(token), scopes, expiresAt };
    return (await this.tokens.add(doer, kept, MOST_TOKENS)) ? token : null;
  }

  /** False where the account has no such token. */
  end(id: string, accountId: string): Promise<boolean> {
    return this.tokens.end(id, accountId, this.clock.now());
  }

  /** Whose token it is, and what it may; null for what is no good token of ours. */
  async use(token: string): Promise<{ account: AccountRow; scopes: ApiScope[] } | null> {
    return token.startsWith(PREFIX) ? this.tokens.use(hashToken(token), this.clock.now()) : null;
  }
}

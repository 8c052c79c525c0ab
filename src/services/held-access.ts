import { accessEnd } from '../domain/access-end.js';
import type { Tokens } from '../smart/tokens.js';
import type { HeldAccess } from '../store/access.store.js';

/** What is kept of the first answer of a token endpoint. */
export function firstAccess(tokens: Tokens, asked: string[], at: Date): HeldAccess {
  const before = { refresh: null, statedEnd: null, granted: asked };
  return nextAccess(tokens, before, at);
}

/**
 * What is kept after a renewal. Where no new refresh token came the one before stays good, and with it the end that was
 * stated for it. Whether access can be renewed is told by the token alone: `offline_access` is often not echoed.
 */
export function nextAccess(
  tokens: Tokens,
  before: Pick<HeldAccess, 'refresh' | 'statedEnd' | 'granted'>,
  at: Date,
): HeldAccess {
  const refresh = tokens.refresh ?? before.refresh;
  const kept = tokens.refresh === null || tokens.refresh === before.refresh ? before.statedEnd : null;
  const statedEnd = after(at, tokens.refreshExpiresIn) ?? kept;
  const accessExpiresAt = after(at, tokens.expiresIn);
  return {
    access: tokens.access,
    accessExpiresAt,
    refresh,
    granted: tokens.scopes ?? before.granted,
    statedEnd,
    endsAt: accessEnd({ at, accessExpiresAt, renewable: refresh !== null, statedEnd }),
  };
}

function after(at: Date, seconds: number | null): Date | null {
  return seconds === null ? null : new Date(at.getTime() + seconds * 1000);
}

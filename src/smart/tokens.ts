import type { TokenEndpointResponse } from 'openid-client';
import { scopesIn } from '../domain/scopes.js';

/** What a token endpoint gave. */
export interface Tokens {
  access: string;
  /** Seconds, where it says so. */
  expiresIn: number | null;
  /** Null where none came: after a renewal the one before stays good (Oracle), or it was never to be renewed. */
  refresh: string | null;
  /** Seconds until the refresh token ends, which some servers tell under a name of their own. */
  refreshExpiresIn: number | null;
  /** Null means all that was asked for (RFC 6749, section 5.1). */
  scopes: string[] | null;
  /** Whose record it is: the FHIR id of the launch context. */
  patient: string | null;
}

export function tokensIn(answer: TokenEndpointResponse): Tokens {
  const { access_token, expires_in, refresh_token, scope } = answer;
  return {
    access: access_token,
    expiresIn: expires_in ?? null,
    refresh: refresh_token || null,
    refreshExpiresIn: secondsIn(answer['refresh_token_expires_in'] ?? answer['refresh_expires_in']),
    scopes: scope === undefined || scope.trim() === '' ? null : scopesIn(scope),
    patient: typeof answer['patient'] === 'string' ? answer['patient'] : null,
  };
}

function secondsIn(value: unknown): number | null {
  const seconds = Number(value ?? NaN);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : null;
}

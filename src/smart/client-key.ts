import { createPrivateKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { InputError } from '../lib/errors.js';

/** What SMART App Launch 2.2 asks of asymmetric clients: RS384 for RSA, ES384 for the curve P-384. */
const ALGORITHMS: Record<string, string> = { RSA: 'RS384', 'P-384': 'ES384' };

/**
 * Reads a client's private key, PEM or JWK, into a JWK with `alg` and `kid`. A key without a name is called by its
 * thumbprint (RFC 7638), as it then must be in the key set that the authorization server knows.
 * @throws InputError when it is no private key that SMART allows
 */
export async function readClientKey(text: string): Promise<JWK & { kid: string; alg: string }> {
  const given = text.trimStart().startsWith('{') ? jwkIn(text) : {};
  const jwk = keyIn(text, given).export({ format: 'jwk' }) as JWK;
  const alg = ALGORITHMS[(jwk.kty === 'EC' ? jwk.crv : jwk.kty) ?? ''];
  if (alg === undefined || (given.alg !== undefined && given.alg !== alg))
    throw new InputError(
      'is no key that SMART allows: it must be RSA (RS384) or EC on the curve P-384 (ES384)',
    );
  return { ...jwk, alg, kid: given.kid ?? (await calculateJwkThumbprint(jwk)) };
}

/** The key as the JWT library takes it. */
export async function openClientKey(text: string): Promise<{ key: CryptoKey; kid: string }> {
  const jwk = JSON.parse(text) as JWK & { kid: string };
  return { key: (await importJWK(jwk)) as CryptoKey, kid: jwk.kid };
}

function jwkIn(text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw new InputError('is neither a PEM file nor a JWK');
  }
}

function keyIn(text: string, jwk: JWK): KeyObject {
  try {
    return jwk.kty === undefined
      ? createPrivateKey(text)
      : createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    // What the library says may quote the key.
    throw new InputError(
      'holds no private key: a PEM file without a passphrase, or a JWK with its private part',
    );
  }
}

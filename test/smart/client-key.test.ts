import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/lib/errors.js';
import { readClientKey } from '../../src/smart/client-key.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwkOf = (key: KeyObject, more: object = {}): string =>
  JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });
const refusal = (text: string): Promise<unknown> => readClientKey(text).catch((error: unknown) => error);

describe('a client’s private key', () => {
  it.each([
    ['RSA as PKCS #8', String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'RS384'],
    ['RSA as PKCS #1', String(rsa.privateKey.export({ type: 'pkcs1', format: 'pem' })), 'RS384'],
    ['EC as SEC 1', String(p384.privateKey.export({ type: 'sec1', format: 'pem' })), 'ES384'],
    ['RSA as JWK', jwkOf(rsa.privateKey), 'RS384'],
    ['EC as JWK', jwkOf(p384.privateKey), 'ES384'],
  ])('is read as it comes, and signs as SMART asks: %s', async (_form, text, alg) => {
    expect(await readClientKey(text)).toMatchObject({ alg, d: expect.any(String) });
  });

  it('keeps its name, or goes by its thumbprint, the same in either form', async () => {
    expect((await readClientKey(jwkOf(rsa.privateKey, { kid: 'mine' }))).kid).toBe('mine');
    const pem = String(p384.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect((await readClientKey(pem)).kid).toBe((await readClientKey(jwkOf(p384.privateKey))).kid);
  });

  it.each([
    ['a public key', jwkOf(p384.publicKey)],
    ['a public PEM', String(rsa.publicKey.export({ type: 'spki', format: 'pem' }))],
    ['another curve', jwkOf(p256.privateKey)],
    ['another algorithm', jwkOf(rsa.privateKey, { alg: 'RS256' })],
    ['half a JWK', '{"kty":'],
    ['a secret', 'open sesame'],
  ])('is refused without being quoted where it is %s', async (_what, text) => {
    const error = await refusal(text);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).not.toContain('sesame');
  });
});

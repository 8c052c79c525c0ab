import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dkim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function keyFile(name: string, pem: string | Buffer): string {
  writeFileSync(join(folder, name), pem);
  return join(folder, name);
}
const PEM = { type: 'pkcs8', format: 'pem' } as const;
const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export(PEM);
const configure = (more: NodeJS.ProcessEnv) =>
  readConfig({
    SECRET_KEY: 'a key for tests, thirty-two bytes long at least',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'a@example.org',
    ...more,
  });
const WHOLE = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'scan1' };

describe('the key that mail is signed with', () => {
  it('is read with its domain and selector; without any of them mail is not signed', async () => {
    const DKIM_PRIVATE_KEY_FILE = keyFile('good.pem', rsa(2048));
    expect((await configure({ ...WHOLE, DKIM_PRIVATE_KEY_FILE })).dkim).toMatchObject({
      domain: 'example.org',
      selector: 'scan1',
    });
    expect((await configure({})).dkim).toBeNull();
  });

  it.each([
    ['DKIM_SELECTOR, DKIM_PRIVATE_KEY_FILE', { DKIM_DOMAIN: 'example.org' }],
    ['DKIM_PRIVATE_KEY_FILE', WHOLE],
    ['DKIM_DOMAIN', { DKIM_SELECTOR: 'scan1', DKIM_PRIVATE_KEY_FILE: 'key.pem' }],
  ])('is refused by name when %s is missing', async (missing, given) => {
    await expect(configure(given)).rejects.toThrow(`DKIM needs ${missing} too`);
  });

  it('is refused when nothing would be signed with it', async () => {
    const DKIM_PRIVATE_KEY_FILE = keyFile('unused.pem', rsa(1024));
    await expect(configure({ ...WHOLE, DKIM_PRIVATE_KEY_FILE, SMTP_URL: undefined })).rejects.toThrow(
      'SMTP_URL',
    );
  });

  it('is refused when it cannot be read, is no RSA key, or is too short; the key itself is not repeated', async () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(PEM);
    const refused = [
      join(folder, 'nowhere.pem'),
      keyFile('text.pem', 'open sesame'),
      keyFile('ec.pem', elliptic),
      keyFile('short.pem', rsa(512)),
    ];
    for (const DKIM_PRIVATE_KEY_FILE of refused) {
      const refusal = await configure({ ...WHOLE, DKIM_PRIVATE_KEY_FILE }).catch((error: Error) => error);
      expect(refusal).toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('DKIM_PRIVATE_KEY_FILE'),
      });
      expect((refusal as Error).message).not.toMatch(/sesame|BEGIN/);
    }
  });
});

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InputError } from '../lib/errors.js';
import type { Environment } from './environment.js';

/** What mail is signed with (RFC 6376): the public half stands in DNS at `<selector>._domainkey.<domain>`. */
export interface DkimKey {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

const NAMES = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY_FILE'] as const;
/** RFC 8301 section 3.2: shorter ones are not to be trusted. */
const SHORTEST_BITS = 1024;

/**
 * The key, or null where none of the variables is set.
 * @throws InputError that names what is missing or cannot be used
 */
export async function dkimKeyIn(environment: Environment): Promise<DkimKey | null> {
  const missing = NAMES.filter((name) => environment[name] === undefined);
  if (missing.length === NAMES.length) return null;
  if (missing.length > 0)
    throw new InputError(`DKIM needs ${missing.join(', ')} too: set ${NAMES.join(', ')}, or none of them`);
  if (environment.SMTP_URL === undefined)
    throw new InputError('DKIM_DOMAIN is set but SMTP_URL is not: without a mail server nothing is signed');
  const privateKey = await readKey(environment.DKIM_PRIVATE_KEY_FILE!);
  return { domain: environment.DKIM_DOMAIN!, selector: environment.DKIM_SELECTOR!, privateKey };
}

async function readKey(path: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`DKIM_PRIVATE_KEY_FILE (${path}) cannot be read: ${error.code}`);
  });
  const bits = rsaBitsOf(pem);
  if (bits === null)
    throw new InputError(
      `DKIM_PRIVATE_KEY_FILE (${path}) holds no RSA private key in PEM without a password`,
    );
  if (bits < SHORTEST_BITS)
    throw new InputError(`DKIM_PRIVATE_KEY_FILE (${path}) holds a key of ${bits} bits: make one of 2048`);
  return pem;
}

function rsaBitsOf(pem: string): number | null {
  const key = privateKeyIn(pem);
  return key?.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? null) : null;
}

function privateKeyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

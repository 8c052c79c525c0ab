import { readFile } from 'node:fs/promises';
import { InputError } from '../lib/errors.js';
import { readClientKey } from '../smart/client-key.js';
import type { ClientRegistration } from '../store/site.store.js';
import { unreadableWords } from './unreadable.js';

/** What a command takes to say how this installation is registered. */
export const REGISTRATION_OPTIONS = {
  'client-id': { type: 'string' },
  'client-secret-file': { type: 'string' },
  'private-key-file': { type: 'string' },
  scopes: { type: 'string' },
} as const;

type Values = { [Name in keyof typeof REGISTRATION_OPTIONS]?: string | undefined };

/** @throws InputError naming the option that is missing or cannot be used */
export async function registrationFrom(values: Values): Promise<ClientRegistration> {
  const clientId = values['client-id']?.trim();
  const secretFile = values['client-secret-file'];
  const keyFile = values['private-key-file'];
  if (!clientId) throw new InputError('--client-id is needed: the id that the place gave this installation');
  if (secretFile !== undefined && keyFile !== undefined)
    throw new InputError('--client-secret-file and --private-key-file: only one of them can be used');
  const scopes = values.scopes?.trim() || null;
  if (secretFile !== undefined)
    return { clientId, scopes, auth: 'secret', secret: await readSecret('--client-secret-file', secretFile) };
  if (keyFile === undefined) return { clientId, scopes, auth: 'none', secret: null };
  return { clientId, scopes, auth: 'key', secret: await readKey(keyFile) };
}

async function readKey(path: string): Promise<string> {
  const text = await readSecret('--private-key-file', path);
  try {
    return JSON.stringify(await readClientKey(text));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`--private-key-file ${path}: ${error.message}`);
  }
}

async function readSecret(option: string, path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${option} ${path}: ${unreadableWords(error)}`, { cause: error });
  });
  if (text.trim() === '') throw new InputError(`${option} ${path}: is empty`);
  return text.trim();
}

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { refusal } from '../../words/refusal.js';

const LONGEST_NAME = 60;

/** The answer of a device, as the script of the page posts it. @throws InputError where it is none */
export function answerIn<Answer extends AuthenticationResponseJSON | RegistrationResponseJSON>(
  body: unknown,
): Answer {
  const written = (body as { answer?: unknown } | undefined)?.answer;
  const answer = parsed(typeof written === 'string' ? written : '');
  if (typeof answer !== 'object' || answer === null || !('response' in answer))
    throw refusal('account.passkeyRefused');
  return answer as Answer;
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What the owner calls a passkey; its device where they call it nothing. */
export function nameIn(body: unknown, device: string): string {
  const name = String((body as { name?: unknown } | undefined)?.name ?? '').trim();
  return (name === '' ? device : name).slice(0, LONGEST_NAME);
}

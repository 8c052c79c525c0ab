import type { PasskeyLine } from '../../store/passkey.store.js';
import type { SessionLine } from '../../store/session.store.js';
import { deviceWords } from '../../words/device.js';
import { localeOf, wordsIn } from '../../words/words.js';
import { ACCOUNT_SAVED, type AccountSaved, type SignInSettingsView } from '../views/account.js';
import { momentWords, type Reader } from '../words/times.js';

/** The sessions as their owner sees them from one of them. */
export function sessionsView(
  sessions: SessionLine[],
  here: string | null,
  reader: Reader,
): Pick<SignInSettingsView, 'sessions' | 'others'> {
  const words = wordsIn(localeOf(reader.language));
  return {
    sessions: sessions.map(({ id, createdAt, usedAt, beganBy, device }) => ({
      endAction: `/settings/sign-in/sessions/${id}/end`,
      device: deviceWords(words, device),
      here: id === here,
      way: beganBy,
      since: momentWords(createdAt, reader),
      used: momentWords(usedAt, reader),
    })),
    others: sessions.some(({ id }) => id !== here),
  };
}

export function passkeysView(passkeys: PasskeyLine[], reader: Reader): Pick<SignInSettingsView, 'passkeys'> {
  return {
    passkeys: passkeys.map(({ id, name, createdAt, usedAt }) => ({
      name,
      since: momentWords(createdAt, reader),
      used: usedAt && momentWords(usedAt, reader),
      removeAction: `/settings/sign-in/passkeys/${id}/remove`,
    })),
  };
}

/** What was done just now, from the address of the page. */
export function doneIn(said: unknown): AccountSaved | null {
  return ACCOUNT_SAVED.find((each) => each === said) ?? null;
}

import type { SignInWay } from '../../domain/account-event.js';
import type { TimeView } from '../words/times.js';
import type { Shell } from './shell.js';

/** What can be done on the page, each with a sentence that says so. */
export const ACCOUNT_SAVED = ['ended', 'others', 'passkey', 'no-passkey', 'address'] as const;
export type AccountSaved = (typeof ACCOUNT_SAVED)[number];

/** How somebody signs in, and where they are signed in. */
export interface SignInSettingsView extends Shell {
  saved: AccountSaved | null;
  /** Used last first. */
  sessions: {
    device: string;
    here: boolean;
    way: SignInWay;
    since: TimeView;
    used: TimeView;
    endAction: string;
  }[];
  others: boolean;
  /** Masked. */
  email: string;
  /** Null where none were made. */
  codes: { left: number } | null;
  passkeys: { name: string; since: TimeView; used: TimeView | null; removeAction: string }[];
}

export interface AccountEndView extends Shell {
  /** Nobody else runs the service. */
  operator: boolean;
  /** Those that nobody else could see to. */
  records: { name: string; peopleHref: string; leaveHref: string }[];
}

/** Something was tried too often. */
export interface TooManyView extends Shell {
  /** Until it may be tried again. */
  minutes: number;
}

export interface RecoveryView extends Shell {
  /** What was typed, to be shown again. */
  email: string;
  problem: boolean;
}

/** Shown once. */
export interface RecoveryCodesView extends Shell {
  codes: string[];
  /** Where they are used. */
  host: string;
}

export interface NewAddressView extends Shell {
  state: 'open' | 'done' | 'over';
  /** Goes into the form, where it is open. */
  token: string;
}

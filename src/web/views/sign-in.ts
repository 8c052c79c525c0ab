import type { Shell } from './shell.js';

export interface SignInView extends Shell {
  /** What was typed, to be shown again; empty at first. Posted to /sign-in as `email`. */
  email: string;
  problem: 'not-an-address' | null;
  /** Embedded: a link can be printed in the terminal. */
  embedded: boolean;
  /** Of whom the sandbox signs in; null where more than this computer can open the page. */
  sandboxAddress: string | null;
}

/** The same for an address that is known and one that is not. */
export interface SignInSentView extends Shell {
  email: string;
  /** The reader typed the address, and so it may stand there whole; else it is masked. */
  typed: boolean;
  minutes: number;
  embedded: boolean;
}

export interface SignInConfirmView extends Shell {
  /** Where the button posts; the token stays in a hidden field `token`. */
  action: string;
  token: string;
}

export interface SignInExpiredView extends Shell {
  embedded: boolean;
  sandboxAddress: string | null;
}

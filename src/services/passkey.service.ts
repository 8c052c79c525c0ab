import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { hashToken } from '../lib/keys.js';
import { refusal } from '../words/refusal.js';
import { AccountEventStore, type Doer } from '../store/account-event.store.js';
import type { AccountRow } from '../store/account.row.js';
import { type Passkey, PasskeyStore } from '../store/passkey.store.js';

const QUESTION_MS = 5 * 60_000;
const CHALLENGE_BYTES = 32;

/**
 * Passkeys (WebAuthn Level 3): the person's device signs a question of ours, for this origin alone. A question is good
 * once, for five minutes. The device is asked to check its user and may say that it cannot.
 */
@Injectable()
export class PasskeyService {
  constructor(
    private readonly passkeys: PasskeyStore,
    private readonly events: AccountEventStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What the browser is to ask for, so that a passkey is added to the account. */
  async askToAdd({ id, email, name }: AccountRow): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.passkeys.credentialsOf(id);
    const options = await generateRegistrationOptions({
      rpName: 'Scanwarden',
      rpID: this.site().hostname,
      userID: new Uint8Array(Buffer.from(id)),
      userName: email,
      userDisplayName: name,
      challenge: new Uint8Array(randomBytes(CHALLENGE_BYTES)),
      timeout: QUESTION_MS,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId, transports }) => ({
        id: credentialId.toString('base64url'),
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    });
    await this.keepQuestion(options.challenge, id);
    return options;
  }

  /** Adds the passkey of an answer. @throws InputError where the answer does not hold, or the passkey is there already */
  async add(doer: Doer, answer: RegistrationResponseJSON, name: string): Promise<void> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      ...this.expected(doer.accountId),
    }).catch(notHeld);
    if (!verified) throw refusal('account.passkeyRefused');
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const credentialId = Buffer.from(id, 'base64url');
    const key = { credentialId, publicKey: Buffer.from(publicKey), counter, transports, name };
    if (!(await this.passkeys.add(doer, key))) throw refusal('account.passkeyKnown');
  }

  /** What the browser is to ask for, so that somebody signs in. It names no account: the device knows whose passkeys it has. */
  async askToSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await generateAuthenticationOptions({
      rpID: this.site().hostname,
      challenge: new Uint8Array(randomBytes(CHALLENGE_BYTES)),
      timeout: QUESTION_MS,
      userVerification: 'preferred',
    });
    await this.keepQuestion(options.challenge, null);
    return options;
  }

  /** The passkey that an answer says it is by; null where we have none like it. */
  claimed({ id }: AuthenticationResponseJSON): Promise<Passkey | null> {
    return this.passkeys.find(Buffer.from(String(id), 'base64url'));
  }

  /**
   * Whether an answer holds: asked by us, signed with the passkey for our origin, and counted on from the last time. An
   * authenticator that counts back may have been copied (section 6.1.1): it is refused, and that is written down.
   */
  async holds(answer: AuthenticationResponseJSON, passkey: Passkey, doer: Doer): Promise<boolean> {
    if (!isOwners(answer, passkey)) return false;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      ...this.expected(null),
      credential: {
        id: passkey.credentialId.toString('base64url'),
        publicKey: new Uint8Array(passkey.publicKey),
        // What it counts is compared below, where it can be told from an answer that is not signed.
        counter: 0,
      },
    }).catch(notHeld);
    if (!verified) return false;
    const { newCounter } = authenticationInfo;
    const counted = newCounter > passkey.counter || (newCounter === 0 && passkey.counter === 0);
    if (counted && (await this.passkeys.count(passkey, newCounter, doer.at))) return true;
    await this.events.note(doer, 'passkey-refused', passkey.id);
    return false;
  }

  private expected(accountId: string | null): {
    expectedChallenge: (challenge: string) => Promise<boolean>;
    expectedOrigin: string;
    expectedRPID: string;
    requireUserVerification: boolean;
  } {
    const { origin, hostname } = this.site();
    return {
      expectedChallenge: (challenge) => this.passkeys.useChallenge(hashToken(challenge), accountId),
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: false,
    };
  }

  private keepQuestion(challenge: string, accountId: string | null): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + QUESTION_MS);
    return this.passkeys.ask(hashToken(challenge), accountId, expiresAt);
  }

  private site(): URL {
    return new URL(this.config.publicUrl);
  }
}

/** The device names the account that it keeps the passkey for (section 7.2, step 6). */
function isOwners({ response }: AuthenticationResponseJSON, { accountId }: Passkey): boolean {
  return Buffer.from(String(response.userHandle ?? ''), 'base64url').toString() === accountId;
}

/** The library throws where an answer does not hold, whatever it is that does not. A fault of ours is no such answer. */
function notHeld(error: unknown): { verified: false; registrationInfo?: never; authenticationInfo?: never } {
  if (error instanceof Error && !('query' in error)) return { verified: false };
  throw error;
}

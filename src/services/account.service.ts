import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isEmail } from 'class-validator';
import { Config } from '../config/config.js';
import type { SignInWay } from '../domain/account-event.js';
import type { Device } from '../domain/device.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { signInMail } from '../mail/message.js';
import type { AccountRow } from '../store/account.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { PeopleStore } from '../store/people.store.js';
import { type SignedIn, SessionStore } from '../store/session.store.js';
import { localeOf } from '../words/words.js';
import { letterheadOf } from './letterhead.js';

export const LINK_MINUTES = 15;
const MINUTE_MS = 60_000;
const SESSION_DAYS = 30;
const TOUCH_MINUTES = 10;

/** Where somebody signs in. */
export interface Arrival {
  device: Device;
  /** Kept by the browser from sign-in to sign-in, so that a new one is noticed. */
  deviceToken: string;
}

/** Signing in without a password: a one-time link, then a session. Only hashes of both are kept. */
@Injectable()
export class AccountService {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
    private readonly notifications: NotificationStore,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The account of an address, made when there is none. @throws InputError when it is no address */
  async accountFor(email: string): Promise<AccountRow> {
    if (!isEmail(email, { require_tld: false })) throw new InputError(`"${email}" is no e-mail address`);
    return this.people.accountNamed(email, email.split('@')[0]!);
  }

  /** A link that signs in once, within a quarter of an hour, for whoever is at the terminal. */
  makeLink(accountId: string): Promise<string> {
    return this.linkFor(accountId, 'terminal');
  }

  private async linkFor(accountId: string, way: 'link' | 'terminal'): Promise<string> {
    const token = randomToken();
    const expiresAt = this.after(LINK_MINUTES * MINUTE_MS);
    await this.people.addLink(hashToken(token), { accountId, way, expiresAt });
    return `${this.config.publicUrl}/sign-in/${token}`;
  }

  /** Mails a link to an address if it has an account; tells nobody whether it has. @throws OutsideError when mail is down */
  async mailLink(email: string): Promise<void> {
    const account = await this.people.accountToEnter(email);
    if (!account) return;
    const link = await this.linkFor(account.id, 'link');
    const notificationId = randomUUID();
    const createdAt = this.clock.now();
    const code = await this.notifications.recordSecurityMail(notificationId, account.id, createdAt);
    const facts = { notificationId, to: email.toLowerCase(), code, createdAt, link, minutes: LINK_MINUTES };
    try {
      await this.mailer.send(
        signInMail({ ...letterheadOf(this.config), ...facts, locale: localeOf(account.locale) }),
      );
    } catch (error) {
      await this.notifications.securityMailFailed(notificationId);
      throw error;
    }
  }

  /** Uses a link up and opens a session; null when the link is not, or no longer, good. */
  async signIn(linkToken: string, from: Arrival): Promise<string | null> {
    const link = await this.people.useLink(hashToken(linkToken));
    return link && this.open(link.accountId, link.way, from);
  }

  /** Opens a session for somebody who has shown who they are. @returns its token */
  async open(accountId: string, way: SignInWay, { device, deviceToken }: Arrival): Promise<string> {
    const session = randomToken();
    await this.sessions.open({
      accountId,
      tokenHash: hashToken(session),
      way,
      device,
      deviceHash: hashToken(deviceToken),
      at: this.clock.now(),
      expiresAt: this.after(SESSION_DAYS * 24 * 60 * MINUTE_MS),
    });
    return session;
  }

  /** Whose link this is or was; null where it is none. */
  ownerOfLink(linkToken: string): Promise<string | null> {
    return this.people.ownerOfLink(hashToken(linkToken));
  }

  isOpen(linkToken: string): Promise<boolean> {
    return this.people.linkIsOpen(hashToken(linkToken));
  }

  /** Who visits with this session, if it is open. That it is in use is written down now and then, not each time. */
  async signedIn(session: string): Promise<SignedIn | null> {
    const found = await this.sessions.signedIn(hashToken(session));
    const now = this.clock.now();
    if (found !== null && now.getTime() - found.usedAt.getTime() >= TOUCH_MINUTES * MINUTE_MS)
      await this.sessions.touch(found.sessionId, now);
    return found;
  }

  private after(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}

import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isEmail } from 'class-validator';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { signInMail } from '../mail/message.js';
import type { AccountRow } from '../store/account.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { PeopleStore } from '../store/people.store.js';
import { localeOf } from '../words/words.js';
import { letterheadOf } from './letterhead.js';

export const LINK_MINUTES = 15;
const MINUTE_MS = 60_000;
const SESSION_DAYS = 30;
/** Links that one account may ask for within an hour; more are not sent, and the answer is the same. */
const LINKS_PER_HOUR = 5;

/** Signing in without a password: a one-time link, then a session. Only hashes of both are kept. */
@Injectable()
export class AccountService {
  constructor(
    private readonly people: PeopleStore,
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

  /** A link that signs in once, within a quarter of an hour. */
  async makeLink(accountId: string): Promise<string> {
    const token = randomToken();
    await this.people.addLink(hashToken(token), accountId, this.after(LINK_MINUTES * MINUTE_MS));
    return `${this.config.publicUrl}/sign-in/${token}`;
  }

  /** Mails a link to an address if it has an account; tells nobody whether it has. @throws OutsideError when mail is down */
  async mailLink(email: string): Promise<void> {
    const account = await this.people.account(email);
    if (!account || (await this.people.linksSince(account.id, this.after(-60 * MINUTE_MS))) >= LINKS_PER_HOUR)
      return;
    const link = await this.makeLink(account.id);
    const notificationId = randomUUID();
    const createdAt = this.clock.now();
    const code = await this.notifications.recordSecurityMail(notificationId, account.id, createdAt);
    const facts = { notificationId, to: account.email, code, createdAt, link, minutes: LINK_MINUTES };
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
  async signIn(linkToken: string): Promise<string | null> {
    const accountId = await this.people.useLink(hashToken(linkToken));
    if (accountId === null) return null;
    const session = randomToken();
    await this.people.addSession(
      hashToken(session),
      accountId,
      this.after(SESSION_DAYS * 24 * 60 * MINUTE_MS),
    );
    return session;
  }

  isOpen(linkToken: string): Promise<boolean> {
    return this.people.linkIsOpen(hashToken(linkToken));
  }

  signedIn(session: string): Promise<AccountRow | null> {
    return this.people.accountOfSession(hashToken(session));
  }

  signOut(session: string): Promise<void> {
    return this.people.endSession(hashToken(session));
  }

  private after(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}

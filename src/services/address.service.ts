import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { Config } from '../config/config.js';
import type { Device } from '../domain/device.js';
import { Clock } from '../lib/clock.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { newAddressMail } from '../mail/message.js';
import type { Doer } from '../store/account-event.store.js';
import type { AccountRow } from '../store/account.row.js';
import { AddressChangeStore } from '../store/address-change.store.js';
import { PeopleStore } from '../store/people.store.js';
import { refusal } from '../words/refusal.js';
import { localeOf } from '../words/words.js';
import { letterheadOf } from './letterhead.js';

const LINK_MINUTES = 60;

/** Moves an account to another mail address: asked for in a session, confirmed by a link that is mailed there. */
@Injectable()
export class AddressService {
  constructor(
    private readonly changes: AddressChangeStore,
    private readonly people: PeopleStore,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError where it is no address, or the account's own */
  async ask(account: AccountRow, doer: Doer, typed: string): Promise<{ mailed: Promise<void> }> {
    const newEmail = typed.trim().toLowerCase();
    if (!isEmail(newEmail, { require_tld: false })) throw refusal('account.addressNone');
    if (newEmail === account.email) throw refusal('account.addressSame');
    const token = randomToken();
    const expiresAt = new Date(doer.at.getTime() + LINK_MINUTES * 60_000);
    const change = { oldEmail: account.email, newEmail, tokenHash: hashToken(token), expiresAt };
    await this.changes.ask(doer, change);
    return { mailed: this.mail(account, newEmail, token) };
  }

  isOpen(token: string): Promise<boolean> {
    return this.changes.isOpen(hashToken(token));
  }

  /** @returns false where the link is not, or no longer, good */
  confirm(token: string, device: Device): Promise<boolean> {
    return this.changes.confirm(hashToken(token), { device, at: this.clock.now() });
  }

  /** An address that somebody else has gets no mail, and who asked is told the same. */
  private async mail({ locale }: AccountRow, to: string, token: string): Promise<void> {
    if ((await this.people.account(to)) !== null) return;
    await this.mailer.send(
      newAddressMail({
        ...letterheadOf(this.config),
        notificationId: randomUUID(),
        to,
        locale: localeOf(locale),
        createdAt: this.clock.now(),
        link: `${this.config.publicUrl}/new-address/${token}`,
        minutes: LINK_MINUTES,
      }),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { Config } from '../config/config.js';
import { dueAt } from '../domain/summary/due.js';
import { Clock } from '../lib/clock.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { officerMail } from '../mail/message.js';
import { type OfficerInvitation, OfficerStore } from '../store/offices/officer.store.js';
import { ProviderStore } from '../store/offices/provider.store.js';
import { PeopleStore } from '../store/people.store.js';
import { refusal } from '../words/refusal.js';
import type { Locale } from '../words/words.js';
import { AccountService, type Arrival } from './account.service.js';
import { letterheadOf } from './letterhead.js';

/** How long the link of an invitation works. */
export const OFFICER_LINK_DAYS = 7;
const DAY_MS = 86_400_000;

/** Which offices take part, and who reads their summaries. Every change is an operator's, who is named in its row. */
@Injectable()
export class OfficeService {
  constructor(
    private readonly providers: ProviderStore,
    private readonly officers: OfficerStore,
    private readonly people: PeopleStore,
    private readonly accounts: AccountService,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The first month that is told is the one in which it joins. @returns its id */
  join(
    office: { name: string; timeZone: string; patients: number | null },
    operatorId: string,
  ): Promise<string> {
    const now = this.clock.now();
    const month = DateTime.fromJSDate(now, { zone: office.timeZone }).toFormat('yyyy-MM');
    const due = dueAt(month, office.timeZone);
    return this.providers.join({ ...office, joinedBy: operatorId, joinedAt: now, month, dueAt: due });
  }

  /** @throws InputError where the name cannot be taken */
  async take(providerId: string, organizationId: string, operatorId: string): Promise<void> {
    if (!(await this.providers.take(providerId, organizationId, this.said(operatorId))))
      throw refusal('office.refused.taken');
  }

  leave(providerId: string, operatorId: string): Promise<boolean> {
    return this.providers.leave(providerId, this.said(operatorId));
  }

  /** Asks somebody to be a privacy officer, by mail. @throws InputError who is one, OutsideError when mail is down */
  async invite(
    providerId: string,
    operatorId: string,
    invited: { name: string; email: string; locale: Locale },
  ): Promise<void> {
    const token = randomToken();
    const now = this.clock.now();
    const { name, locale } = invited;
    const email = invited.email.toLowerCase();
    const expiresAt = new Date(now.getTime() + OFFICER_LINK_DAYS * DAY_MS);
    const officer = { providerId, name, email, invitedBy: operatorId, invitedAt: now, expiresAt };
    await this.officers.transaction(async (manager) => {
      if (!(await this.officers.invite({ ...officer, tokenHash: hashToken(token) }, manager)))
        throw refusal('office.refused.invited');
      await this.mailer.send(
        officerMail({
          ...letterheadOf(this.config),
          notificationId: randomUUID(),
          to: email,
          locale,
          createdAt: now,
          link: `${this.config.publicUrl}/officers/${token}`,
          days: OFFICER_LINK_DAYS,
        }),
      );
    });
  }

  end(officerId: string, providerId: string, operatorId: string): Promise<boolean> {
    return this.officers.end(officerId, providerId, this.said(operatorId));
  }

  /** The invitation of a link; null where the link is none. `open` says whether it can still be accepted. */
  async ofLink(token: string): Promise<{ invitation: OfficerInvitation; open: boolean } | null> {
    const invitation = await this.officers.ofLink(hashToken(token));
    return invitation && { invitation, open: !invitation.closed && invitation.expiresAt > this.clock.now() };
  }

  /**
   * Accepts an invitation, once. Whoever has its link reads the mail of its address: the account of that address, made
   * where there is none, becomes an officer's and is signed in.
   * @returns the token of the session; null where the invitation is not, or no longer, open
   */
  async accept(token: string, from: Arrival): Promise<string | null> {
    const found = await this.ofLink(token);
    if (found === null || !found.open) return null;
    const { id, email, name } = found.invitation;
    const account = await this.people.accountNamed(email, name);
    if (!(await this.officers.accept(id, account.id, this.clock.now()))) return null;
    return this.accounts.open(account.id, 'link', from);
  }

  private said(operatorId: string): { by: string; at: Date } {
    return { by: operatorId, at: this.clock.now() };
  }
}

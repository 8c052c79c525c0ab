import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { Config } from '../config/config.js';
import { DAY_MS } from '../domain/schedule/moments.js';
import { dueAt } from '../domain/summary/due.js';
import { Clock } from '../lib/clock.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { officerMail } from '../mail/message.js';
import type { AccountRow } from '../store/account.row.js';
import { type OfficerInvitation, OfficerStore } from '../store/offices/officer.store.js';
import { type OfficeChange, ProviderStore } from '../store/offices/provider.store.js';
import { PeopleStore } from '../store/people.store.js';
import { refusal } from '../words/refusal.js';
import type { Locale } from '../words/words.js';
import { AccountService, type Arrival } from './account.service.js';
import { letterheadOf } from './letterhead.js';

/** How long the link of an invitation works. */
export const OFFICER_LINK_DAYS = 7;

/** How an invitation is accepted: by a new account, by the visitor's own, or by none before a sign-in. */
export type OfficerWay = 'new' | 'own' | 'sign-in';

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

  /** The first month that is told is the one in which it joins. @returns its id @throws InputError where another has its name */
  async join(
    office: { name: string; timeZone: string; patients: number | null },
    operatorId: string,
  ): Promise<string> {
    const now = this.clock.now();
    const month = DateTime.fromJSDate(now, { zone: office.timeZone }).toFormat('yyyy-MM');
    const due = dueAt(month, office.timeZone);
    const joining = { ...office, joinedBy: operatorId, joinedAt: now, month, dueAt: due };
    const id = await this.providers.join(joining);
    if (id === null) throw refusal('office.refused.sameName');
    return id;
  }

  /** @throws InputError where the name cannot be taken */
  async take(providerId: string, organizationId: string, operatorId: string): Promise<void> {
    if (!(await this.providers.take(providerId, organizationId, this.said(operatorId))))
      throw refusal('office.refused.taken');
  }

  /** False where it has no such name. */
  giveUp(providerId: string, organizationId: string, operatorId: string): Promise<boolean> {
    return this.providers.giveUp(providerId, organizationId, this.said(operatorId));
  }

  /** Writes down how many patients it has by its own count; the next summary goes by it. False where it takes no part. */
  count(providerId: string, patients: number | null, operatorId: string): Promise<boolean> {
    return this.providers.count(providerId, patients, this.said(operatorId));
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

  /** What whoever opens an invitation has to do: accept it, or first sign in to the account that has its address. */
  async wayOf({ email }: OfficerInvitation, visitor: AccountRow | null): Promise<OfficerWay> {
    if (visitor?.email === email) return 'own';
    return (await this.people.account(email)) === null ? 'new' : 'sign-in';
  }

  /**
   * Accepts an invitation, once. Whoever has its link reads the mail of its address, and that alone opens no account that
   * is there: where the address has one, it is accepted by that account when it is signed in. Where it has none, an
   * account is made and signed in.
   * @returns the token of the new session, `own` for the visitor who is signed in already, `sign-in` for one who has to be
   * first; null where the invitation is not, or no longer, open
   */
  async accept(
    token: string,
    visitor: AccountRow | null,
    from: Arrival,
  ): Promise<{ session: string } | 'own' | 'sign-in' | null> {
    const found = await this.ofLink(token);
    if (found === null || !found.open) return null;
    const { id, email, name } = found.invitation;
    const own = visitor?.email === email ? visitor.id : null;
    const accountId = own ?? (await this.people.newAccount(email, name));
    if (accountId === null) return 'sign-in';
    if (!(await this.officers.accept(id, accountId, this.clock.now()))) return null;
    return own === null ? { session: await this.accounts.open(accountId, 'link', from) } : 'own';
  }

  private said(operatorId: string): OfficeChange {
    return { by: operatorId, at: this.clock.now() };
  }
}

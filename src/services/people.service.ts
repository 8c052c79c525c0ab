import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { mayEnd, mayLeave, rolesToInvite } from '../domain/people/rules.js';
import { type InvitedRole, isEmpty, isWithin, type Scope } from '../domain/people/scope.js';
import { earlier, eighteenthBirthday, INVITATION_DAYS } from '../domain/people/until.js';
import { DAY_MS } from '../domain/schedule/moments.js';
import { Clock } from '../lib/clock.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { Mailer } from '../mail/mailer.js';
import { invitationMail } from '../mail/message.js';
import type { AccountRow } from '../store/account.row.js';
import { AccessNewsStore } from '../store/people/access-news.store.js';
import { type Invitation, InvitationStore } from '../store/people/invitation.store.js';
import { type SharedWith, SharingStore } from '../store/people/sharing.store.js';
import { PeopleStore } from '../store/people.store.js';
import { refusal } from '../words/refusal.js';
import type { Locale } from '../words/words.js';
import { AccountService } from './account.service.js';
import { letterheadOf } from './letterhead.js';
import { type ChangedAccess, tellAccess } from './tell-access.js';

/** Invitations that one account may send within a day: nobody uses us to write to strangers. */
const INVITATIONS_PER_DAY = 20;

/** What part of a record somebody is let into, in which role, until when, and the words that were agreed to. */
export interface Terms extends Scope {
  role: InvitedRole;
  until: Date | null;
  consent: { version: string; text: string };
}

/** Whom to invite, and in which language to write. */
export interface Invited {
  name: string;
  email: string;
  locale: Locale;
}

/** Everybody who sees a record, and who of them asks. */
export interface People {
  own: SharedWith;
  all: SharedWith[];
  patientHasAccount: boolean;
}

/** Letting people into a record, and out again. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly sharing: SharingStore,
    private readonly invitations: InvitationStore,
    private readonly news: AccessNewsStore,
    private readonly people: PeopleStore,
    private readonly accounts: AccountService,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Who sees a record, as one of them asks; null where the account is none of them any more. */
  async peopleOf(patientId: string, accountId: string): Promise<People | null> {
    const all = await this.sharing.sharedWith(patientId);
    const own = all.find((each) => each.accountId === accountId);
    return own ? { own, all, patientHasAccount: all.some(({ role }) => role === 'self') } : null;
  }

  /**
   * Says whether somebody may be let in on these terms, and until when then: not longer than whoever lets them in.
   * @throws InputError in words for the page, where they may not
   */
  async allowed(
    patientId: string,
    accountId: string,
    terms: Omit<Terms, 'consent'>,
  ): Promise<{ until: Date | null; people: People }> {
    const people = await this.peopleOf(patientId, accountId);
    if (people === null || !mayGive(people, terms)) throw refusal('people.refused.role');
    if (isEmpty(terms)) throw refusal('people.refused.empty');
    if (!isWithin(terms, people.own)) throw refusal('people.refused.wider');
    if (terms.until !== null && terms.until <= this.clock.now()) throw refusal('people.refused.past');
    return { until: earlier(terms.until, people.own.until), people };
  }

  /**
   * Writes an invitation down and mails it, in place of one to the same address that was not answered yet.
   * @throws InputError for what may not be, OutsideError when mail is down
   */
  async invite(patientId: string, account: AccountRow, invited: Invited, terms: Terms): Promise<void> {
    const { until, people } = await this.allowed(patientId, account.id, terms);
    const email = invited.email.toLowerCase();
    if (people.all.some((each) => each.email === email)) throw refusal('people.refused.known');
    const now = this.clock.now();
    if ((await this.invitations.sentSince(account.id, daysFrom(now, -1))) >= INVITATIONS_PER_DAY)
      throw refusal('people.refused.many');
    const token = randomToken();
    await this.sharing.transaction(async (manager) => {
      await this.invitations.withdrawTo(manager, email, patientId, now);
      await this.invitations.add(manager, {
        ...terms,
        ...invited,
        email,
        until,
        patientId,
        invitedBy: account.id,
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt: daysFrom(now, INVITATION_DAYS),
      });
      await this.mailer.send(
        invitationMail({
          ...letterheadOf(this.config),
          notificationId: randomUUID(),
          to: email,
          locale: invited.locale,
          createdAt: now,
          link: `${this.config.publicUrl}/invitations/${token}`,
          days: INVITATION_DAYS,
        }),
      );
    });
  }

  withdraw(patientId: string, invitationId: string): Promise<boolean> {
    return this.invitations.withdraw(invitationId, patientId, this.clock.now());
  }

  /** The invitation of a link; null where the link is none. `open` says whether it can still be answered. */
  async ofLink(token: string): Promise<{ invitation: Invitation; open: boolean } | null> {
    const invitation = await this.invitations.ofLink(hashToken(token));
    if (invitation === null) return null;
    return { invitation, open: !invitation.closed && invitation.expiresAt > this.clock.now() };
  }

  waitingFor(email: string): Promise<Invitation[]> {
    return this.invitations.openFor(email, this.clock.now());
  }

  openOf(patientId: string): Promise<Invitation[]> {
    return this.invitations.openOf(patientId, this.clock.now());
  }

  /** Mails a link to sign in to whoever was invited, with an account in their language made for them where they have none. */
  async mailSignIn({ email, name }: Invitation, locale: Locale): Promise<void> {
    await this.people.accountNamed(email, name, { locale });
    await this.accounts.mailLink(email);
  }

  /**
   * Lets the invited in, for no more and no longer than whoever invited may give by now, and tells both sides.
   * @returns the patient, or null where the invitation no longer waits for this account, or may no longer be given
   */
  accept(invitationId: string, account: AccountRow): Promise<string | null> {
    const now = this.clock.now();
    return this.sharing.transaction(async (manager) => {
      const invitation = await this.invitations.hold(manager, invitationId, account.email, now);
      if (invitation === null) return null;
      const { patientId, invitedBy, role } = invitation;
      const inviter = await this.peopleOf(patientId, invitedBy);
      const known = await this.peopleOf(patientId, account.id);
      if (inviter === null || known?.own.role === 'self') return null;
      if (!mayGive(inviter, invitation) || !isWithin(invitation, inviter.own)) return null;
      const until = earlier(invitation.until, inviter.own.until);
      if (until !== null && until <= now) return null;
      const authority = role === 'representative' ? 'patient' : null;
      const grant = { ...invitation, until, accountId: account.id, authority, grantedBy: invitedBy } as const;
      const grantId = await this.sharing.give(manager, grant, now);
      await this.invitations.accept(manager, invitationId, account.id, now);
      await this.tell(manager, { patientId, grantId, caregiver: account.id, change: 'added', by: invitedBy });
      return patientId;
    });
  }

  decline(invitationId: string, account: AccountRow): Promise<boolean> {
    return this.invitations.decline(invitationId, account.email, this.clock.now());
  }

  /** Somebody whom `accountId` may change or let out; null where there is none such. */
  async other(patientId: string, accountId: string, grantId: string): Promise<SharedWith | null> {
    const people = await this.peopleOf(patientId, accountId);
    const other = people?.all.find(({ id }) => id === grantId);
    return people && other && mayEnd(people.own, other, people.patientHasAccount) ? other : null;
  }

  /** Ends what another sees, at once, and takes back what waits for their answer. Without a word to them where `quietly`. */
  async end(patientId: string, accountId: string, grantId: string, quietly: boolean): Promise<boolean> {
    const other = await this.other(patientId, accountId, grantId);
    if (other === null) return false;
    return this.sharing.transaction(async (manager) => {
      if (!(await this.sharing.end(manager, grantId, accountId, this.clock.now()))) return false;
      const change = {
        patientId,
        grantId,
        caregiver: other.accountId,
        change: 'removed',
        by: accountId,
      } as const;
      await this.tell(manager, { ...change, quietly });
      return true;
    });
  }

  /** Whoever helps stops; the patient hears of it. Whose record it was, or null where there is no such grant. */
  async leave(grantId: string, accountId: string): Promise<string | null> {
    const patientId = await this.sharing.patientOf(grantId, accountId);
    const people = patientId === null ? null : await this.peopleOf(patientId, accountId);
    if (patientId === null || people === null || !mayLeave(people.own)) return null;
    await this.sharing.transaction(async (manager) => {
      await this.sharing.end(manager, grantId, accountId, this.clock.now());
      await this.tell(manager, {
        patientId,
        grantId,
        caregiver: accountId,
        change: 'removed',
        by: accountId,
      });
    });
    return patientId;
  }

  /** Parents whose right has become the word of the patient, who is of age by now and asks. */
  async parentsToConfirm(patientId: string, { own, all }: People): Promise<SharedWith[]> {
    const parents = own.role === 'self' ? all.filter(({ authority }) => authority === 'parent') : [];
    if (parents.length === 0) return [];
    const birthDate = await this.sharing.birthDate(patientId);
    return birthDate !== null && eighteenthBirthday(birthDate) <= this.clock.now() ? parents : [];
  }

  /**
   * Other terms for somebody: a new grant in place of the old one, which ends. What a patient of age gives a parent rests on
   * the patient's own word from then on. False where there is none to change.
   */
  async change(patientId: string, accountId: string, grantId: string, terms: Terms): Promise<boolean> {
    const other = await this.other(patientId, accountId, grantId);
    if (other === null) return false;
    const { until, people } = await this.allowed(patientId, accountId, terms);
    const confirms = (await this.parentsToConfirm(patientId, people)).some(({ id }) => id === grantId);
    const kept = (confirms ? null : other.authority) ?? 'patient';
    const authority = terms.role === 'representative' ? kept : null;
    const grant = { ...terms, until, authority, patientId, accountId: other.accountId, grantedBy: accountId };
    await this.sharing.transaction(async (manager) => {
      const id = await this.sharing.give(manager, grant, this.clock.now());
      const caregiver = other.accountId;
      await this.tell(manager, { patientId, grantId: id, caregiver, change: 'added', by: accountId });
    });
    return true;
  }

  private tell(manager: EntityManager, change: ChangedAccess): Promise<void> {
    return tellAccess(this.news, manager, change, this.clock.now());
  }
}

function mayGive({ own, patientHasAccount }: People, { role }: { role: InvitedRole }): boolean {
  return rolesToInvite(own, patientHasAccount).includes(role);
}

function daysFrom(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

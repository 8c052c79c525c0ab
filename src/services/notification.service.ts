import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Config } from '../config/config.js';
import { isTooOld, pauseAfter } from '../domain/delivery.js';
import { FAREWELL_CAUSE } from '../domain/people/left.js';
import { Clock } from '../lib/clock.js';
import { OutsideError } from '../lib/errors.js';
import { Gatherer } from '../lib/gather.js';
import { keyFor } from '../lib/keys.js';
import { Mailer, NotSentError, type OutgoingMail } from '../mail/mailer.js';
import {
  farewellMail,
  type Letterhead,
  noticeMail,
  type NoticeFacts,
  type SecurityFacts,
  securityMail,
} from '../mail/message.js';
import { isStoppable, streamOfLevel } from '../mail/stream.js';
import { makeUnsubscribeToken } from '../mail/unsubscribe-token.js';
import { NotificationStore } from '../store/notification.store.js';
import { type DueMail, type MailedEvent, OutboxStore } from '../store/outbox.store.js';
import { dayInFull } from '../words/days.js';
import { deviceWords } from '../words/device.js';
import { type Locale, localeOf, wordsIn } from '../words/words.js';
import { letterheadOf } from './letterhead.js';

/** Mails that share a transaction, and transactions under way at once: enough to keep the lines to the mail server busy. */
const MAILS_AT_ONCE = 25;
const TRANSACTIONS_AT_ONCE = 3;

/** Delivers notifications: send, then mark. A second mail is better than none, and it bears the same Message-ID. */
@Injectable()
export class NotificationService {
  private readonly unsubscribeKey: Buffer;
  private readonly letterhead: Letterhead;
  private readonly deliveries = new Gatherer(
    (ids) => this.deliverTogether(ids),
    MAILS_AT_ONCE,
    TRANSACTIONS_AT_ONCE,
  );

  constructor(
    private readonly notifications: NotificationStore,
    private readonly outbox: OutboxStore,
    private readonly mailer: Mailer,
    config: Config,
    private readonly clock: Clock,
  ) {
    this.unsubscribeKey = keyFor('unsubscribe', config.secretKey);
    this.letterhead = letterheadOf(config);
  }

  /**
   * Sends one notification if it is still to be sent. Safe to call twice and from two workers at once; those asked for at
   * about the same time share a transaction, and each is one mail to one person.
   */
  deliver(id: string): Promise<void> {
    return this.deliveries.add(id);
  }

  private async deliverTogether(ids: string[]): Promise<ReadonlyMap<string, Error>> {
    const failures = new Map<DueMail, Error>();
    await this.outbox.claim(ids, this.clock.now(), async (mails) => {
      await Promise.all(
        mails.map((mail) => this.send(mail).catch((error: Error) => failures.set(mail, error))),
      );
      return mails.filter((mail) => !failures.has(mail));
    });
    const faults = new Map<string, Error>();
    for (const [mail, error] of failures) {
      if (error instanceof OutsideError) await this.fail(mail, error);
      else for (const id of mail.together) faults.set(id, error);
    }
    return faults;
  }

  private async send(mail: DueMail): Promise<void> {
    const message = this.compose(mail);
    if (!mail.canary) await this.mailer.send(message);
  }

  private compose(mail: DueMail): OutgoingMail {
    const { id: notificationId, email: to, code, createdAt, level } = mail;
    const locale = localeOf(mail.locale);
    const facts = { ...this.letterhead, notificationId, to, code, locale, createdAt, level };
    if (mail.cause === FAREWELL_CAUSE) return farewellMail(facts);
    if (mail.event !== null) return securityMail({ ...facts, ...eventWords(mail.event, mail.zone, locale) });
    if (mail.situation === 'S19')
      return securityMail({ ...facts, about: 'sharing', when: null, device: null });
    const stream = streamOfLevel(level);
    return noticeMail({
      ...facts,
      mail: nameOf(mail),
      several: mail.several,
      detail: mail.detail,
      stream,
      unsubscribeToken: isStoppable(stream)
        ? makeUnsubscribeToken(this.unsubscribeKey, { accountId: mail.accountId, stream })
        : null,
    });
  }

  private async fail(mail: DueMail, error: OutsideError): Promise<void> {
    const refusal = error instanceof NotSentError ? error.refusal : null;
    const givenUp = refusal ?? (error.permanent ? 'address' : null);
    if (givenUp !== null) return this.notifications.giveUp(mail.id, error.message, givenUp);
    const now = this.clock.now();
    if (isTooOld(mail.firstTriedAt ?? now, now))
      return this.notifications.giveUp(mail.id, error.message, 'expired');
    await this.notifications.postpone(mail.id, error.message, pauseAfter(mail.attempts), now);
  }
}

/** What the mail tells of an event: that it is about the account, when it was, and from what device. */
function eventWords(
  { at, device }: MailedEvent,
  zone: string,
  locale: Locale,
): Pick<SecurityFacts, 'about' | 'when' | 'device'> {
  const moment = DateTime.fromISO(at, { zone });
  const when = `${dayInFull(moment.toISODate()!, locale)}, ${moment.toFormat('HH:mm ZZZZ')}`;
  return { about: 'account', when, device: deviceWords(wordsIn(locale), device) };
}

function nameOf({ cause, situation, severalChecks }: DueMail): NoticeFacts['mail'] {
  if (severalChecks) return 'several-things';
  if (cause.startsWith('reminder:')) return 'reminder';
  if (cause.startsWith('handover:')) return 'office-case';
  if (situation === 'S20') return cause.startsWith('summary:') ? 'summary' : 'digest';
  return situation === 'S16' ? watchMail(cause) : 'something-new';
}

/** What cannot be read now, what will not be readable, and what whoever runs the service must know are three things. */
function watchMail(cause: string): NoticeFacts['mail'] {
  if (cause.startsWith('operator:')) return 'service';
  return cause.startsWith('access-ending:') ? 'access-ending' : 'connection-problem';
}

import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { OutsideError } from '../lib/errors.js';
import { keyFor } from '../lib/keys.js';
import { AddressRefusedError, Mailer } from '../mail/mailer.js';
import { type Letterhead, noticeMail, type NoticeFacts } from '../mail/message.js';
import { isStoppable, streamOfLevel } from '../mail/stream.js';
import { makeUnsubscribeToken } from '../mail/unsubscribe-token.js';
import { type DueMail, NotificationStore } from '../store/notification.store.js';
import { localeOf } from '../words/words.js';
import { letterheadOf } from './letterhead.js';

const DAY_MS = 86_400_000;
/** A temporary failure is tried again for this long, with growing pauses. */
const GIVE_UP_AFTER_DAYS = 5;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 6 * 3600;

/** Delivers notifications: send, then mark. A second mail is better than none, and it bears the same Message-ID. */
@Injectable()
export class NotificationService {
  private readonly unsubscribeKey: Buffer;
  private readonly letterhead: Letterhead;
  constructor(
    private readonly notifications: NotificationStore,
    private readonly mailer: Mailer,
    config: Config,
    private readonly clock: Clock,
  ) {
    this.unsubscribeKey = keyFor('unsubscribe', config.secretKey);
    this.letterhead = letterheadOf(config);
  }

  /** Sends one notification if it is still to be sent. Safe to call twice and from two workers at once. */
  async deliver(id: string): Promise<void> {
    let claimed: DueMail | null = null;
    try {
      await this.notifications.claim(id, async (mail) => {
        claimed = mail;
        const message = this.compose(mail);
        if (!mail.canary) await this.mailer.send(message);
      });
    } catch (error) {
      if (!(error instanceof OutsideError) || claimed === null) throw error;
      await this.fail(claimed, error);
    }
  }

  private compose(mail: DueMail): ReturnType<typeof noticeMail> {
    const stream = streamOfLevel(mail.level);
    return noticeMail({
      ...this.letterhead,
      notificationId: mail.id,
      to: mail.email,
      code: mail.code,
      locale: localeOf(mail.locale),
      createdAt: mail.createdAt,
      mail: nameOf(mail),
      level: mail.level,
      several: mail.several,
      stream,
      unsubscribeToken: isStoppable(stream)
        ? makeUnsubscribeToken(this.unsubscribeKey, { accountId: mail.accountId, stream })
        : null,
    });
  }

  private async fail(mail: DueMail, error: OutsideError): Promise<void> {
    const tooOld = this.clock.now().getTime() - mail.createdAt.getTime() > GIVE_UP_AFTER_DAYS * DAY_MS;
    if (error.permanent || tooOld)
      return this.notifications.giveUp(mail.id, error.message, error instanceof AddressRefusedError);
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** mail.attempts, LONGEST_PAUSE_SECONDS);
    await this.notifications.postpone(mail.id, error.message, pause);
  }
}

function nameOf({ cause, situation }: DueMail): NoticeFacts['mail'] {
  if (cause.startsWith('reminder:')) return 'reminder';
  return situation === 'S16' ? 'connection-problem' : 'something-new';
}

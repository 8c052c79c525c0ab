import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { GIVE_UP_AFTER_DAYS, pauseAfter } from '../domain/delivery.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { readBounceAddress } from '../mail/bounce-address.js';
import type { DeliveryReport } from '../mail/delivery-report.js';
import { NotificationStore } from '../store/notification.store.js';
import { letterheadOf } from './letterhead.js';

const SEVERAL_ATTEMPTS = 6;

/** What a bounce changed; it holds no address, so that it can stand in a log. */
export interface BounceOutcome {
  notification: string;
  outcome: DeliveryReport['outcome'];
  status: string | null;
  /** `stopped`: mail to the address was stopped. `again`: it is sent once more. `given-up`: it is shown as not delivered. */
  done: 'stopped' | 'again' | 'given-up' | 'nothing';
}

/** Applies what mail servers report about messages that they had taken. */
@Injectable()
export class BounceService {
  constructor(
    private readonly notifications: NotificationStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Applies one report. It counts only when it came back to a bounce address of ours: the tag in it is known to who
   * handled the message, and to nobody else. Nothing of it is stored but its status code.
   * @throws InputError when it is not about a message of ours
   */
  async apply(report: DeliveryReport): Promise<BounceOutcome> {
    const { bounceDomain, bounceKey } = letterheadOf(this.config);
    if (bounceDomain === null)
      throw new InputError(
        'MAIL_BOUNCE_DOMAIN is not set: bounces cannot be told from other mail without it',
      );
    const notification = notificationOf(report, bounceKey, bounceDomain);
    const { outcome, status } = report;
    return { notification, outcome, status, done: await this.act(notification, report) };
  }

  private async act(id: string, { outcome, status }: DeliveryReport): Promise<BounceOutcome['done']> {
    switch (outcome) {
      case 'dead':
        return (await this.notifications.bounced(id, `the mail came back (${status})`))
          ? 'stopped'
          : 'nothing';
      case 'again':
        return (await this.sendAgain(id, `the mail came back for now (${status})`)) ?? 'nothing';
      case 'waiting':
      case 'delivered':
        return 'nothing';
    }
  }

  /** The server that gave up had tried before: the pause is the one after several attempts. */
  private sendAgain(id: string, failure: string): Promise<'again' | 'given-up' | null> {
    const at = this.clock.now();
    return this.notifications.sendAgain(id, failure, {
      delaySeconds: pauseAfter(SEVERAL_ATTEMPTS),
      longestDays: GIVE_UP_AFTER_DAYS,
      at,
    });
  }
}

function notificationOf({ addresses }: DeliveryReport, key: Buffer, domain: string): string {
  const ids = new Set(addresses.flatMap((address) => readBounceAddress(key, address, domain) ?? []));
  const [id] = ids;
  if (id === undefined || ids.size > 1)
    throw new InputError('the delivery report came back to no bounce address of ours, or to several');
  return id;
}

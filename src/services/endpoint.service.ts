import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Channel, NotTakenError } from '../channels/channel.js';
import { Config } from '../config/config.js';
import { isTooOld, leavesAt, pauseAfter } from '../domain/delivery.js';
import { Clock } from '../lib/clock.js';
import { type DueDelivery, type EndpointLevel, EndpointStore } from '../store/endpoint.store.js';
import { localeOf, wordsIn } from '../words/words.js';

/** The channels besides mail, by name. */
export abstract class Channels {
  abstract find(name: string): Channel | undefined;
}

/** Tells people on the channels that they set up besides mail, with what the mail says and nothing more. */
@Injectable()
export class EndpointService {
  constructor(
    private readonly endpoints: EndpointStore,
    private readonly channels: Channels,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets an endpoint up, or to another address, and makes its secret.
   * @returns the secret, which is shown this once
   * @throws InputError where nothing could be sent to the address
   */
  async set(accountId: string, channel: string, address: string, fromLevel: EndpointLevel): Promise<string> {
    this.channelOf(channel).check(address);
    const secret = newSecret();
    await this.endpoints.set(accountId, channel, { address, secret, fromLevel }, this.clock.now());
    return secret;
  }

  /** Another secret from now on; null where there is no such endpoint. */
  async renewSecret(accountId: string, channel: string): Promise<string | null> {
    const secret = newSecret();
    return (await this.endpoints.setSecret(accountId, channel, secret)) ? secret : null;
  }

  /** Delivers what is due. Called twice it may send twice, under the same id; what is not taken is tried for five days. */
  async deliver(id: string): Promise<void> {
    const due = await this.endpoints.due(id);
    if (due === null) return;
    const now = this.clock.now();
    if (!due.meant) return this.endpoints.drop(id);
    const leaves = leavesAt(due, due.level, now);
    if (leaves > now) return this.endpoints.hold(id, leaves);
    try {
      await this.send(due);
    } catch (error) {
      if (!(error instanceof NotTakenError)) throw error;
      const delay = isTooOld(due.firstTriedAt ?? now, now) ? null : pauseAfter(due.attempts);
      return this.endpoints.notTaken(id, error.message, delay, now);
    }
    await this.endpoints.taken(id, now);
  }

  private async send({ id, channel, endpoint, code, level, locale, createdAt }: DueDelivery): Promise<void> {
    const words = wordsIn(localeOf(locale));
    await this.channelOf(channel).send(endpoint, {
      deliveryId: id,
      code,
      level,
      title: words.say('mail.subject'),
      tone: words.say(`mail.tone.${level.replace(' ', '-')}`),
      link: new URL('/', this.config.publicUrl).href,
      createdAt,
    });
  }

  private channelOf(name: string): Channel {
    const channel = this.channels.find(name);
    if (channel === undefined) throw new Error(`there is no channel ${name}`);
    return channel;
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

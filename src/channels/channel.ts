import type { Level } from '../domain/level.js';
import { OutsideError } from '../lib/errors.js';

/** What any channel but mail may say: what the mail says, and nothing about whom or what it is. */
export interface NeutralNotice {
  /** The same for each attempt, so that a receiver can tell that it has it already. */
  deliveryId: string;
  /** Stands in the app's inbox too. */
  code: string;
  level: Level;
  title: string;
  /** How soon to look. */
  tone: string;
  /** The first page, the same for everyone. */
  link: string;
  createdAt: Date;
}

/** Where one person is told, besides mail. */
export interface Endpoint {
  address: string;
  /** Shown to its owner once. */
  secret: string;
}

/** It was not taken; a later attempt may be. The message is short, for who set the endpoint up, and names no secret. */
export class NotTakenError extends OutsideError {
  override name = 'NotTakenError';
  constructor(message: string) {
    super(message, false);
  }
}

/** One more way to tell a person that something is there. A channel is one file that extends this, and a line in src/app.module.ts. */
export abstract class Channel {
  /** As its endpoints are kept. */
  abstract readonly name: string;

  /** @throws InputError where no notice could ever go to such an address */
  abstract check(address: string): void;

  /**
   * Resolves once the notice was taken. May be called again with the same one.
   * @throws NotTakenError
   */
  abstract send(endpoint: Endpoint, notice: NeutralNotice): Promise<void>;
}

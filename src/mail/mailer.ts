import { OutsideError } from '../lib/errors.js';

/** The two addresses of one delivery, bare and without a display name (RFC 5321 section 3.3). */
export interface MailEnvelope {
  from: string;
  to: string;
}

/** One finished message for one recipient. Everything in it is fixed by its notification row, so it can be made again. */
export interface OutgoingMail {
  /** With its angle brackets; the same for every delivery of one notification. */
  messageId: string;
  date: Date;
  from: string;
  to: string;
  envelope: MailEnvelope;
  subject: string;
  text: string;
  html: string;
  /** Every further header, by its name. */
  headers: Record<string, string>;
}

export interface SendReceipt {
  messageId: string;
  /** The mail server's own name for the delivery, which its operator can look up; null where it gave none. */
  serverId: string | null;
}

/** Why a message will never be taken: its address takes no mail, or the server refused the message itself. */
export type Refusal = 'address' | 'refused';

/** The mail server did not take a message, or was not there. */
export class NotSentError extends OutsideError {
  override name = 'NotSentError';
  readonly #answer: string | null;

  /**
   * @param refusal null where a later call may succeed
   * @param answer what the server said, which often quotes the address: for who sends a test, and for no log
   */
  constructor(
    message: string,
    readonly refusal: Refusal | null,
    answer: string | null = null,
  ) {
    super(message, refusal !== null);
    this.#answer = answer;
  }

  answer(): string | null {
    return this.#answer;
  }
}

/** Takes a message over for delivery. */
export abstract class Mailer {
  /**
   * Resolves once the message is in other hands for good. May be called again for the same message: the second
   * delivery carries the same Message-ID, so that a mailbox can see it is one mail.
   * Throws a NotSentError: `permanent` when this message to this address will never be taken, otherwise a later
   * call may succeed. Its text holds neither the address nor anything of the message.
   */
  abstract send(message: OutgoingMail): Promise<SendReceipt>;
}

import { Mailer, type MailEnvelope, type OutgoingMail, type SendReceipt } from './mailer.js';
import { rawOf } from './mime.js';

/**
 * Stores one finished message (RFC 5322 bytes, lines ended by CRLF). Called again with a Message-ID that is
 * already stored, it leaves one message.
 */
export type KeepMail = (raw: Buffer, envelope: MailEnvelope, messageId: string) => Promise<void>;

/** Delivers to our own mailbox page: for running without a mail server. The bytes are those that SMTP would carry. */
export class MailboxMailer extends Mailer {
  constructor(private readonly keep: KeepMail) {
    super();
  }

  /** What `keep` throws passes through as it is: the store is ours, so its failure is no OutsideError. */
  async send(message: OutgoingMail): Promise<SendReceipt> {
    await this.keep(await rawOf(message), message.envelope, message.messageId);
    return { messageId: message.messageId, serverId: null };
  }
}

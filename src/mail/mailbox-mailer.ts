import { createTransport } from 'nodemailer';
import { Mailer, type MailEnvelope, type OutgoingMail, type SendReceipt } from './mailer.js';
import { mimeOf } from './mime.js';

/**
 * Stores one finished message (RFC 5322 bytes, lines ended by CRLF). Called again with a Message-ID that is
 * already stored, it leaves one message.
 */
export type KeepMail = (raw: Buffer, envelope: MailEnvelope, messageId: string) => Promise<void>;

/** Delivers to our own mailbox page: for running without a mail server. The bytes are those that SMTP would carry. */
export class MailboxMailer extends Mailer {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly keep: KeepMail) {
    super();
  }

  /** What `keep` throws passes through as it is: the store is ours, so its failure is no OutsideError. */
  async send(message: OutgoingMail): Promise<SendReceipt> {
    const { message: raw } = await this.composer.sendMail(mimeOf(message));
    if (!Buffer.isBuffer(raw)) throw new TypeError('the composer handed back a stream');
    await this.keep(raw, message.envelope, message.messageId);
    return { messageId: message.messageId, serverId: null };
  }
}

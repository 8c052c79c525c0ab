import { createTransport, type SendMailOptions } from 'nodemailer';
import type { OutgoingMail } from './mailer.js';

/**
 * The message as nodemailer takes it: multipart/alternative with the plain text first (RFC 2046 section 5.1.4).
 * The part boundary comes from the Message-ID, so that a second delivery is the same bytes as the first.
 */
export function mimeOf(message: OutgoingMail): SendMailOptions {
  return {
    messageId: message.messageId,
    date: message.date,
    from: message.from,
    to: message.to,
    envelope: { ...message.envelope },
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: message.headers,
    baseBoundary: message.messageId.replace(/[^\w]/g, ''),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** The finished message, RFC 5322 bytes with lines ended by CRLF: those that SMTP would carry. Nothing is sent. */
export async function rawOf(message: OutgoingMail): Promise<Buffer> {
  const { message: raw } = await composer.sendMail(mimeOf(message));
  if (!Buffer.isBuffer(raw)) throw new TypeError('the composer handed back a stream');
  return raw;
}

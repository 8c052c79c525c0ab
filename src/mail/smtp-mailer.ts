import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { DkimKey } from '../config/dkim-key.js';
import { Mailer, NotSentError, type OutgoingMail, type SendReceipt } from './mailer.js';
import { mimeOf } from './mime.js';

// A job waits on each of these, so they are far below the library's own 2, 0.5 and 10 minutes.
const TIMEOUTS = {
  connectionTimeout: 10_000,
  dnsTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
};
/** One delivery in all, in milliseconds: a server that trickles its replies never trips a socket time-out. */
const DELIVERY_DEADLINE = 120_000;

/** Replies that speak of our login or our encryption, not of the message (RFC 4954 section 6, RFC 3207 section 4). */
const ABOUT_THE_SESSION = [530, 534, 535, 538];

/** Delivers over SMTP, through a pool of connections that stay open between messages. */
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly pool;

  /**
   * `smtpUrl` as nodemailer reads it: smtp:// or smtps://, its query sets options such as `requireTLS=true`.
   * `dkim` signs every message; it is an RSA key that was tried (config/dkim-key), since the library would send unsigned
   * what it cannot sign.
   */
  constructor(smtpUrl: string, dkim: DkimKey | null = null) {
    super();
    // One repeat inside the pool, for a connection that the server closed while it stood idle; the rest is the job's.
    const limits = { maxConnections: 5, maxMessages: 1000, maxRequeues: 1 };
    const signing = dkim === null ? {} : { dkim: dkimOptions(dkim) };
    this.pool = createTransport({ url: smtpUrl, pool: true, ...limits, ...TIMEOUTS, ...signing });
  }

  async send(message: OutgoingMail): Promise<SendReceipt> {
    // Not AbortSignal.timeout, which would keep every message for the whole two minutes.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), DELIVERY_DEADLINE);
    try {
      const info = await this.pool.sendMail({ ...mimeOf(message), signal: deadline.signal });
      return { messageId: message.messageId, serverId: info.serverMessageId ?? null };
    } catch (error) {
      throw asNotSent(error as NodemailerError);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets a delivery under way finish, then closes the connections. */
  onApplicationShutdown(): void {
    this.pool.close();
  }
}

/**
 * Every header by which a reader or a mail program judges the mail. One-click unsubscribe counts only where both of its
 * headers are signed (RFC 8058 section 4).
 */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Language',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

function dkimOptions({ domain, selector, privateKey }: DkimKey) {
  return { domainName: domain, keySelector: selector, privateKey, headerFieldNames: SIGNED_HEADERS };
}

/**
 * The library's error holds the recipient and quotes the server, which often quotes the address back. So only the
 * codes go on, and the error itself is not kept as the cause.
 */
function asNotSent(error: NodemailerError): NotSentError {
  const answer = error.response ?? null;
  if (isAboutTheMessage(error)) {
    const refusal = `the mail server refused the message for good (${codesOf(error)})`;
    return new NotSentError(refusal, isAboutTheAddress(error) ? 'address' : 'refused', answer);
  }
  if (error.responseCode)
    return new NotSentError(`the mail server did not take the message (${codesOf(error)})`, null, answer);
  const code = error.originalCode ?? error.code ?? error.name;
  return new NotSentError(
    `the mail server could not be reached (${code}): check SMTP_URL and the server`,
    null,
  );
}

/**
 * A 5yz reply to RCPT or DATA is final for this message and address (RFC 5321 section 4.2.1). The same class of reply
 * to the greeting, the login or MAIL FROM is about this service: it stops every message until the operator mends it,
 * and must not mark an address as dead.
 */
function isAboutTheMessage(error: NodemailerError): boolean {
  const toTheMessage = error.command === 'RCPT TO' || error.command === 'DATA';
  return error.permanent === true && toTheMessage && !ABOUT_THE_SESSION.includes(error.responseCode ?? 0);
}

/** A mailbox that is not there or takes no mail, by 5.1.x and 5.2.1 (RFC 3463); without such a code, any 550 to RCPT. */
function isAboutTheAddress(error: NodemailerError): boolean {
  const codes = codesOf(error);
  return / 5\.(1\.\d+|2\.1)\b/.test(codes) || (error.command === 'RCPT TO' && !/ 5\.\d/.test(codes));
}

/** Reply code and, where given, the enhanced status code (RFC 3463). */
function codesOf(error: NodemailerError): string {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '')?.[1];
  const answer = enhanced ? `${error.responseCode} ${enhanced}` : `${error.responseCode}`;
  return error.command ? `${answer} to ${error.command}` : answer;
}

import addressparser from 'nodemailer/lib/addressparser';
import type { Level } from '../domain/level.js';
import { InputError, OutsideError } from '../lib/errors.js';
import type { OutgoingMail } from './mailer.js';
import { renderMail, type RenderedMail } from './render.js';
import { isStoppable, type MailStream } from './stream.js';
import type { MailLocale } from './views.js';

/** What every mail is made from, all of it kept with its row, so that a second delivery is the same message. */
interface LetterFacts {
  notificationId: string;
  /** The recipient, exactly one address. */
  to: string;
  code: string;
  locale: MailLocale;
  /** The address people type, with or without a closing slash. */
  publicUrl: string;
  /** As From shows it, with or without a display name. */
  mailFrom: string;
  /** Where bounces go, one address for each message; null sends them to `mailFrom`. */
  bounceDomain: string | null;
  createdAt: Date;
}

export interface NoticeFacts extends LetterFacts {
  mail: 'something-new' | 'connection-problem' | 'reminder';
  level: Level;
  /** It stands for messages about more than one person. */
  several: boolean;
  stream: MailStream;
  /** Needed for the streams that can be stopped; not used for the others. */
  unsubscribeToken: string | null;
}

export interface SignInFacts extends LetterFacts {
  /** The one-time link, on our own host. */
  link: string;
  minutes: number;
}

/**
 * The mail of one notice. It says that something is there and how soon to look, never what it is.
 * Throws an OutsideError, permanent, when `to` is not one address.
 */
export function noticeMail(facts: NoticeFacts): OutgoingMail {
  const unsubscribeUrl = unsubscribeUrlOf(facts);
  const rendered = renderMail(facts.mail, {
    ...letterView(facts),
    level: facts.level,
    several: facts.several,
    frontDoor: `${baseOf(facts.publicUrl)}/`,
    unsubscribeUrl,
  });
  return outgoing(facts, rendered, unsubscribeUrl ? unsubscribeHeaders(unsubscribeUrl) : {});
}

/** The one mail that carries a link with a secret in it. It belongs to account security, so it cannot be stopped. */
export function signInMail(facts: SignInFacts): OutgoingMail {
  const { link, minutes } = facts;
  return outgoing(facts, renderMail('sign-in-link', { ...letterView(facts), link, minutes }), {});
}

function letterView({ locale, code, publicUrl }: LetterFacts) {
  return { locale, code, host: new URL(publicUrl).host };
}

function outgoing(facts: LetterFacts, rendered: RenderedMail, more: Record<string, string>): OutgoingMail {
  const to = oneAddress(facts.to);
  if (!to)
    throw new OutsideError(
      `notification ${facts.notificationId}: the recipient is not one mail address`,
      true,
    );
  const sender = oneAddress(facts.mailFrom);
  if (!sender) throw new InputError('MAIL_FROM is not one mail address');
  return {
    messageId: `<${facts.notificationId}@${new URL(facts.publicUrl).hostname}>`,
    date: facts.createdAt,
    from: facts.mailFrom,
    to,
    envelope: {
      from: facts.bounceDomain ? `bounce-${facts.notificationId}@${facts.bounceDomain}` : sender,
      to,
    },
    ...rendered,
    headers: {
      // RFC 3834 section 5: an out-of-office reply to us would tell nobody anything.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': facts.locale,
      ...more,
    },
  };
}

/** RFC 8058 section 3.1: one HTTPS address, and the line that says that a POST to it needs no page in between. */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function unsubscribeUrlOf({ level, stream, unsubscribeToken, publicUrl }: NoticeFacts): string | null {
  if (!isStoppable(stream) || level === 'act soon' || level === 'act now') return null;
  if (!unsubscribeToken) throw new Error(`a mail of the stream ${stream} needs an unsubscribe token`);
  return `${baseOf(publicUrl)}/unsubscribe/${encodeURIComponent(unsubscribeToken)}`;
}

function baseOf(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, '');
}

/**
 * The bare address, or null when there is none or more than one. A display name is dropped: the recipient's own name
 * does not belong in a header.
 */
function oneAddress(written: string): string | null {
  const [first, ...others] = addressparser(written, { flatten: true });
  return first && others.length === 0 && /^[^\s@<>]+@[^\s@<>]+$/.test(first.address) ? first.address : null;
}

import addressparser from 'nodemailer/lib/addressparser';
import type { Level } from '../domain/level.js';
import { InputError, OutsideError } from '../lib/errors.js';
import type { Locale } from '../words/words.js';
import { bounceAddress } from './bounce-address.js';
import {
  farewellLetter,
  invitationLetter,
  type Letter,
  type LetterDetail,
  newAddressLetter,
  noticeLetter,
  officerLetter,
  type NoticeName,
  securityLetter,
  type SecurityView,
  signInLetter,
  testLetter,
} from './letter.js';
import type { OutgoingMail } from './mailer.js';
import { renderLetter } from './render.js';
import { isStoppable, type MailStream } from './stream.js';

/** What all mails of one installation have in common. */
export interface Letterhead {
  /** The address people type, with or without a closing slash. */
  publicUrl: string;
  /** As From shows it, with or without a display name. */
  mailFrom: string;
  /** Where bounces go, one address for each message; null sends them to `mailFrom`. */
  bounceDomain: string | null;
  /** Needed with `bounceDomain`: proves that a bounce address is ours. */
  bounceKey?: Buffer;
}

/** What every mail is made from, all of it kept with its row, so that a second delivery is the same message. */
export interface LetterFacts extends Letterhead {
  notificationId: string;
  /** The recipient, exactly one address. */
  to: string;
  locale: Locale;
  createdAt: Date;
  code: string;
}

export interface NoticeFacts extends LetterFacts {
  mail: NoticeName;
  level: Level;
  /** It stands for messages about more than one person. */
  several: boolean;
  /** Named only where the reader chose so, and were warned. */
  detail: LetterDetail | null;
  stream: MailStream;
  /** Needed for the streams that can be stopped; not used for the others. */
  unsubscribeToken: string | null;
}

export interface SignInFacts extends LetterFacts {
  /** The one-time link, on our own host. */
  link: string;
  minutes: number;
}

export interface InvitationFacts extends Omit<LetterFacts, 'code'> {
  /** The link of the invitation, on our own host. */
  link: string;
  days: number;
}

export type SecurityFacts = LetterFacts & Pick<SecurityView, 'level' | 'about' | 'when' | 'device'>;

/**
 * The mail of one notice. It says that something is there and how soon to look, never what it is.
 * Throws an OutsideError, permanent, when `to` is not one address.
 */
export function noticeMail(facts: NoticeFacts): OutgoingMail {
  const unsubscribeUrl = unsubscribeUrlOf(facts);
  const frontDoor = `${baseOf(facts.publicUrl)}/`;
  const letter = noticeLetter({ ...facts, host: hostOf(facts), frontDoor, unsubscribeUrl });
  return outgoing(facts, letter, unsubscribeUrl ? unsubscribeHeaders(unsubscribeUrl) : {});
}

/** The one mail that carries a link with a secret in it. It belongs to account security, so it cannot be stopped. */
export function signInMail(facts: SignInFacts): OutgoingMail {
  return outgoing(facts, signInLetter({ ...facts, host: hostOf(facts) }));
}

/** The link to a new address. Its id belongs to no row. */
export function newAddressMail(facts: Omit<SignInFacts, 'code'>): OutgoingMail {
  return outgoing(facts, newAddressLetter({ ...facts, host: hostOf(facts) }));
}

/** Asks somebody in; it has a secret in its link, names nobody, and belongs to no row. */
export function invitationMail(facts: InvitationFacts): OutgoingMail {
  return outgoing(facts, invitationLetter({ ...facts, host: hostOf(facts) }));
}

/** Asks somebody to be an office's privacy officer; it names nobody, and belongs to no row. */
export function officerMail(facts: InvitationFacts): OutgoingMail {
  return outgoing(facts, officerLetter({ ...facts, host: hostOf(facts) }));
}

/** That something about the account, or about who may look, changed (S18, S19). It cannot be stopped, and has no link. */
export function securityMail(facts: SecurityFacts): OutgoingMail {
  return outgoing(facts, securityLetter({ ...facts, host: hostOf(facts) }));
}

/** The last mail to an address: its account was deleted, so it stands in no inbox. */
export function farewellMail(facts: Omit<LetterFacts, 'code'>): OutgoingMail {
  return outgoing(facts, farewellLetter({ locale: facts.locale, host: hostOf(facts) }));
}

/** A mail that shows that mail arrives. Its id belongs to no row. */
export function testMail(facts: Omit<LetterFacts, 'code'>): OutgoingMail {
  return outgoing(facts, testLetter({ locale: facts.locale, host: hostOf(facts) }));
}

function outgoing(
  facts: Omit<LetterFacts, 'code'>,
  letter: Letter,
  more: Record<string, string> = {},
): OutgoingMail {
  const to = oneAddress(facts.to);
  if (!to)
    throw new OutsideError(
      `notification ${facts.notificationId}: the recipient is not one mail address`,
      true,
    );
  return {
    messageId: `<${facts.notificationId}@${new URL(facts.publicUrl).hostname}>`,
    date: facts.createdAt,
    from: facts.mailFrom,
    to,
    envelope: { from: envelopeSender(facts), to },
    ...renderLetter(letter),
    headers: {
      // RFC 3834 section 5: an out-of-office reply to us would tell nobody anything.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': facts.locale,
      ...more,
    },
  };
}

function envelopeSender({ mailFrom, bounceDomain, bounceKey, notificationId }: Omit<LetterFacts, 'code'>) {
  const sender = oneAddress(mailFrom);
  if (!sender) throw new InputError('MAIL_FROM is not one mail address');
  if (bounceDomain === null) return sender;
  if (!bounceKey) throw new Error('a bounce address needs a key');
  return bounceAddress(bounceKey, notificationId, bounceDomain);
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

function hostOf({ publicUrl }: { publicUrl: string }): string {
  return new URL(publicUrl).host;
}

/**
 * The bare address, or null when there is none or more than one. A display name is dropped: the recipient's own name
 * does not belong in a header.
 */
function oneAddress(written: string): string | null {
  const [first, ...others] = addressparser(written, { flatten: true });
  return first && others.length === 0 && /^[^\s@<>]+@[^\s@<>]+$/.test(first.address) ? first.address : null;
}

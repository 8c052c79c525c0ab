import PostalMime, { type Email } from 'postal-mime';
import type { KeptMail } from '../store/pages/mailbox.reader.js';
import { localeOf, wordsIn } from '../words/words.js';
import type { MailboxLineView, MailboxMessageView } from './views/mail.js';
import { webLink } from './words/web-link.js';
import { momentWords, type Reader } from './words/times.js';

/** The headers by which a reader judges a mail, in the order in which they are shown. */
const SHOWN_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
  'Content-Language',
];
/** An address in running text ends before the punctuation of its sentence. */
const LINK_IN_TEXT = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g;

/** All up to where the head begins, or nothing where there is no head. */
const BEFORE_HEAD = /^(?:[\s\S]*?<head(?:\s[^>]*)?>)?/i;

/** The code as every mail of ours says it (templates/mail). */
const CODE_IN_TEXT = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/;
const NAME_OF_US = 'Scanwarden';

/** One line of the list. */
export async function mailboxLine(mail: KeptMail, reader: Reader): Promise<MailboxLineView> {
  return lineOf(mail, await PostalMime.parse(mail.raw), reader);
}

/** What the page of one mail shows besides what every page carries. */
export async function mailboxMessage(
  mail: KeptMail,
  reader: Reader,
): Promise<Omit<MailboxMessageView, 'lang' | 'csrf' | 'viewer'>> {
  const email = await PostalMime.parse(mail.raw);
  const line = lineOf(mail, email, reader);
  return {
    mail: line,
    headers: SHOWN_HEADERS.flatMap((name) =>
      email.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => ({ name, value })),
    ),
    text: email.text ?? '',
    htmlHref: email.html === undefined ? null : `${line.href}/html`,
    links: linksIn(email.text ?? ''),
  };
}

/** The HTML part, made to open its links in the whole window rather than in our frame; null where there is none. */
export async function htmlOf(mail: KeptMail): Promise<string | null> {
  const { html } = await PostalMime.parse(mail.raw);
  return html?.replace(BEFORE_HEAD, (start) => `${start}<base target="_top">`) ?? null;
}

function lineOf(mail: KeptMail, email: Email, reader: Reader): MailboxLineView {
  return {
    href: `/mailbox/${mail.id}`,
    to: mail.recipient,
    subject: email.subject ?? wordsIn(localeOf(reader.language)).say('mailbox.noSubject'),
    at: momentWords(mail.keptAt, reader),
    code: CODE_IN_TEXT.exec(email.text ?? '')?.[0] ?? null,
    firstLine: firstLineOf(email),
  };
}

/** Past our name and the subject, which are the same in most mails. */
function firstLineOf({ text, subject }: Email): string {
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && line !== NAME_OF_US && line !== subject) ?? '';
}

function linksIn(text: string): { href: string }[] {
  const found = (text.match(LINK_IN_TEXT) ?? []).flatMap((address) => webLink(address)?.href ?? []);
  return [...new Set(found)].map((href) => ({ href }));
}

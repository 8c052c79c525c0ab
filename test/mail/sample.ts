import { readFileSync } from 'node:fs';
import { linksOf, previewOf } from '../support/mail-lint/html-text.js';
import type { OutgoingMail } from '../../src/mail/mailer.js';
import { noticeMail, signInMail, type NoticeFacts, type SignInFacts } from '../../src/mail/message.js';
import { streamOfLevel } from '../../src/mail/stream.js';

export const PUBLIC_URL = 'https://watch.example.org';

const LETTER = {
  notificationId: '7c1d4a52-0b0e-4f43-9f0e-6a5f2f1b9f10',
  to: 'reader@mail.example',
  code: 'K7QM-2WXP',
  locale: 'en',
  publicUrl: PUBLIC_URL,
  mailFrom: 'Scanwarden <letters@watch.example.org>',
  bounceDomain: null,
  createdAt: new Date('2026-05-04T07:10:00Z'),
} as const;

/** A notice at level check, or as the test asks; the stream follows the level. */
export function aNotice(asked: Partial<NoticeFacts> = {}): OutgoingMail {
  const level = asked.level ?? 'check';
  const stream = streamOfLevel(level);
  return noticeMail({
    ...LETTER,
    mail: 'something-new',
    level,
    several: false,
    stream,
    unsubscribeToken: 'tok-EN_1',
    ...asked,
  });
}

export function aSignIn(asked: Partial<SignInFacts> = {}): OutgoingMail {
  return signInMail({ ...LETTER, link: `${PUBLIC_URL}/sign-in/one-time`, minutes: 15, ...asked });
}

/** The whole mail as a person would check it: headers, preview, links of the HTML part, then the text part. */
export function writtenOut(mail: OutgoingMail): string {
  const heads = {
    'Message-ID': mail.messageId,
    Date: mail.date.toISOString(),
    From: mail.from,
    To: mail.to,
    'Envelope from': mail.envelope.from,
    Subject: mail.subject,
    ...mail.headers,
    Preview: previewOf(mail.html),
  };
  const lines = Object.entries(heads).map(([name, value]) => `${name}: ${value}`);
  const links = linksOf(mail.html).map((link) => `Link: ${link}`);
  return [...lines, ...links, '', mail.text].join('\n');
}

export function expected(name: string): string {
  return readFileSync(new URL(`__expected__/${name}.txt`, import.meta.url), 'utf8');
}

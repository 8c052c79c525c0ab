import { readFileSync } from 'node:fs';
import { linksOf, previewOf } from '../support/mail-lint/html-text.js';
import type { OutgoingMail } from '../../src/mail/mailer.js';
import { NOTICE_NAMES } from '../../src/mail/letter.js';
import {
  farewellMail,
  invitationMail,
  type NoticeFacts,
  noticeMail,
  officerMail,
  type SecurityFacts,
  securityMail,
  type SignInFacts,
  signInMail,
  testMail,
} from '../../src/mail/message.js';
import { LEVELS } from '../../src/domain/level.js';
import { LOCALES } from '../../src/words/words.js';
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
    detail: null,
    stream,
    unsubscribeToken: 'tok-EN_1',
    ...asked,
  });
}

export function aSignIn(asked: Partial<SignInFacts> = {}): OutgoingMail {
  return signInMail({ ...LETTER, link: `${PUBLIC_URL}/sign-in/one-time`, minutes: 15, ...asked });
}

export function aSecurityMail(asked: Partial<SecurityFacts> = {}): OutgoingMail {
  const facts = { level: 'info', about: 'account', when: null, device: null } as const;
  return securityMail({ ...LETTER, ...facts, ...asked });
}

/** Every mail in every language, at every level it can have, with as little and as much in it as there can be. */
export function everyMail(): { name: string; mail: OutgoingMail }[] {
  return LOCALES.flatMap((locale) => [
    ...NOTICE_NAMES.flatMap((mail) =>
      LEVELS.flatMap((level) =>
        [false, true].map((several) => ({
          name: `${mail} ${level} ${several ? 'several ' : ''}${locale}`,
          mail: aNotice({ mail, level, several, locale }),
        })),
      ),
    ),
    ...[null, '2019-02-14'].map((on) => ({
      name: `something-new that names ${on === null ? 'a place' : 'a place and a day'} ${locale}`,
      mail: aNotice({ locale, detail: { place: 'Fernhollow Hospital', on } }),
    })),
    { name: `sign-in-link ${locale}`, mail: aSignIn({ locale }) },
    ...(['account', 'sharing'] as const).flatMap((about) =>
      (['info', 'act now'] as const).flatMap((level) => [
        { name: `security ${about} ${level} ${locale}`, mail: aSecurityMail({ about, level, locale }) },
        {
          name: `security ${about} ${level} told ${locale}`,
          mail: aSecurityMail({
            about,
            level,
            locale,
            when: '4 May 2026, 7:10',
            device: 'a phone with Firefox',
          }),
        },
      ]),
    ),
    {
      name: `invitation ${locale}`,
      mail: invitationMail({ ...LETTER, locale, link: `${PUBLIC_URL}/invitations/one-time`, days: 7 }),
    },
    {
      name: `officer ${locale}`,
      mail: officerMail({ ...LETTER, locale, link: `${PUBLIC_URL}/officers/one-time`, days: 7 }),
    },
    { name: `farewell ${locale}`, mail: farewellMail({ ...LETTER, locale }) },
    { name: `test ${locale}`, mail: testMail({ ...LETTER, locale }) },
  ]);
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

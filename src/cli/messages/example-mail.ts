import type { Told } from '../../domain/messages/told.js';
import { MailboxMailer } from '../../mail/mailbox-mailer.js';
import { noticeMail, type NoticeFacts } from '../../mail/message.js';
import { isStoppable, streamOfLevel } from '../../mail/stream.js';
import type { Locale } from '../../words/words.js';

/** The mail of a situation in its parts, and as it would go out. */
export async function mailFiles(
  { situation, level }: Told,
  _locale: Locale,
  now: Date,
): Promise<Record<'txt' | 'html' | 'eml', string | Buffer>> {
  const stream = streamOfLevel(level);
  const mail = noticeMail({
    notificationId: '00000000-0000-4000-8000-000000000000',
    to: 'you@example.org',
    code: 'K7M4-PX2Q',
    locale: 'en',
    publicUrl: 'https://scanwarden.example',
    mailFrom: 'Scanwarden <alerts@scanwarden.example>',
    bounceDomain: null,
    createdAt: now,
    mail: mailOf(situation),
    level,
    several: false,
    stream,
    unsubscribeToken: isStoppable(stream) ? 'example' : null,
  });
  let eml = Buffer.alloc(0);
  const keep = new MailboxMailer(async (raw) => void (eml = Buffer.from(raw)));
  await keep.send(mail);
  return { txt: mail.text, html: mail.html, eml };
}

function mailOf(situation: Told['situation']): NoticeFacts['mail'] {
  return situation === 'S16' ? 'connection-problem' : 'something-new';
}

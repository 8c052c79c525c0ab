import type { Told } from '../../domain/messages/told.js';
import { noticeMail, securityMail } from '../../mail/message.js';
import type { OutgoingMail } from '../../mail/mailer.js';
import { rawOf } from '../../mail/mime.js';
import { isStoppable, streamOfLevel } from '../../mail/stream.js';
import { dayInFull } from '../../words/days.js';
import type { Locale } from '../../words/words.js';

/** The mail of a situation in its parts, and as it would go out. */
export async function mailFiles(
  told: Told,
  locale: Locale,
  now: Date,
): Promise<Record<'txt' | 'html' | 'eml', string | Buffer>> {
  const mail = mailOf(told, locale, now);
  return { txt: mail.text, html: mail.html, eml: await rawOf(mail) };
}

function mailOf({ situation, level, audience }: Told, locale: Locale, now: Date): OutgoingMail {
  const letter = {
    notificationId: '00000000-0000-4000-8000-000000000000',
    to: 'you@example.org',
    code: 'K7M4-PX2Q',
    locale,
    publicUrl: 'https://scanwarden.example',
    mailFrom: 'Scanwarden <alerts@scanwarden.example>',
    bounceDomain: null,
    createdAt: now,
  };
  if (situation === 'S18' || situation === 'S19')
    return securityMail({
      ...letter,
      level,
      about: situation === 'S18' ? 'account' : 'sharing',
      when: dayInFull(now.toISOString().slice(0, 10), locale),
      device: null,
    });
  const stream = streamOfLevel(level);
  const unsubscribeToken = isStoppable(stream) ? 'example' : null;
  const mail = audience === 'officer' ? 'summary' : (NAMES[situation] ?? 'something-new');
  return noticeMail({ ...letter, mail, level, several: false, detail: null, stream, unsubscribeToken });
}

const NAMES = { S16: 'connection-problem', S20: 'digest' } as Partial<
  Record<Told['situation'], 'connection-problem' | 'digest'>
>;

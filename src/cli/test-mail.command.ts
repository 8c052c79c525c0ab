import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isEmail } from 'class-validator';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { Mailer, NotSentError } from '../mail/mailer.js';
import { testMail } from '../mail/message.js';
import { letterheadOf } from '../services/letterhead.js';
import { type Locale, LOCALES } from '../words/words.js';
import { TEST_MAIL_MANUAL } from './manuals.js';
import { printLine, say } from './output.js';
import { withJourneys } from './with-journeys.js';

/** Sends one mail that is about nobody. Exit 2: the server refused it for good; 1: it could not be reached, or asks for patience. */
export async function testMailCommand(args: string[]): Promise<void> {
  const options = { to: { type: 'string' }, locale: { type: 'string', default: 'en' } } as const;
  const { values } = parseArgs({ args, options });
  const locale = LOCALES.find((one) => one === values.locale);
  if (values.to === undefined || !isEmail(values.to, { require_tld: false }))
    throw new InputError(`--to takes one mail address: ${TEST_MAIL_MANUAL.usage}`);
  if (!locale) throw new InputError(`--locale takes ${LOCALES.join(' or ')}: ${TEST_MAIL_MANUAL.usage}`);
  const to = values.to;
  await withJourneys(async (journeys) => {
    const config = journeys.get(Config);
    const facts = { notificationId: randomUUID(), to, locale, createdAt: journeys.get(Clock).now() };
    await send(journeys.get(Mailer), config, facts);
  });
}

interface TestFacts {
  notificationId: string;
  to: string;
  locale: Locale;
  createdAt: Date;
}

async function send(mailer: Mailer, config: Config, facts: TestFacts): Promise<void> {
  const message = testMail({ ...letterheadOf(config), ...facts });
  try {
    const { messageId, serverId } = await mailer.send(message);
    printLine({ sent: true, messageId, server: serverId, signed: config.dkim !== null });
    say(toldOf(config));
  } catch (error) {
    if (!(error instanceof NotSentError)) throw error;
    const answer = error.answer();
    const words =
      answer === null ? error.message : `${error.message}. It said: ${answer.replace(/\s+/g, ' ')}`;
    throw error.permanent ? new InputError(words, { cause: error }) : new Error(words, { cause: error });
  }
}

function toldOf({ smtpUrl, dkim }: Config): string {
  if (smtpUrl === null) return 'No SMTP_URL is set: the mail is kept, and stands at /mailbox.';
  return dkim === null
    ? 'The mail server took the mail. We did not sign it; see docs/MAIL.md.'
    : 'The mail server took the mail, signed by us with DKIM.';
}

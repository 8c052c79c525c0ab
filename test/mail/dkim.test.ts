import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SmtpMailer } from '../../src/mail/smtp-mailer.js';
import { checkDkim } from '../support/dkim.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';
import { aNotice } from './sample.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = {
  domain: 'watch.example.org',
  selector: 'scan1',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};
let sink: SmtpSink;
let mailer: SmtpMailer;
beforeAll(async () => {
  sink = await startSmtpSink();
  mailer = new SmtpMailer(sink.url, KEY);
});
afterAll(async () => {
  mailer.onApplicationShutdown();
  await sink.close();
});

describe('a mail that is signed', () => {
  it('bears a signature that holds, over all headers by which it is judged, both of unsubscribe among them', async () => {
    await mailer.send(aNotice({ locale: 'es' }));
    const check = checkDkim(sink.messages.at(-1)!.raw, publicKey);
    expect(check).toMatchObject({ valid: true, domain: 'watch.example.org', selector: 'scan1' });
    expect(check.covers.sort()).toEqual([
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
  });

  it('does not hold any more once a word, a header or the key is another', async () => {
    await mailer.send(aNotice());
    const { raw } = sink.messages.at(-1)!;
    const forged = [
      raw.replace('There is no hurry', 'There is a hurry'),
      raw.replace(/^Subject: .*$/m, 'Subject: Pay now'),
      raw.replace('List-Unsubscribe-Post: List', 'List-Unsubscribe-Post: Least'),
    ];
    expect(forged.every((one) => one !== raw)).toBe(true);
    expect(forged.map((one) => checkDkim(one, publicKey).valid)).toEqual([false, false, false]);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(checkDkim(raw, other).valid).toBe(false);
  });

  it('is the same bytes when it is sent again, its signature among them', async () => {
    await mailer.send(aNotice());
    await mailer.send(aNotice());
    const [first, second] = sink.messages.slice(-2);
    expect(second!.raw).toBe(first!.raw);
  });
});

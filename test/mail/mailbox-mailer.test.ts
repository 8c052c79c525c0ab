import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { MailboxMailer } from '../../src/mail/mailbox-mailer.js';
import { aNotice } from './sample.js';

describe('the mailbox of a service without a mail server', () => {
  it('keeps the very bytes that would be mailed, the same ones each time', async () => {
    const kept: { raw: Buffer; to: string; messageId: string }[] = [];
    const mailer = new MailboxMailer((raw, envelope, messageId) => {
      kept.push({ raw, to: envelope.to, messageId });
      return Promise.resolve();
    });
    const mail = aNotice();

    expect(await mailer.send(mail)).toEqual({ messageId: mail.messageId, serverId: null });
    await mailer.send(aNotice());

    const [first, second] = kept;
    expect(first).toMatchObject({ to: mail.to, messageId: mail.messageId });
    expect(second).toEqual(first);
    const read = await PostalMime.parse(first!.raw);
    expect(read).toMatchObject({ messageId: mail.messageId, subject: mail.subject });
    expect(read.text?.trim()).toBe(mail.text.trim());
    expect(read.html?.trim()).toBe(mail.html.trim());
  });

  it('does not take a mail that could not be kept', async () => {
    const full = new Error('no space left');
    await expect(new MailboxMailer(() => Promise.reject(full)).send(aNotice())).rejects.toBe(full);
  });
});

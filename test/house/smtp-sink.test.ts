import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.js';

const mail = {
  from: 'a@example.org',
  to: 'b@example.net',
  subject: 'Grüße',
  text: 'one',
  html: '<p>one</p>',
};
let sink: SmtpSink;

beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.close());

it('keeps what it is sent, parsed and raw', async () => {
  const waiting = sink.received(1);
  await createTransport(sink.url).sendMail(mail);
  const [got] = await waiting;
  expect(got).toMatchObject({ from: 'a@example.org', to: ['b@example.net'], email: { subject: 'Grüße' } });
  expect(got?.raw).toContain('Subject: =?UTF-8?');
});

it('refuses with the code asked for, until told otherwise', async () => {
  sink.refuseWith(451);
  await expect(createTransport(sink.url).sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
  await sink.refused(1);
  sink.refuseWith(undefined);
  await createTransport(sink.url).sendMail(mail);
  expect(await sink.received(1)).toHaveLength(1);
});

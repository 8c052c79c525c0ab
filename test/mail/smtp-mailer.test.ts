import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { OutsideError } from '../../src/lib/errors.js';
import type { OutgoingMail } from '../../src/mail/mailer.js';
import { SmtpMailer } from '../../src/mail/smtp-mailer.js';
import { aNotice } from './sample.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A mail server on loopback that keeps what it is given, with the handlers the test wants. */
async function aServer(handlers: SMTPServerOptions = {}) {
  const taken: { raw: string; from: string; to: string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const keep = (raw: string) =>
        taken.push({ raw, from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address) });
      text(stream)
        .then(keep)
        .then(() => done(), done);
    },
    ...handlers,
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { taken, url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}` };
}

function aMailer(url: string): SmtpMailer {
  const mailer = new SmtpMailer(url);
  closing.push(() => mailer.onApplicationShutdown());
  return mailer;
}

async function failureOf(url: string, mail: OutgoingMail = aNotice()): Promise<OutsideError> {
  const error: unknown = await aMailer(url)
    .send(mail)
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
const refusing = (error: Error): SMTPServerOptions => ({
  onRcptTo: (_address, _session, done) => done(error),
});

describe('a mail server that takes the message', () => {
  it('gets one message in two parts, the plain text first, with the headers as promised', async () => {
    const { taken, url } = await aServer();
    const mail = aNotice();
    await aMailer(url).send(mail);

    const [{ raw, from, to }] = taken as [(typeof taken)[0]];
    expect({ from, to }).toEqual({ from: 'letters@watch.example.org', to: ['reader@mail.example'] });
    const read = await PostalMime.parse(raw);
    const header = (name: string) => read.headers.find((one) => one.key === name)?.value;
    expect(header('content-type')).toMatch(/^multipart\/alternative/);
    expect(raw.match(/^Content-Type: text\/\w+/gm)).toEqual([
      'Content-Type: text/plain',
      'Content-Type: text/html',
    ]);
    expect(read.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(read.to).toEqual([{ address: 'reader@mail.example', name: '' }]);
    expect(new Date(read.date ?? '')).toEqual(mail.date);
    for (const [name, value] of Object.entries(mail.headers)) expect(header(name.toLowerCase())).toBe(value);
    expect(raw.match(/^List-Unsubscribe(-Post)?: /gm)).toHaveLength(2);
  });

  it('gets the same bytes, and so the same Message-ID, when a message is sent a second time', async () => {
    const { taken, url } = await aServer();
    const mailer = aMailer(url);
    await mailer.send(aNotice());
    await mailer.send(aNotice());
    expect(taken[1]).toEqual(taken[0]);
    expect((await PostalMime.parse(taken[1]!.raw)).messageId).toBe(aNotice().messageId);
  });

  it('is offered many messages over few connections', async () => {
    let connections = 0;
    const { taken, url } = await aServer({
      onConnect: (_session, done) => {
        connections += 1;
        done();
      },
    });
    const mailer = aMailer(url);
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => mailer.send(aNotice({ notificationId: `n${at}` }))),
    );
    expect(taken).toHaveLength(40);
    expect(connections).toBeLessThanOrEqual(5);
  });
});

describe('a mail server that does not take the message', () => {
  it('ends it for good with 550 for the address', async () => {
    const { url } = await aServer(refusing(reply(550, '5.1.1 <reader@mail.example>: no such user')));
    const error = await failureOf(url);
    expect(error).toMatchObject({ permanent: true });
    expect(error.message).toContain('550 5.1.1 to RCPT TO');
  });

  it('ends it for good with 554 for the content', async () => {
    const { url } = await aServer({
      onData: (stream, _session, done) =>
        void stream.resume().once('end', () => done(reply(554, '5.7.1 not wanted'))),
    });
    expect(await failureOf(url)).toMatchObject({ permanent: true });
  });

  it('may be asked again after 451', async () => {
    const { url } = await aServer(refusing(reply(451, '4.3.0 try again')));
    expect(await failureOf(url)).toMatchObject({ permanent: false });
  });

  it('may be asked again when it refuses the sender, the login or the connection: the address is not to blame', async () => {
    const sender = await aServer({
      onMailFrom: (_address, _session, done) => done(reply(553, '5.1.8 not your name')),
    });
    expect(await failureOf(sender.url)).toMatchObject({ permanent: false });
    const greeting = await aServer({ onConnect: (_session, done) => done(reply(554, 'no service here')) });
    expect(await failureOf(greeting.url)).toMatchObject({ permanent: false });
    const login = await aServer({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(reply(535, '5.7.8 wrong password')),
    });
    const error = await failureOf(login.url.replace('//', '//someone:open-sesame@'));
    expect(error).toMatchObject({ permanent: false });
    expect(error.message).not.toContain('open-sesame');
  });

  it('may be asked again when there is none, or when it hangs up', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const error = await failureOf(`smtp://127.0.0.1:${port}`);
    expect(error).toMatchObject({ permanent: false, message: expect.stringContaining('ECONNREFUSED') });

    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    closing.push(() => void rude.close());
    expect(await failureOf(`smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`)).toMatchObject({
      permanent: false,
    });
  });

  it('is told of without the address, the words of the mail or what the server quoted', async () => {
    const { url } = await aServer(refusing(reply(550, '5.1.1 <reader@mail.example>: no such user')));
    const error = await failureOf(url);
    const told = JSON.stringify([error.message, error.stack, error.cause, { ...error }]);
    expect(told).not.toMatch(/reader|mail\.example|K7QM/);
  });
});

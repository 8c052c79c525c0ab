import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A message as it came over the wire: its envelope, and its content both parsed and raw. */
export type ReceivedMail = { from: string; to: string[]; email: Email; raw: string };

export type SmtpSink = {
  url: string;
  /** Everything accepted so far, oldest first. */
  messages: ReceivedMail[];
  /** Settles when that many messages have been accepted in all, with all of them. */
  received(count: number): Promise<ReceivedMail[]>;
  /** Settles when that many messages have been refused in all. */
  refused(count: number): Promise<void>;
  /** What happens around the reply to the next message: once, and in the same turn as the reply. */
  around(act: { beforeReply?: () => void; afterReply?: () => void }): void;
  /** From now on answers every recipient with this code, e.g. 550 or 451; undefined accepts again. */
  refuseWith(code: number | undefined): void;
  close(): Promise<void>;
};

/** A mail server on the loopback address that keeps what it is given; no encryption, no password. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const messages: ReceivedMail[] = [];
  const waiters = new Set<() => void>();
  let refusal: number | undefined;
  let refusals = 0;
  let around: { beforeReply?: () => void; afterReply?: () => void } = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => {
      if (refusal === undefined) return done();
      refusals += 1;
      done(Object.assign(new Error('refused for the test'), { responseCode: refusal }));
      wake(waiters);
    },
    onData: (stream, session, done) => {
      void receive(stream, session).then((mail) => {
        const { beforeReply, afterReply } = around;
        around = {};
        messages.push(mail);
        beforeReply?.();
        done();
        afterReply?.();
        wake(waiters);
      }, done);
    },
  });
  // A sender that is killed in the middle breaks its line.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    received: (count) => until(waiters, () => messages.length >= count).then(() => messages),
    refused: (count) => until(waiters, () => refusals >= count),
    around: (act) => (around = act),
    refuseWith: (code) => (refusal = code),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function wake(waiters: Set<() => void>): void {
  for (const waiter of waiters) waiter();
}

/** No limit of its own: jest's for the test ends a wait for what never comes. */
function until(waiters: Set<() => void>, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      waiters.delete(look);
      resolve();
    };
    waiters.add(look);
    look();
  });
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map(({ address }) => address),
    email: await PostalMime.parse(raw),
    raw: raw.toString('utf8'),
  };
}

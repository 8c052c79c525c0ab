import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { runCommand } from '../support/run-command.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

let database: TestDatabase;
let sink: SmtpSink;
beforeAll(async () => {
  database = await freshDatabase();
  sink = await startSmtpSink();
});
afterAll(async () => {
  await sink.close();
  await database?.drop();
});
beforeEach(() => sink.refuseWith(undefined));

const run = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
  runCommand(['test-mail', ...args], {
    DATABASE_URL: database.url,
    SMTP_URL: sink.url,
    MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
    PUBLIC_URL: 'https://scanwarden.example',
    ...environment,
  });

describe('a test mail', () => {
  it('is sent by the server that is set, in the language that is asked for, and says that it is a test', async () => {
    const { code, stdout, stderr } = await run(['--to', 'ada@mail.example', '--locale', 'es']);
    const [mail] = sink.messages;
    expect([code, mail!.to, mail!.email.subject]).toEqual([
      0,
      ['ada@mail.example'],
      'Un correo de prueba de Scanwarden',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ sent: true, messageId: mail!.email.messageId, signed: false });
    expect(stderr).toMatch(/took the mail/);
  });

  it('tells plainly what the server said when it refuses', async () => {
    sink.refuseWith(550);
    const refused = await run(['--to', 'ada@mail.example']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/refused .*550.*It said: 550 refused for the test\n$/);
  });

  it('tells that the server cannot be reached, or that there is none to ask', async () => {
    const gone = await run(['--to', 'ada@mail.example'], { SMTP_URL: 'smtp://127.0.0.1:1' });
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('could not be reached')]);
    const kept = await run(['--to', 'ada@mail.example'], { SMTP_URL: undefined });
    expect([kept.code, kept.stderr]).toEqual([0, expect.stringContaining('/mailbox')]);
  });

  it('goes to one address only', async () => {
    const several = await run(['--to', 'a@b.example, c@d.example']);
    expect([several.code, several.stderr]).toEqual([2, expect.stringMatching(/^scanwarden: --to/)]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { MailGround } from '../support/mail-ground.js';

let database: TestDatabase;
let ground: MailGround;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  ground = await MailGround.open(database.url);
});
afterEach(() => ground.close());

const jump = (hours: number) => () => ground.flow.clock.pass({ hours });

describe.each([-1, 1])('a clock that is set %i hours while a mail is under way', (hours) => {
  it('neither loses the mail nor repeats it', async () => {
    const id = await ground.tell('S12', 'act soon');
    ground.sink.around({ beforeReply: jump(hours) });
    await ground.deliver(id);
    await ground.deliver(id);
    expect(ground.messageIds()).toEqual([`<${id}@scanwarden.example>`]);
    expect(await ground.stateOf(id)).toMatchObject({ sent: true, attempts: 1 });
  });

  it('neither loses nor repeats it where that is within quiet hours', async () => {
    // It is 8 o'clock by UTC; an hour before and an hour after it is night.
    await ground.flow.rows(
      `UPDATE account SET quiet_from = '${hours < 0 ? '06:30' : '08:30'}', quiet_until = '${hours < 0 ? '07:30' : '09:30'}'`,
    );
    const id = await ground.tell('S12', 'act soon');
    ground.sink.around({ beforeReply: jump(hours) });
    await ground.deliver(id);
    await ground.deliver(id);
    expect(ground.messageIds()).toEqual([`<${id}@scanwarden.example>`]);
  });

  it('leaves one that was refused for now to be tried again, and then it is sent once', async () => {
    const id = await ground.tell('S12', 'act soon');
    ground.sink.refuseWith(451);
    await ground.deliver(id);
    jump(hours)();
    await ground.deliver(id);
    expect(await ground.stateOf(id)).toMatchObject({ sent: false, failed: false, attempts: 2 });
    ground.sink.refuseWith(undefined);
    jump(-hours)();
    await ground.deliver(id);
    await ground.deliver(id);
    expect(ground.messageIds()).toEqual([`<${id}@scanwarden.example>`]);
  });

  it('leaves mails that go out as one with one Message-ID, also when they are sent again', async () => {
    const other = await ground.flow.addPatient();
    await ground.flow.grant(ground.accountId, other.patientId, 'representative');
    const fold = 'breach:1';
    const first = await ground.tell('S12', 'act soon', { fold });
    ground.sink.refuseWith(451);
    await ground.deliver(first);
    jump(hours)();
    const second = await ground.tell('S12', 'act soon', { fold, patientId: other.patientId });
    ground.sink.refuseWith(undefined);
    await ground.deliver(second);
    await ground.deliver(first);
    expect(ground.messageIds()).toEqual([`<${first}@scanwarden.example>`]);
  });
});

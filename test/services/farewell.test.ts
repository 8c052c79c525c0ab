import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEndService } from '../../src/services/account-end.service.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { LeftAccountStore } from '../../src/store/left-account.store.js';
import { AccessNewsStore } from '../../src/store/people/access-news.store.js';
import { SharingStore } from '../../src/store/people/sharing.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

let database: TestDatabase;
let ground: FlowGround;
beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});

async function leave(change = ''): Promise<{ accountId: string; email: string }> {
  const accountId = await ground.addAccount();
  if (change !== '') await ground.rows(`UPDATE account SET ${change} WHERE id = $1`, [accountId]);
  const [{ email }] = (await ground.rows('SELECT email FROM account WHERE id = $1', [accountId])) as [
    { email: string },
  ];
  const { dataSource, clock } = ground;
  const accounts = new LeftAccountStore(dataSource);
  await new AccountEndService(
    accounts,
    new SharingStore(dataSource),
    new AccessNewsStore(dataSource),
    clock,
  ).end(accountId);
  return { accountId, email };
}

const mailsOf = (accountId: string) =>
  ground.rows<{ id: string; to: string | null; sent: boolean }>(
    'SELECT id, mail_to AS "to", sent_at IS NOT NULL AS sent FROM notification WHERE account_id = $1',
    [accountId],
  );

describe('an account that was deleted', () => {
  it('is told once to the address that it had, in its language; then nobody knows the address', async () => {
    const { accountId, email } = await leave("locale = 'es', info_by_mail = false");
    const [mail] = await mailsOf(accountId);
    expect(mail).toMatchObject({ to: email, sent: false });
    await ground.get(NotificationService).deliver(mail!.id);
    await ground.get(NotificationService).deliver(mail!.id);
    const kept = await ground.rows<{ raw: Buffer }>('SELECT raw FROM kept_mail WHERE recipient = $1', [
      email,
    ]);
    const [text, ...others] = kept.map(({ raw }) => raw.toString());
    expect(others).toEqual([]);
    expect(text).toContain('Subject: Su cuenta ya no existe');
    expect(text).not.toContain('href=');
    expect(await mailsOf(accountId)).toEqual([{ id: mail!.id, to: null, sent: true }]);
  });

  it('is told to no address that takes no mail', async () => {
    const { accountId } = await leave('mail_stopped_at = now()');
    expect(await mailsOf(accountId)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountService } from '../../../src/services/account.service.js';
import { programOf } from '../api/program.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { anOffice } from '../pages/support/offices.js';
import { Visitor, wordsOf } from '../service/support/visitor.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

const PAGE = '/settings/account';

/** Every row of a table of accounts that is of this one. */
async function rowsOf(table: string, accountId: string): Promise<number> {
  return (await family.app.query(`SELECT FROM ${table} WHERE account_id = $1`, [accountId])).length;
}

async function accountRow(accountId: string): Promise<Record<string, unknown>> {
  const [row] = await family.app.query<Record<string, unknown>>('SELECT * FROM account WHERE id = $1', [
    accountId,
  ]);
  return row!;
}

/** Makes all that an account can have of its own. */
async function settleIn(accountId: string, visitor: Visitor): Promise<string> {
  const { app } = family;
  await visitor.post('/settings/sign-in/codes');
  await visitor.post('/settings/mail/news', { on: 'yes' });
  await visitor.post('/settings/sign-in/address', { email: `later-${accountId}@family.test` });
  await app.query(
    `INSERT INTO passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
     VALUES ($1, gen_random_uuid()::text::bytea, 'secret-key', 0, '{}', 'My phone', now())`,
    [accountId],
  );
  return (await programOf(app, accountId)).token!;
}

describe('the file of an account', () => {
  it('holds its settings, ways in, grants, consents and events, and no key', async () => {
    const { father, helper } = family;
    const token = await settleIn(father.accountId!, father);
    const answer = await father.get(`${PAGE}/account.json`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="account.json"');
    const account = JSON.parse(answer.html) as Record<string, Record<string, unknown>[]>;
    expect(account['settings']).toEqual([expect.objectContaining({ name: 'Miguel', info_by_mail: true })]);
    expect(account['grants']).toEqual([expect.objectContaining({ role: 'self' })]);
    expect(account['passkeys']).toEqual([expect.objectContaining({ name: 'My phone' })]);
    expect(account['tokens']).toHaveLength(1);
    expect(account['recovery_codes']).toHaveLength(10);
    expect(account['events']!.map(({ kind }) => kind)).toContain('codes-made');
    expect(answer.html).not.toMatch(/hash|secret|sealed|public_key|"proof"/);
    expect(answer.html).not.toContain(token);
    expect((await helper.get(`${PAGE}/account.json`)).html).not.toContain('My phone');
  });
});

describe('an account that is deleted', () => {
  it('needs somebody else to see to its records, and says so', async () => {
    const { stranger, operator } = family;
    const page = await stranger.get(PAGE);
    expect(wordsOf(page)).toContain('nobody else can see to these records');
    expect(wordsOf(page)).toContain('Delete the record of Somebody Else');
    expect(page.html).not.toContain(`${PAGE}/delete`);
    expect((await stranger.post(`${PAGE}/delete`, { sure: 'yes' })).status).toBe(400);
    expect((await operator.post(`${PAGE}/delete`, { sure: 'yes' })).status).toBe(400);
    expect(wordsOf(await operator.get(PAGE))).toContain('You are the only one who runs this service.');
    expect((await accountRow(stranger.accountId!))['left_at']).toBeNull();
  });

  it('is deleted by a tick and a button, not by either alone', async () => {
    const { helper } = family;
    expect((await helper.get(PAGE)).html).toContain(`${PAGE}/delete`);
    expect((await helper.post(`${PAGE}/delete`)).status).toBe(400);
    expect((await helper.get('/')).status).toBe(200);
  });

  it('leaves nothing of its person, and ends everything that it had', async () => {
    const { app, story, helper, father, patientPath, patientId } = family;
    const accountId = helper.accountId!;
    const token = await settleIn(accountId, helper);
    const { email } = await accountRow(accountId);
    await helper.get(patientPath);
    await story.insert('invitation', {
      patient_id: patientId,
      invited_by: father.accountId,
      email,
      name: 'Nora',
      role: 'helper',
      consent_version: '1-en',
      consent_text: 'I let her look.',
      token_hash: Buffer.from('a link'),
      expires_at: '2091-01-01',
    });
    const link = await app.get(AccountService).makeLink(accountId);
    const gone = await helper.post(`${PAGE}/delete`, { sure: 'yes' });
    expect(gone.headers.get('location')).toBe('/account-deleted');
    expect(gone.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
    expect(wordsOf(await new Visitor(app.origin, null).get('/account-deleted'))).toContain(
      'Your account is deleted',
    );
    expect((await helper.get('/')).headers.get('location')).toBe('/sign-in');
    const read = await fetch(`${app.origin}/api/patients`, { headers: { authorization: `Bearer ${token}` } });
    expect(read.status).toBe(401);
    expect((await new Visitor(app.origin, null).get(new URL(link).pathname)).status).toBe(410);
    for (const table of ['session', 'sign_in_link', 'passkey', 'recovery_code', 'known_device', 'api_token'])
      expect([table, await rowsOf(table, accountId)]).toEqual([table, 0]);
    for (const table of ['address_change', 'account_event', 'digest_plan', 'endpoint'])
      expect([table, await rowsOf(table, accountId)]).toEqual([table, 0]);
    expect(
      await app.query('SELECT cause, mail_to FROM notification WHERE account_id = $1', [accountId]),
    ).toEqual([{ cause: 'account-left', mail_to: email }]);
    expect(await accountRow(accountId)).toMatchObject({
      email: `${accountId}@left.invalid`,
      name: 'a person who left',
      info_by_mail: false,
    });
    const kept = JSON.stringify(await app.query('SELECT to_jsonb(invitation) FROM invitation'));
    expect(kept).not.toContain('Nora');
    expect(kept).not.toContain(email);
    expect(await app.query('SELECT FROM active_grant WHERE account_id = $1', [accountId])).toEqual([]);
  });

  it('is told to the patient, who still reads that somebody looked, in either language', async () => {
    const { app, father, patientPath } = family;
    const [message] = await app.query<{ id: string }>(
      `SELECT id FROM notification WHERE account_id = $1 AND starts_with(cause, 'people-removed:')`,
      [father.accountId],
    );
    expect(wordsOf(await father.get(`/inbox/${message!.id}`))).toContain(
      'a person who left can no longer see',
    );
    const log = wordsOf(await father.get(`${patientPath}/access`));
    expect(log).toContain('a person who left');
    expect(log).not.toContain('Nora');
    await father.post('/settings/language', { language: 'es' });
    expect(wordsOf(await father.get(`${patientPath}/access`))).toContain('una persona que se fue');
    await father.post('/settings/language', { language: 'en' });
  });

  it('can be the patient’s, whose record stays with whoever acts for them', async () => {
    const { father, daughter, patientPath } = family;
    expect((await father.post(`${PAGE}/delete`, { sure: 'yes' })).headers.get('location')).toBe(
      '/account-deleted',
    );
    expect((await daughter.get(patientPath)).status).toBe(200);
    expect(wordsOf(await daughter.get(PAGE))).toContain('nobody else can see to these records');
  });

  it('ends what it read for an office, and leaves the address free to be invited again', async () => {
    const { app, story, operator } = family;
    const accountId = await story.account('Olga');
    const email = String((await accountRow(accountId))['email']);
    const { providerId } = await anOffice(family, 'Lakeside Privacy');
    const token = Buffer.from('a link of an officer');
    await app.query(
      `INSERT INTO officer (provider_id, name, email, invited_by, token_hash, invited_at, expires_at, account_id, accepted_at)
       VALUES ($1, 'Olga', $2, $3, $4, now(), now(), $5, now())`,
      [providerId, email, operator.accountId, token, accountId],
    );
    await (await story.browser(accountId)).post(`${PAGE}/delete`, { sure: 'yes' });
    const [row] = await app.query('SELECT * FROM officer WHERE token_hash = $1', [token]);
    expect(row).toMatchObject({
      name: '',
      email: `${accountId}@left.invalid`,
      ended_at: expect.any(Date),
      ended_by: accountId,
    });
    const page = await operator.get(`/offices/run/${providerId}`);
    expect(wordsOf(page)).toContain('a person who left');
    expect(page.html).not.toContain('left.invalid');
    const again = await operator.post(`/offices/run/${providerId}/officers`, { name: 'Olga', email });
    expect(again.status).toBe(303);
  });

  it('leaves its address free for a new one, which is another account', async () => {
    const { app, daughter, story } = family;
    const [accountId, other] = [await story.account('Rosa'), daughter.accountId!];
    const { email } = await accountRow(accountId);
    await (await story.browser(accountId)).post(`${PAGE}/delete`, { sure: 'yes' });
    const anew = await app.get(AccountService).accountFor(String(email));
    expect([accountId, other]).not.toContain(anew.id);
    expect(anew.name).not.toBe('Rosa');
  });
});

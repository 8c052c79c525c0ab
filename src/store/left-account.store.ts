import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FAREWELL_CAUSE, LEFT_NAME } from '../domain/people/left.js';

/** Why an account cannot be deleted yet. */
export interface Needed {
  /** Records that nobody else could see to. */
  records: { id: string; name: string }[];
  /** Nobody else runs the service. */
  operator: boolean;
}

/** Somebody who acts for a patient hands over to whoever may do as much; a helper, to anybody who sees the record. */
const RECORDS = `
  SELECT patient.id, patient.name FROM active_grant AS own JOIN patient ON patient.id = own.patient_id
  WHERE own.account_id = $1 AND NOT EXISTS (
    SELECT FROM active_grant AS other WHERE other.patient_id = own.patient_id AND other.account_id <> $1
      AND (own.role = 'helper' OR other.role = 'self' OR other.role = 'representative' AND other.places IS NULL AND other.kinds IS NULL))
  ORDER BY patient.name, patient.id`;

const ONLY_OPERATOR = `
  SELECT 'operator' = ANY (roles) AND NOT EXISTS (
    SELECT FROM account AS other WHERE 'operator' = ANY (other.roles) AND other.id <> $1 AND NOT other.canary) AS operator
  FROM account WHERE id = $1`;

/** What was the person's own goes; whatever stands on another row goes before it. */
const STATEMENTS = [
  `DELETE FROM kept_mail USING account WHERE account.id = $1 AND kept_mail.recipient = account.email`,
  `DELETE FROM kept_mail USING notification WHERE notification.account_id = $1 AND starts_with(kept_mail.message_id, '<' || notification.id || '@')`,
  'DELETE FROM notification WHERE account_id = $1',
  ...[
    'session',
    'sign_in_link',
    'known_device',
    'passkey',
    'passkey_challenge',
    'recovery_code',
    'address_change',
    'api_token',
    'launch',
    'mute',
    'detail_choice',
    'digest_plan',
    'endpoint',
    'care_claim',
  ].map((table) => `DELETE FROM ${table} WHERE account_id = $1`),
  `UPDATE invitation SET name = '${LEFT_NAME}', email = account.id::text || '@left.invalid',
     withdrawn_at = CASE WHEN num_nonnulls(accepted_at, declined_at, withdrawn_at) = 0 THEN $2 ELSE withdrawn_at END
   FROM account WHERE account.id = $1 AND (accepted_by = $1 OR invitation.email = account.email)`,
  `UPDATE officer SET name = '', email = account.id::text || '@left.invalid', ended_at = coalesce(ended_at, $2),
     ended_by = CASE WHEN ended_at IS NULL THEN $1 ELSE ended_by END
   FROM account WHERE account.id = $1 AND (officer.account_id = $1 OR officer.email = account.email)`,
  // No address ends so (RFC 2606, section 2).
  `UPDATE account SET email = id::text || '@left.invalid', name = '${LEFT_NAME}', roles = '{}', time_zone = DEFAULT, muted_streams = DEFAULT,
     quiet_from = NULL, quiet_until = NULL, act_now_at_once = false, info_by_mail = false, mail_details = false, mail_stopped_at = $2, left_at = $2
   WHERE id = $1`,
  // Only of an account that was deleted, hence after it.
  'SELECT erase_account_events($1)',
];

/** The last mail, which leaves after the account is gone: its row has the address until then. None where mail came back. */
const FAREWELL = `
  INSERT INTO notification (account_id, cause, channel, situation, level, mail_to, created_at, not_before)
  SELECT id, '${FAREWELL_CAUSE}', 'mail', 'S18', 'info', $2, $3, $3 FROM account WHERE id = $1`;

/** Accounts that are deleted. The row stays, without a person, for what others read that they did. */
@Injectable()
export class LeftAccountStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** What has to be done before; both are empty where nothing has. */
  async needed(accountId: string, manager: EntityManager = this.dataSource.manager): Promise<Needed> {
    const records = await manager.query<Needed['records']>(RECORDS, [accountId]);
    const [row] = await manager.query<{ operator: boolean }[]>(ONLY_OPERATOR, [accountId]);
    return { records, operator: row!.operator };
  }

  /**
   * Locks the account and the patients that it sees, so that of two who leave at the same time one stays for the record.
   * @returns the grants that it has
   */
  async hold(manager: EntityManager, accountId: string): Promise<{ grantId: string; patientId: string }[]> {
    await manager.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    await manager.query(
      `SELECT FROM patient WHERE id IN (SELECT patient_id FROM active_grant WHERE account_id = $1) ORDER BY id FOR UPDATE`,
      [accountId],
    );
    return manager.query<{ grantId: string; patientId: string }[]>(
      'SELECT id AS "grantId", patient_id AS "patientId" FROM active_grant WHERE account_id = $1',
      [accountId],
    );
  }

  /** Removes what is the person's own, and who they were; a last mail says so. The language stays, for that mail. */
  async erase(manager: EntityManager, accountId: string, at: Date): Promise<void> {
    const [account] = await manager.query<{ email: string; stopped: boolean }[]>(
      'SELECT email, mail_stopped_at IS NOT NULL AS stopped FROM account WHERE id = $1',
      [accountId],
    );
    for (const statement of STATEMENTS)
      await manager.query(statement, statement.includes('$2') ? [accountId, at] : [accountId]);
    if (!account!.stopped) await manager.query(FAREWELL, [accountId, account!.email, at]);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Each table of an account ($1): how it is called in the export, its rows, and what they leave out: keys, and files. */
const TABLES: [name: string, rows: string, without: string][] = [
  ['settings', 'SELECT * FROM account WHERE id = $1', 'canary,left_at'],
  ['mutes', 'SELECT * FROM mute WHERE account_id = $1 ORDER BY muted_at, id', ''],
  ['detail_choices', 'SELECT * FROM detail_choice WHERE account_id = $1 ORDER BY id', ''],
  ['digests', 'SELECT * FROM digest_plan WHERE account_id = $1', 'rung_at,rings'],
  ['endpoints', 'SELECT * FROM endpoint WHERE account_id = $1 ORDER BY created_at, id', 'secret_sealed'],
  ['sessions', 'SELECT * FROM session WHERE account_id = $1 ORDER BY created_at, id', 'token_hash'],
  ['known_browsers', 'SELECT * FROM known_device WHERE account_id = $1 ORDER BY first_at', 'token_hash'],
  [
    'passkeys',
    'SELECT * FROM passkey WHERE account_id = $1 ORDER BY created_at, id',
    'credential_id,public_key,counter',
  ],
  ['recovery_codes', 'SELECT * FROM recovery_code WHERE account_id = $1 ORDER BY made_at', 'code_hash'],
  ['tokens', 'SELECT * FROM api_token WHERE account_id = $1 ORDER BY created_at, id', 'token_hash'],
  [
    'address_changes',
    'SELECT * FROM address_change WHERE account_id = $1 ORDER BY asked_at, id',
    'token_hash',
  ],
  ['grants', 'SELECT * FROM patient_grant WHERE account_id = $1 ORDER BY valid_from, id', ''],
  [
    'consents',
    'SELECT * FROM patient_grant WHERE granted_by = $1 AND account_id <> $1 ORDER BY valid_from, id',
    '',
  ],
  ['invitations', 'SELECT * FROM invitation WHERE invited_by = $1 ORDER BY created_at, id', 'token_hash'],
  ['claims', 'SELECT * FROM care_claim WHERE account_id = $1 ORDER BY stated_at, id', 'proof'],
  ['events', 'SELECT * FROM account_event WHERE account_id = $1 ORDER BY at, id', ''],
];

const ACCOUNT = `SELECT ${TABLES.map(
  ([name, rows, without]) =>
    `(SELECT coalesce(jsonb_agg(to_jsonb(row) - '{${without}}'::text[]), '[]') FROM (${rows}) AS row) AS "${name}"`,
).join(',\n    ')}`;

/** What is kept of an account, to be taken along. Records have an export of their own. */
@Injectable()
export class AccountExportReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Table by table, oldest first, in one statement. Moments are ISO 8601. */
  async account(accountId: string): Promise<Record<string, object[]>> {
    const [row] = await this.dataSource.query<Record<string, object[]>[]>(ACCOUNT, [accountId]);
    return row!;
  }
}

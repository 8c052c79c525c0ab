import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountEventStore, type Doer } from './account-event.store.js';

/** SQL for the events that a denial is about ($2): the one that was denied, and whatever its session did besides. */
const DENIED = `
  SELECT event.kind, event.subject_id FROM account_event AS denied JOIN account_event AS event
    ON event.account_id = denied.account_id AND (event.id = denied.id OR event.session_id = denied.session_id AND event.session_id IS DISTINCT FROM $3)
  WHERE denied.id = $2 AND denied.account_id = $1`;

/** What is taken back of them: passkeys that were added, and codes that were made. */
const TAKE_BACK = [
  `DELETE FROM passkey WHERE account_id = $1 AND id IN (SELECT subject_id FROM (${DENIED}) AS denied WHERE kind = 'passkey-added')`,
  `DELETE FROM recovery_code WHERE account_id = $1 AND EXISTS (SELECT FROM (${DENIED}) AS denied WHERE kind = 'codes-made')`,
];

/** An address that was changed goes back, for as long as the old one may still sign in and nobody else has it. */
const RETURN_ADDRESS = `
  WITH ended AS (
    UPDATE address_change SET ended_at = $4 WHERE account_id = $1 AND ended_at IS NULL
      AND id IN (SELECT subject_id FROM (${DENIED}) AS denied WHERE kind IN ('address-asked', 'address-changed'))
    RETURNING old_email, confirmed_at)
  UPDATE account SET email = ended.old_email, mail_stopped_at = NULL FROM ended
  WHERE account.id = $1 AND ended.confirmed_at IS NOT NULL AND NOT EXISTS (SELECT FROM account WHERE email = ended.old_email)`;

/** Ways in that somebody else may hold: all sessions but this one, open links, and browsers that were known. */
const SHUT = [
  'DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2',
  'UPDATE sign_in_link SET used_at = now() WHERE account_id = $1 AND used_at IS NULL',
  'DELETE FROM passkey_challenge WHERE account_id = $1',
  'DELETE FROM known_device WHERE account_id = $1',
];

/** What the owner of an account says of what happened to it. */
@Injectable()
export class OwnersAnswerStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /** It was them: that is written down, and nothing else. */
  async confirm(doer: Doer, eventId: string): Promise<void> {
    await this.events.note(doer, 'confirmed', eventId);
  }

  /** It was not them: in one transaction every other way in is shut, what it changed is taken back, and a mail says what to do. */
  async deny(doer: Doer, eventId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.takeBack(manager, doer, eventId);
      await this.events.write(manager, doer, 'denied', {
        subjectId: eventId,
        telling: { level: 'act now', also: [] },
      });
    });
  }

  private async takeBack(
    manager: EntityManager,
    { accountId, sessionId, at }: Doer,
    eventId: string,
  ): Promise<void> {
    for (const statement of TAKE_BACK) await manager.query(statement, [accountId, eventId, sessionId]);
    await manager.query(RETURN_ADDRESS, [accountId, eventId, sessionId, at]);
    for (const statement of SHUT)
      await manager.query(statement, statement.includes('$2') ? [accountId, sessionId] : [accountId]);
  }
}

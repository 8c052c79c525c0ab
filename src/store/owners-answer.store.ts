import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccountEventKind } from '../domain/account-event.js';
import { AccountEventStore, type Doer } from './account-event.store.js';
import { TAKEN_BACK_DAYS } from './address-change.store.js';
import { END_TOKENS } from './api-token.store.js';

/**
 * SQL for what is denied with an event ($2) of an account ($1) at a time ($4): the event, whatever its session did besides,
 * and, where that changed the address, whatever sessions did that began since: their news went to the new address. A
 * changed address is of the session that asked for it. The session of who denies ($3) is none of them.
 */
const DENIED = `
  WITH event AS (SELECT * FROM account_event WHERE account_id = $1),
    denied AS (SELECT * FROM event WHERE id = $2),
    behind AS (
      SELECT session_id FROM denied
      UNION SELECT asked.session_id FROM denied JOIN event AS asked ON asked.kind = 'address-asked' AND asked.subject_id = denied.subject_id),
    moved AS (
      SELECT min(changed.at) AS at FROM event AS asked JOIN event AS changed ON changed.kind = 'address-changed' AND changed.subject_id = asked.subject_id
      WHERE asked.kind = 'address-asked' AND asked.session_id IN (SELECT session_id FROM behind) AND asked.session_id IS DISTINCT FROM $3
        AND changed.at > $4::timestamptz - make_interval(days => ${TAKEN_BACK_DAYS})),
    others AS (
      SELECT session_id FROM behind
      UNION SELECT began.session_id FROM event AS began JOIN moved ON began.at >= moved.at WHERE began.kind = 'signed-in')
  SELECT kind, subject_id AS "subjectId" FROM event
  WHERE id = $2 OR session_id IN (SELECT session_id FROM others) AND session_id IS DISTINCT FROM $3`;

/**
 * Ends all changes of address that nobody confirmed, and those from the first denied one ($2) on; the account goes back to
 * the address that it had before them, while that may still sign in and nobody else has it.
 */
const RETURN_ADDRESS = `
  WITH denied AS (
    SELECT min(confirmed_at) AS since FROM address_change
    WHERE account_id = $1 AND id = ANY ($2) AND ended_at IS NULL AND confirmed_at > $3::timestamptz - make_interval(days => ${TAKEN_BACK_DAYS})),
  ended AS (
    UPDATE address_change SET ended_at = $3 FROM denied
    WHERE account_id = $1 AND ended_at IS NULL AND (confirmed_at IS NULL OR confirmed_at >= denied.since)
    RETURNING old_email, confirmed_at, asked_at),
  before AS (SELECT old_email FROM ended WHERE confirmed_at IS NOT NULL ORDER BY confirmed_at, asked_at LIMIT 1)
  UPDATE account SET email = before.old_email, mail_stopped_at = NULL FROM before
  WHERE account.id = $1 AND NOT EXISTS (SELECT FROM account AS other WHERE other.email = before.old_email)
  RETURNING account.email`;

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

  /**
   * It was not them: in one transaction every other way in is shut, what it changed is taken back, and a mail says what to
   * do, also to an address that is replaced.
   * @param deviceHash of the token that the browser of who denies keeps; it stays known
   */
  async deny(doer: Doer, eventId: string, deviceHash: Buffer): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [account] = await manager.query<{ email: string }[]>(
        'SELECT email FROM account WHERE id = $1 FOR UPDATE',
        [doer.accountId],
      );
      const returned = await this.takeBack(manager, doer, eventId);
      await this.shut(manager, doer, deviceHash);
      await this.events.write(manager, doer, 'denied', {
        subjectId: eventId,
        telling: { level: 'act now', also: returned ? [account!.email] : [] },
      });
    });
  }

  /** @returns whether the account went back to an address that it had before */
  private async takeBack(
    manager: EntityManager,
    { accountId, sessionId, at }: Doer,
    eventId: string,
  ): Promise<boolean> {
    const denied = await manager.query<{ kind: AccountEventKind; subjectId: string | null }[]>(DENIED, [
      accountId,
      eventId,
      sessionId,
      at,
    ]);
    const subjectsOf = (...kinds: AccountEventKind[]): (string | null)[] =>
      denied.flatMap(({ kind, subjectId }) => (kinds.includes(kind) ? [subjectId] : []));
    await manager.query('DELETE FROM passkey WHERE account_id = $1 AND id = ANY ($2)', [
      accountId,
      subjectsOf('passkey-added'),
    ]);
    if (subjectsOf('codes-made').length > 0)
      await manager.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    const [returned] = await manager.query<[unknown[], number]>(RETURN_ADDRESS, [
      accountId,
      subjectsOf('address-asked', 'address-changed'),
      at,
    ]);
    return returned.length > 0;
  }

  /** Ways in that somebody else may hold: other sessions, open links, tokens of programs, and browsers that were known. */
  private async shut(
    manager: EntityManager,
    { accountId, sessionId, at }: Doer,
    deviceHash: Buffer,
  ): Promise<void> {
    await manager.query('DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2', [
      accountId,
      sessionId,
    ]);
    await manager.query('UPDATE sign_in_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL', [
      accountId,
      at,
    ]);
    await manager.query('DELETE FROM passkey_challenge WHERE account_id = $1', [accountId]);
    await manager.query(END_TOKENS, [accountId, at]);
    await manager.query('DELETE FROM known_device WHERE account_id = $1 AND token_hash <> $2', [
      accountId,
      deviceHash,
    ]);
  }
}

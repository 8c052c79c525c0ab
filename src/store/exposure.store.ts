import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { exposureRule } from '../domain/exposure.js';
import type { Filing } from '../domain/filing.js';
import { LEVELS } from '../domain/level.js';
import { noticeOf } from '../domain/notification.js';
import type { MatchOutcome } from '../domain/organization.js';
import { NotificationStore } from './notification.store.js';

/** A match as it lies in the database, with the filing it is of. */
export interface StoredMatch {
  id: string;
  organizationId: string;
  breachId: string;
  outcome: Exclude<MatchOutcome, 'none'>;
  filing: Filing;
}

/**
 * One row for each patient with a study there in time. A patient, place and breach that met before are told again only
 * when the filing now asks more of the patient than it did.
 */
const INSERT_EXPOSURES = `
  INSERT INTO exposure (patient_id, organization_id, breach_id, match_id, situation, level, created_at)
  SELECT DISTINCT study.patient_id, study.organization_id, $1::uuid, $2::uuid, $3, $4, $5::timestamptz
  FROM study
  WHERE study.organization_id = $6 AND (study.started_on IS NULL OR study.started_on <= coalesce($7::date, 'infinity'))
    AND ($8::uuid IS NULL OR study.patient_id = $8)
  ON CONFLICT (patient_id, organization_id, breach_id) DO UPDATE
    SET situation = excluded.situation, level = excluded.level, match_id = excluded.match_id
    WHERE array_position($9::text[], excluded.level) > array_position($9::text[], exposure.level)
  RETURNING id, patient_id AS "patientId"`;

/** Joins matches with the studies held there, and tells those whom it concerns, in one transaction. */
@Injectable()
export class ExposureStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notifications: NotificationStore,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * Keeps polls away until the transaction ends, so that what a poll brings and what is compared with it meanwhile
   * never pass each other unseen. Any number of transactions may hold this at once.
   */
  async holdFeeds(manager: EntityManager): Promise<void> {
    await manager.query('SELECT source FROM feed FOR SHARE');
  }

  /** Exposes everyone whose studies lie at the matched organization, or one patient when named. */
  async expose(
    manager: EntityManager,
    match: StoredMatch,
    at: string,
    patientId: string | null = null,
  ): Promise<void> {
    const rule = exposureRule(match.outcome, match.filing, at.slice(0, 10));
    const exposed = await manager.query<{ id: string; patientId: string }[]>(INSERT_EXPOSURES, [
      match.breachId,
      match.id,
      rule.situation,
      rule.level,
      at,
      match.organizationId,
      rule.heldUntil,
      patientId,
      LEVELS,
    ]);
    const notices = exposed.flatMap(({ id, patientId }) => {
      const notice = noticeOf(`exposure:${id}:${rule.level}`, rule.situation, rule.level);
      // Whoever cares for several people hears of one breach once a day, not once for each.
      const fold = `breach:${match.breachId}:${rule.level}:${at.slice(0, 10)}`;
      return notice ? [{ notice, target: { patientId, exposureId: id, fold } }] : [];
    });
    await this.notifications.write(manager, notices, at);
  }

  /** After a pull brought studies: the breaches already known at the places that hold this patient's studies. */
  async exposePatient(manager: EntityManager, patientId: string, at: string): Promise<void> {
    const matches = await manager.query<StoredMatch[]>(
      `SELECT DISTINCT ON (match.filing_id, match.organization_id)
         match.id, match.organization_id AS "organizationId", filing.breach_id AS "breachId", match.outcome, filing.facts AS filing
       FROM match JOIN filing ON filing.id = match.filing_id
       WHERE match.organization_id IN (SELECT organization_id FROM study WHERE patient_id = $1)
         AND NOT EXISTS (SELECT FROM exposure WHERE exposure.patient_id = $1 AND exposure.organization_id = match.organization_id AND exposure.breach_id = filing.breach_id)
       ORDER BY match.filing_id, match.organization_id, match.at DESC`,
      [patientId],
    );
    for (const match of matches) await this.expose(manager, match, at, patientId);
  }
}

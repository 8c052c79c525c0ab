import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { GrantRole } from '../domain/notification.js';
import { UPLOADED_ORIGIN } from './upload.store.js';

const OF_CONNECTIONS = 'connection_id IN (SELECT id FROM connection WHERE patient_id = $1)';
const OF_FLAGS = 'flag_id IN (SELECT id FROM flag WHERE patient_id = $1)';
const OF_STUDIES = 'study_id IN (SELECT id FROM study WHERE patient_id = $1)';
const OF_EXPOSURES = 'exposure_id IN (SELECT id FROM exposure WHERE patient_id = $1)';

/** Whatever stands on another row goes before it. Steps, letters and papers of a case go with the case, and what was sent of it to an office. */
const STATEMENTS = [
  // A mail may have told of several people; what it said of the others stays.
  'UPDATE notification SET mailed_as = NULL WHERE mailed_as IN (SELECT id FROM notification WHERE patient_id = $1)',
  `DELETE FROM kept_mail USING notification WHERE notification.patient_id = $1 AND starts_with(kept_mail.message_id, '<' || notification.id || '@')`,
  'DELETE FROM notification WHERE patient_id = $1',
  `DELETE FROM dealing WHERE ${OF_FLAGS} OR ${OF_STUDIES} OR ${OF_EXPOSURES}`,
  'DELETE FROM patient_case WHERE patient_id = $1',
  `DELETE FROM answer WHERE ${OF_FLAGS} OR ${OF_STUDIES}`,
  `DELETE FROM exposure_answer WHERE ${OF_EXPOSURES}`,
  `DELETE FROM exposure_revision WHERE ${OF_EXPOSURES}`,
  'DELETE FROM counting_consent WHERE patient_id = $1',
  'DELETE FROM hidden_item WHERE patient_id = $1',
  'DELETE FROM invitation WHERE patient_id = $1',
  'DELETE FROM care_claim WHERE patient_id = $1',
  'DELETE FROM access_event WHERE patient_id = $1',
  'DELETE FROM exposure WHERE patient_id = $1',
  'DELETE FROM paper_notice WHERE patient_id = $1',
  'DELETE FROM expectation WHERE patient_id = $1',
  `DELETE FROM flag_outcome WHERE ${OF_FLAGS}`,
  'DELETE FROM flag WHERE patient_id = $1',
  `DELETE FROM review WHERE ${OF_CONNECTIONS}`,
  `DELETE FROM upload WHERE ${OF_CONNECTIONS}`,
  `DELETE FROM report_text WHERE ${OF_CONNECTIONS}`,
  'DELETE FROM launch WHERE patient_id = $1',
  `DELETE FROM connection_access WHERE ${OF_CONNECTIONS}`,
  'DELETE FROM connection_keeper WHERE patient_id = $1',
  'DELETE FROM study WHERE patient_id = $1',
  `DELETE FROM snapshot WHERE ${OF_CONNECTIONS}`,
  `DELETE FROM pull WHERE ${OF_CONNECTIONS}`,
  'DELETE FROM connection WHERE patient_id = $1',
  'DELETE FROM patient_grant WHERE patient_id = $1',
  'DELETE FROM patient WHERE id = $1',
  // Breaches may have been matched with a place of somebody's own files: it stays, and says no more whose they were.
  `UPDATE organization SET origin = '${UPLOADED_ORIGIN}' || gen_random_uuid(), name = '', aliases = '{}', city = NULL WHERE starts_with(origin, '${UPLOADED_ORIGIN}' || $1::text)`,
];

/** What was there of a person before it went. */
export interface Erased {
  places: number;
  studies: number;
}

/** The one operation that removes a person. */
@Injectable()
export class ErasureStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether the patient has an account of their own: then nobody else may delete the record. */
  async hasOwner(patientId: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ some: boolean }[]>(
      `SELECT EXISTS (SELECT FROM active_grant WHERE patient_id = $1 AND role = 'self') AS some`,
      [patientId],
    );
    return row!.some;
  }

  /** The places that are linked with access of their own, by name. */
  linked(patientId: string): Promise<{ id: string; siteName: string }[]> {
    return this.dataSource.query(
      `SELECT connection.id, connection.site_name AS "siteName" FROM connection JOIN connection_access AS held ON held.connection_id = connection.id
       WHERE connection.patient_id = $1 AND held.revoked_at IS NULL ORDER BY connection.site_name, connection.id`,
      [patientId],
    );
  }

  /** Removes every row of a patient, in one transaction; what remains is that there was somebody, and how much. */
  erase(patientId: string, said: { at: Date; role: GrantRole; revoked: number }): Promise<Erased> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL scanwarden.erasing = 'on'");
      const erased = await counted(manager, patientId);
      for (const statement of STATEMENTS) await manager.query(statement, [patientId]);
      await manager.query(
        'INSERT INTO erasure (at, role, places, studies, revoked) VALUES ($1, $2, $3, $4, $5)',
        [said.at, said.role, erased.places, erased.studies, said.revoked],
      );
      return erased;
    });
  }
}

/** Locks the places of a patient and then the patient, as a pull does: a pull that is under way is saved before, or finds nothing to be saved to. */
async function counted(manager: EntityManager, patientId: string): Promise<Erased> {
  const places = await manager.query<{ id: string }[]>(
    'SELECT id FROM connection WHERE patient_id = $1 ORDER BY id FOR UPDATE',
    [patientId],
  );
  await manager.query('SELECT FROM patient WHERE id = $1 FOR UPDATE', [patientId]);
  const [row] = await manager.query<{ studies: number }[]>(
    'SELECT count(*)::int AS studies FROM study WHERE patient_id = $1',
    [patientId],
  );
  return { places: places.length, studies: row!.studies };
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GrantRole } from '../domain/notification.js';
import { UPLOADED_ORIGIN } from './upload.store.js';

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

  /**
   * Removes every row of a patient, in one operation (migrations/1763900000037-rights-and-troubles.sql); what remains is that there
   * was somebody, and how much.
   */
  async erase(patientId: string, said: { at: Date; role: GrantRole; revoked: number }): Promise<Erased> {
    const [erased] = await this.dataSource.query<[Erased]>(
      'SELECT places, studies FROM erase_patient($1, $2, $3, $4, $5)',
      [patientId, said.at, said.role, said.revoked, UPLOADED_ORIGIN],
    );
    return erased;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { seenBy } from './seen.sql.js';

/** A patient as files are held against. */
export interface UploadPatient {
  name: string;
  /** Birth dates (YYYY-MM-DD) that files stated before. */
  born: string[];
}

/** Files that were found fit to be taken. */
export interface NewUpload {
  connectionId: string;
  accountId: string;
  whole: boolean;
  born: string | null;
  at: string;
}

/** No pull is ever due, but the column asks for a pace. */
const NO_PACE_SECONDS = 86_400;

/** How the places that people name for their own files begin. */
export const UPLOADED_ORIGIN = 'urn:scanwarden:files:';

/** Files that people add: the connection that they make up, and who added them. */
@Injectable()
export class UploadStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async patient(patientId: string, manager: EntityManager = this.dataSource.manager): Promise<UploadPatient> {
    const [row] = await manager.query<UploadPatient[]>(
      `SELECT patient.name,
         ARRAY(SELECT DISTINCT upload.born::text FROM upload JOIN connection ON connection.id = upload.connection_id
           WHERE connection.patient_id = patient.id AND upload.born IS NOT NULL) AS born
       FROM patient WHERE patient.id = $1`,
      [patientId],
    );
    return row!;
  }

  /** What the form for files shows: the patient's name, and places whose files were added and the reader may see. */
  async form(patientId: string, readerId: string): Promise<{ name: string; places: string[] }> {
    const [row] = await this.dataSource.query<{ name: string; places: string[] }[]>(
      `WITH ${seenBy('$2')}
       SELECT patient.name,
         ARRAY(SELECT site_name FROM connection WHERE connection.patient_id = patient.id AND kind = 'files' ORDER BY site_name) AS places
       FROM patient WHERE patient.id = $1`,
      [patientId, readerId],
    );
    return row!;
  }

  /**
   * The id of the connection that a patient's files of a place make up, made where these are the first. It is locked:
   * files of one place that come at the same moment follow on each other.
   */
  async connectionOf(
    manager: EntityManager,
    { patientId, place, settlingHours }: { patientId: string; place: string; settlingHours: number },
  ): Promise<string> {
    const { fhirBase, fhirPatientId } = recordOfFiles(patientId, place);
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO connection (patient_id, site_name, kind, fhir_base, fhir_patient_id, pull_every_seconds, settling_hours, next_pull_at)
       VALUES ($1, $2, 'files', $3, $5, ${NO_PACE_SECONDS}, $4, 'infinity')
       ON CONFLICT (patient_id, fhir_base, fhir_patient_id) DO UPDATE SET site_name = connection.site_name
       RETURNING id`,
      [patientId, place, fhirBase, settlingHours, fhirPatientId],
    );
    return row!.id;
  }

  /** Writes down who added files. */
  async add(manager: EntityManager, { connectionId, accountId, at, whole, born }: NewUpload): Promise<void> {
    await manager.query(
      'INSERT INTO upload (connection_id, account_id, at, whole, born) VALUES ($1, $2, $3, $4, $5)',
      [connectionId, accountId, at, whole, born],
    );
  }
}

/**
 * What stands for the record that files of a place make up. The patient is in its address, so that an organization that
 * one person's files name never becomes another's. The same place in other letter case or spacing is one.
 */
export function recordOfFiles(patientId: string, place: string): { fhirBase: string; fhirPatientId: string } {
  const name = place.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return { fhirBase: `${UPLOADED_ORIGIN}${patientId}:${name}`, fhirPatientId: 'files' };
}

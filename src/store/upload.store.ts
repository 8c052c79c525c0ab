import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A patient as files are held against, and the places whose files were added. */
export interface UploadPatient {
  name: string;
  /** Birth dates (YYYY-MM-DD) that files stated before. */
  born: string[];
  places: string[];
}

/** Files that were found fit to be taken. */
export interface NewUpload {
  patientId: string;
  accountId: string;
  place: string;
  whole: boolean;
  born: string | null;
  settlingHours: number;
  at: string;
}

/** No pull is ever due, but the column asks for a pace. */
const NO_PACE_SECONDS = 86_400;

/** Files that people add: the connection that they make up, and who added them. */
@Injectable()
export class UploadStore {
  constructor(private readonly dataSource: DataSource) {}

  async patient(patientId: string): Promise<UploadPatient> {
    const [row] = await this.dataSource.query<UploadPatient[]>(
      `SELECT patient.name,
         ARRAY(SELECT DISTINCT upload.born::text FROM upload JOIN connection ON connection.id = upload.connection_id
           WHERE connection.patient_id = patient.id AND upload.born IS NOT NULL) AS born,
         ARRAY(SELECT site_name FROM connection WHERE connection.patient_id = patient.id AND kind = 'files' ORDER BY site_name) AS places
       FROM patient WHERE patient.id = $1`,
      [patientId],
    );
    return row!;
  }

  /** The connection of a patient's files of a place, or null before the first of them. */
  async connectionOf(patientId: string, place: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM connection WHERE patient_id = $1 AND fhir_base = $2 AND kind = 'files'`,
      [patientId, filesBase(patientId, place)],
    );
    return row?.id ?? null;
  }

  /** Writes down who adds files, and makes the connection where these are the first of the place. Returns its id. */
  async add(upload: NewUpload): Promise<string> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `WITH place AS (
         INSERT INTO connection (patient_id, site_name, kind, fhir_base, fhir_patient_id, pull_every_seconds, settling_hours, next_pull_at)
         VALUES ($1, $2, 'files', $3, 'files', ${NO_PACE_SECONDS}, $4, 'infinity')
         ON CONFLICT (patient_id, fhir_base, fhir_patient_id) DO UPDATE SET site_name = connection.site_name
         RETURNING id
       )
       INSERT INTO upload (connection_id, account_id, at, whole, born) SELECT place.id, $5, $6, $7, $8 FROM place
       RETURNING connection_id AS id`,
      [
        upload.patientId,
        upload.place,
        filesBase(upload.patientId, upload.place),
        upload.settlingHours,
        upload.accountId,
        upload.at,
        upload.whole,
        upload.born,
      ],
    );
    return row!.id;
  }
}

/**
 * What stands for an address: the patient is in it, so that an organization that one person's files name never becomes
 * another's. The same place in other letter case or spacing is one.
 */
function filesBase(patientId: string, place: string): string {
  return `urn:scanwarden:files:${patientId}:${place.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}`;
}

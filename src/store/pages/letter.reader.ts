import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Study } from '../../domain/study.js';
import { seenBy } from '../seen.sql.js';

/** What a letter to one place is filled with from the record. */
export interface LetterRow {
  name: string;
  organization: string;
  city: string | null;
  /** Two letters, or null. */
  state: string | null;
  /** ISO 3166-1 alpha-2, or null. */
  country: string | null;
  /** As a place states it of the patient (FHIR date), or null. */
  birthDate: string | null;
  /** The scan that it is about; null where it is about none. */
  study: Study | null;
}

/** Organizations that made or keep scans of the patient ($1), or had a breach that concerns them, as the reader may see. */
const HOLDERS = `
  SELECT organization_id FROM study WHERE patient_id = $1
  UNION SELECT keeper.organization_id FROM connection_keeper AS keeper JOIN connection ON connection.id = keeper.connection_id
    WHERE keeper.patient_id = $1
  UNION SELECT organization_id FROM exposure WHERE patient_id = $1`;

/** Whom a patient can write to, and with what. */
@Injectable()
export class LetterReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The places that hold scans of the patient, by name. */
  places(patientId: string, readerId: string): Promise<{ id: string; name: string }[]> {
    return this.dataSource.query(
      `WITH ${seenBy('$2')} SELECT id, name FROM organization WHERE id IN (${HOLDERS}) ORDER BY name, id`,
      [patientId, readerId],
    );
  }

  /** Null where the place holds nothing of the patient, or the scan is not of the patient. */
  async find(
    { patientId, readerId }: { patientId: string; readerId: string },
    organizationId: string,
    studyId: string | null,
  ): Promise<LetterRow | null> {
    const [row] = await this.dataSource.query<LetterRow[]>(
      `WITH ${seenBy('$4')}
       SELECT patient.name, organization.name AS organization, organization.city, organization.state, organization.country, study.facts AS study,
         (SELECT progress -> 'watched' -> 'births' ->> 0 FROM connection WHERE connection.patient_id = $1 AND progress -> 'watched' -> 'births' ->> 0 IS NOT NULL LIMIT 1) AS "birthDate"
       FROM patient JOIN organization ON organization.id = $2 AND organization.id IN (${HOLDERS})
         LEFT JOIN study ON study.id = $3 AND study.patient_id = patient.id
       WHERE patient.id = $1 AND ($3::uuid IS NULL OR study.id IS NOT NULL)`,
      [patientId, organizationId, studyId, readerId],
    );
    return row ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { seenBy } from '../seen.sql.js';

/** An office that a patient's marks can be counted for. */
export interface CountingOffice {
  id: string;
  name: string;
  /** Null where they are not counted. */
  consent: { since: Date; by: string; words: string } | null;
}

/** A word to be kept: whose marks, for which office, who says so, and the text that was agreed to. */
export interface CountingWord {
  providerId: string;
  patientId: string;
  accountId: string;
  at: Date;
}

/** SQL that holds where an office has to do with the patient ($1) by what the reader sees: it made a scan, or keeps a record. */
const HOLDS = `EXISTS (
  SELECT FROM taken_organization AS taken WHERE taken.provider_id = provider.id AND (
    EXISTS (SELECT FROM study WHERE study.patient_id = $1 AND study.organization_id = taken.organization_id)
    OR EXISTS (SELECT FROM connection JOIN connection_keeper AS keeper ON keeper.connection_id = connection.id
      WHERE connection.patient_id = $1 AND keeper.organization_id = taken.organization_id)))`;

/** The patient also finds what they agreed to of an office that has nothing of theirs any more. */
const OFFICES = `
  SELECT provider.id, provider.name, jsonb_build_object('since', counted.since, 'by', account.name, 'words', counted.words) AS consent, counted.id IS NOT NULL AS counts
  FROM provider
    LEFT JOIN counting_consent AS counted ON counted.provider_id = provider.id AND counted.patient_id = $1 AND counted.until IS NULL
    LEFT JOIN account ON account.id = counted.account_id
  WHERE provider.left_at IS NULL AND (${HOLDS} OR counted.id IS NOT NULL AND EXISTS (
    SELECT FROM active_grant WHERE active_grant.account_id = $2 AND active_grant.patient_id = $1 AND active_grant.role = 'self'))`;

interface OfficeRow extends Omit<CountingOffice, 'consent'> {
  consent: { since: string; by: string; words: string };
  counts: boolean;
}

/** Which patients agreed to be counted, for which offices. Without a row nothing is; words that ended stay. */
@Injectable()
export class CountingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The offices of a patient as a reader may know of them, by name. */
  async offices(patientId: string, readerId: string): Promise<CountingOffice[]> {
    const rows = await this.dataSource.query<OfficeRow[]>(
      `WITH ${seenBy('$2')} ${OFFICES} ORDER BY lower(provider.name), provider.id`,
      [patientId, readerId],
    );
    return rows.map(({ id, name, consent, counts }) => ({
      id,
      name,
      consent: counts ? { ...consent, since: new Date(consent.since) } : null,
    }));
  }

  /** Counts from now on; once more changes nothing. */
  async agree(
    { providerId, patientId, accountId, at }: CountingWord,
    { version, text }: { version: string; text: string },
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO counting_consent (provider_id, patient_id, account_id, version, words, since)
       SELECT id, $2, $3, $4, $5, $6 FROM provider WHERE id = $1 AND left_at IS NULL ON CONFLICT DO NOTHING`,
      [providerId, patientId, accountId, version, text, at],
    );
  }

  /** Counts no more, at once; once more changes nothing. */
  async takeBack({ providerId, patientId, accountId, at }: CountingWord): Promise<void> {
    await this.dataSource.query(
      `UPDATE counting_consent SET until = $4, ended_by = $3 WHERE provider_id = $1 AND patient_id = $2 AND until IS NULL`,
      [providerId, patientId, accountId, at],
    );
  }
}

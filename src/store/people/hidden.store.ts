import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Study } from '../../domain/study.js';

/** What can be kept from others: a place with all its scans, one scan, one breach. */
export const HIDEABLE = ['connection', 'study', 'exposure'] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** Something that a patient keeps to themselves. */
export interface HiddenItem {
  id: string;
  what: Hideable;
  /** Of the place, or of the organization of the breach. */
  place: string;
  /** Of a scan. */
  facts: Study | null;
  since: Date;
}

const HIDDEN = `
  SELECT hidden.id, CASE WHEN hidden.study_id IS NOT NULL THEN 'study' WHEN hidden.exposure_id IS NOT NULL THEN 'exposure' ELSE 'connection' END AS what,
    coalesce(connection.site_name, organization.name, paper_notice.facts ->> 'place') AS place, study.facts, hidden.hidden_at AS since
  FROM hidden_item AS hidden
    LEFT JOIN study ON study.id = hidden.study_id LEFT JOIN connection ON connection.id = coalesce(hidden.connection_id, study.connection_id)
    LEFT JOIN exposure ON exposure.id = hidden.exposure_id LEFT JOIN organization ON organization.id = exposure.organization_id
    LEFT JOIN paper_notice ON paper_notice.id = exposure.paper_notice_id
  WHERE hidden.patient_id = $1 AND hidden.shown_at IS NULL ORDER BY hidden.hidden_at DESC, hidden.id`;

/** What patients keep from everybody else. What was hidden stays written down, with the time when it was shown again. */
@Injectable()
export class HiddenStore {
  constructor(private readonly dataSource: DataSource) {}

  hiddenOf(patientId: string): Promise<HiddenItem[]> {
    return this.dataSource.query<HiddenItem[]>(HIDDEN, [patientId]);
  }

  /** Hides something of the patient's; the same again changes nothing. False where the patient has no such thing. */
  async hide(patientId: string, what: Hideable, id: string, at: Date): Promise<boolean> {
    const [row] = await this.dataSource.query<{ known: boolean }[]>(
      `WITH item AS (SELECT id FROM ${what} WHERE id = $2 AND patient_id = $1), kept AS (
         INSERT INTO hidden_item (patient_id, ${what}_id, hidden_at) SELECT $1, item.id, $3 FROM item
         WHERE NOT EXISTS (SELECT FROM hidden_item WHERE ${what}_id = item.id AND shown_at IS NULL))
       SELECT EXISTS (SELECT FROM item) AS known`,
      [patientId, id, at],
    );
    return row!.known;
  }

  /** False where there is none; once more changes nothing. */
  async show(patientId: string, hiddenId: string, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE hidden_item SET shown_at = coalesce(shown_at, $3) WHERE id = $2 AND patient_id = $1 RETURNING id',
      [patientId, hiddenId, at],
    );
    return rows.length > 0;
  }

  /** Whether others see the record, and whether this thing is kept from them. */
  async stateOf(
    patientId: string,
    what: Hideable,
    id: string,
  ): Promise<{ shared: boolean; hidden: boolean }> {
    const [row] = await this.dataSource.query<{ shared: boolean; hidden: boolean }[]>(
      `SELECT EXISTS (SELECT FROM active_grant WHERE patient_id = $1 AND role <> 'self') AS shared,
         EXISTS (SELECT FROM hidden_item WHERE ${what}_id = $2 AND shown_at IS NULL) AS hidden`,
      [patientId, id],
    );
    return row!;
  }
}

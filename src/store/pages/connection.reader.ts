import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { seenBy } from '../seen.sql.js';
import { saidBy } from '../organization.store.js';
import type { AllowingConsent } from '../../domain/consent.js';
import { type Place, PLACE } from './patient.reader.js';

export interface ConnectionRow {
  name: string;
  place: Place;
  /** What the newest pull could not read, one sentence each. */
  incomplete: string[];
  /** Entries of the newest pull that were set aside, since they are about somebody else. */
  quarantined: number;
  /** Entries of the newest complete pull that name the patient and carry somebody else's name, birth date or number. */
  mixed: number;
  consents: AllowingConsent[];
  /** Of one of its organizations: two letters, or null. */
  state: string | null;
  country: string | null;
  /** Years (YYYY) of its oldest and newest scans; null where none states a date. */
  firstYear: string | null;
  lastYear: string | null;
  /** A pull is due or under way. */
  due: boolean;
  /** The directory knows the place, and this installation is registered there. */
  linkable: boolean;
  /** Places of its studies whose town or state nobody knows yet; those that somebody was asked about are left out. */
  unplaced: { organizationId: string; name: string; city: string | null; state: string | null }[];
}

/** Nobody is asked about more at once. */
const MOST_ASKED = 3;

/** One place where a patient's record is looked at. */
@Injectable()
export class ConnectionReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such place that the reader may see. */
  async find(id: string, patientId: string, readerId: string, now: Date): Promise<ConnectionRow | null> {
    const [row] = await this.dataSource.query<ConnectionRow[]>(
      `WITH ${seenBy('$4')}
       SELECT patient.name, ${PLACE} AS place, coalesce(connection.next_pull_at <= $3, false) AS due,
         EXISTS (SELECT FROM site LEFT JOIN client_registration AS shared ON shared.vendor = site.vendor
           WHERE site.fhir_base = rtrim(connection.fhir_base, '/') AND (site.registration_id IS NOT NULL OR shared.id IS NOT NULL)) AS linkable,
         coalesce(connection.progress -> 'history' -> 'consents', '[]') AS consents,
         (SELECT min(organization.state) FROM study JOIN organization ON organization.id = study.organization_id WHERE study.connection_id = connection.id) AS state,
         (SELECT min(organization.country) FROM study JOIN organization ON organization.id = study.organization_id WHERE study.connection_id = connection.id) AS country,
         (SELECT min(left(study.facts ->> 'started', 4)) FROM study WHERE study.connection_id = connection.id) AS "firstYear",
         (SELECT max(left(study.facts ->> 'started', 4)) FROM study WHERE study.connection_id = connection.id) AS "lastYear",
         coalesce((SELECT jsonb_array_length(pull.quarantined) FROM pull WHERE pull.connection_id = connection.id ORDER BY pull.finished_at DESC LIMIT 1), 0) AS quarantined,
         coalesce((SELECT jsonb_array_length(jsonb_path_query_array(pull.quarantined, '$[*] ? (@.isMixed == true)')) FROM pull
           WHERE pull.connection_id = connection.id AND pull.complete ORDER BY pull.finished_at DESC LIMIT 1), 0) AS mixed,
         coalesce((SELECT jsonb_agg(jsonb_build_object('organizationId', place.id, 'name', place.name, 'city', place.city, 'state', place.state) ORDER BY place.name)
           FROM (SELECT * FROM organization WHERE (organization.city IS NULL OR organization.state IS NULL)
             AND organization.id IN (SELECT organization_id FROM study WHERE study.connection_id = connection.id
               UNION SELECT organization_id FROM connection_keeper WHERE connection_keeper.connection_id = connection.id)
             AND NOT ${saidBy('connection.patient_id')}
             ORDER BY organization.name LIMIT ${MOST_ASKED}) AS place), '[]') AS unplaced,
         coalesce((SELECT pull.incomplete FROM pull WHERE pull.connection_id = connection.id ORDER BY pull.finished_at DESC LIMIT 1), '{}') AS incomplete
       FROM connection JOIN patient ON patient.id = connection.patient_id
       WHERE connection.id = $1 AND connection.patient_id = $2`,
      [id, patientId, now, readerId],
    );
    return row ?? null;
  }
}

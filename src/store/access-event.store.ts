import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GrantRole } from '../domain/notification.js';

/** Somebody who is not the patient looked at something, or did something. */
export interface AccessEvent {
  patientId: string;
  accountId: string;
  /** What they are to the patient: by a grant, or as an officer of an office that the patient sent a case to. */
  role: GrantRole | 'officer';
  what: 'view' | 'act';
  /** As the program names it, without ids: "GET /patients/:patientId". */
  route: string;
  /** Of the study, flag, breach, place or case that the route names; null where it names none. */
  item: string | null;
  at: Date;
}

/** Who looks at the same page again within this time has looked once. */
export const ONE_LOOK_MINUTES = 10;

/** What others looked at and did. Rows are only ever added. */
@Injectable()
export class AccessEventStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Of a patient who was deleted by what was done nothing is kept. */
  async add({ patientId, accountId, role, what, route, item, at }: AccessEvent): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO access_event (patient_id, account_id, role, what, route, item, at)
       SELECT $1, $2, $3, $4, $5, $6::uuid, $7::timestamptz
       FROM patient WHERE patient.id = $1 AND ($4 = 'act' OR NOT EXISTS (
         SELECT FROM access_event AS known WHERE known.patient_id = $1 AND known.account_id = $2 AND known.what = 'view'
           AND known.route = $5 AND known.item IS NOT DISTINCT FROM $6::uuid
           AND known.at > $7::timestamptz - make_interval(mins => ${ONE_LOOK_MINUTES})))`,
      [patientId, accountId, role, what, route, item, at],
    );
  }
}

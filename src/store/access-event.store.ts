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

/** SQL that holds where an account looked at the same page of the same patient before. */
function lookedBefore(patient: string, account: string, route: string, item: string, at: string): string {
  return `EXISTS (SELECT FROM access_event AS known WHERE known.patient_id = ${patient} AND known.account_id = ${account} AND known.what = 'view'
    AND known.route = ${route} AND known.item IS NOT DISTINCT FROM ${item} AND known.at > ${at} - make_interval(mins => ${ONE_LOOK_MINUTES}))`;
}

/** What others looked at and did. Rows are only ever added. */
@Injectable()
export class AccessEventStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Of a patient who was deleted by what was done nothing is kept. */
  async add({ patientId, accountId, role, what, route, item, at }: AccessEvent): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO access_event (patient_id, account_id, role, what, route, item, at)
       SELECT $1, $2, $3, $4, $5, $6::uuid, $7::timestamptz
       FROM patient WHERE patient.id = $1 AND ($4 = 'act' OR NOT ${lookedBefore('$1', '$2', '$5', '$6::uuid', '$7::timestamptz')})`,
      [patientId, accountId, role, what, route, item, at],
    );
  }

  /** A look at something that tells of several patients, in one statement; of the account's own record nothing is kept. */
  async addLooks(
    of: { patientId: string; item: string | null }[],
    { accountId, route, at }: Pick<AccessEvent, 'accountId' | 'route' | 'at'>,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO access_event (patient_id, account_id, role, what, route, item, at)
       SELECT shown.patient_id, $1, active_grant.role, 'view', $2, shown.item, $3::timestamptz
       FROM unnest($4::uuid[], $5::uuid[]) AS shown (patient_id, item)
         JOIN active_grant ON active_grant.patient_id = shown.patient_id AND active_grant.account_id = $1
       WHERE active_grant.role <> 'self' AND NOT ${lookedBefore('shown.patient_id', '$1', '$2', 'shown.item', '$3::timestamptz')}`,
      [accountId, route, at, of.map(({ patientId }) => patientId), of.map(({ item }) => item)],
    );
  }
}

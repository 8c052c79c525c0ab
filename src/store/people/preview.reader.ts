import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Study } from '../../domain/study.js';
import type { NewGrant } from './sharing.store.js';

/** What somebody would see of a record. */
export interface Seen {
  places: { id: string; name: string; scans: number }[];
  scans: { id: string; facts: Study; place: string }[];
  breaches: { id: string; organization: string; situation: string; answer: string | null }[];
  cases: number;
}

/** Shown one by one; the counts are of all. */
const MOST_SCANS = 500;

const PLACES = `
  SELECT place.id, place.site_name AS name, (SELECT count(*)::int FROM seen_study($2) AS seen WHERE seen.connection_id = place.id) AS scans
  FROM seen_connection($2) AS place WHERE place.patient_id = $1 ORDER BY place.site_name, place.id`;
const SCANS = `
  SELECT seen.id, seen.facts, connection.site_name AS place FROM seen_study($2) AS seen JOIN connection ON connection.id = seen.connection_id
  WHERE seen.patient_id = $1 ORDER BY seen.started_on DESC NULLS LAST, seen.id LIMIT ${MOST_SCANS}`;
const BREACHES = `
  SELECT seen.id, coalesce(organization.name, paper_notice.facts ->> 'place') AS organization, seen.situation,
    (SELECT given.answer FROM exposure_answer AS given WHERE given.exposure_id = seen.id ORDER BY given.at DESC LIMIT 1) AS answer
  FROM seen_exposure($2) AS seen LEFT JOIN organization ON organization.id = seen.organization_id
    LEFT JOIN paper_notice ON paper_notice.id = seen.paper_notice_id
  WHERE seen.patient_id = $1 ORDER BY seen.created_at DESC, seen.id`;
const CASES = 'SELECT count(*)::int AS count FROM seen_case($2) AS seen WHERE seen.patient_id = $1';

/** Shows what a grant would open, by the very functions that the pages of its holder read. */
@Injectable()
export class PreviewReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Gives the grant to nobody for the length of a look, and takes everything back. */
  async seenWith(grant: Pick<NewGrant, 'patientId' | 'role' | 'places' | 'kinds'>): Promise<Seen> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      const reader = await nobodyWith(runner.manager, grant);
      return await seenBy(runner.manager, grant.patientId, reader);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }
}

async function nobodyWith(
  manager: EntityManager,
  { patientId, role, places, kinds }: Pick<NewGrant, 'patientId' | 'role' | 'places' | 'kinds'>,
): Promise<string> {
  const nobody = randomUUID();
  const email = `${nobody}@preview.invalid`;
  await manager.query(`INSERT INTO account (id, email, name) VALUES ($1, $2, '')`, [nobody, email]);
  await manager.query(
    'INSERT INTO patient_grant (account_id, patient_id, role, places, kinds) VALUES ($1, $2, $3, $4, $5)',
    [nobody, patientId, role, places, kinds],
  );
  return nobody;
}

async function seenBy(manager: EntityManager, patientId: string, reader: string): Promise<Seen> {
  const given = [patientId, reader];
  const places = await manager.query<Seen['places']>(PLACES, given);
  const scans = await manager.query<Seen['scans']>(SCANS, given);
  const breaches = await manager.query<Seen['breaches']>(BREACHES, given);
  const [cases] = await manager.query<{ count: number }[]>(CASES, given);
  return { places, scans, breaches, cases: cases?.count ?? 0 };
}

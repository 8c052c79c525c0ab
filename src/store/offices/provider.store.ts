import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { folded } from '../../lib/fold.js';
import { IS_PUBLISHED } from '../pages/organizations.reader.js';
import { dropRoles } from './officer.store.js';

/** An office as a list shows it. */
export interface ProviderLine {
  id: string;
  name: string;
  joinedAt: Date;
  leftAt: Date | null;
  /** Officers who are in. */
  officers: number;
}

/** A name under which records of an office stand. */
export interface TakenOrganization {
  id: string;
  name: string;
  city: string | null;
  state: string | null;
}

/** One that it gave up. `endedAt`: ISO 8601. */
export interface FormerOrganization extends TakenOrganization {
  endedBy: string;
  endedAt: string;
}

/** Who changes something of an office, and when. */
export interface OfficeChange {
  by: string;
  at: Date;
}

export interface Provider {
  id: string;
  name: string;
  timeZone: string;
  /** By its own count; null where it does not say. */
  patients: number | null;
  /** Who wrote that down; null where it never was. */
  patientsBy: string | null;
  patientsAt: Date | null;
  joinedAt: Date;
  leftAt: Date | null;
  /** When the next summary is due. */
  dueAt: Date;
  organizations: TakenOrganization[];
  /** The last ones first. */
  former: FormerOrganization[];
}

export interface NewProvider {
  name: string;
  timeZone: string;
  patients: number | null;
  joinedBy: string;
  joinedAt: Date;
  /** YYYY-MM, the first that is told. */
  month: string;
  /** When it is told, in ms. */
  dueAt: number;
}

function namesOf(condition: string, order: string, more = ''): string {
  return `coalesce((SELECT jsonb_agg(jsonb_build_object('id', organization.id, 'name', organization.name, 'city', organization.city, 'state', organization.state${more}) ORDER BY ${order}, organization.id)
    FROM provider_organization AS had JOIN organization ON organization.id = had.organization_id LEFT JOIN account AS ender ON ender.id = had.ended_by
    WHERE had.provider_id = provider.id AND had.ended_at ${condition}), '[]')`;
}

const NAMES = namesOf('IS NULL', 'lower(organization.name)');
const FORMER = namesOf(
  'IS NOT NULL',
  'had.ended_at DESC',
  ", 'endedBy', ender.name, 'endedAt', had.ended_at",
);

const MOST_FOUND = 25;
const MOST_WORDS = 8;

/** The offices that take part. */
@Injectable()
export class ProviderStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that take part by name, then those that left. */
  all(): Promise<ProviderLine[]> {
    return this.dataSource.query<ProviderLine[]>(
      `SELECT provider.id, provider.name, joined_at AS "joinedAt", left_at AS "leftAt",
         (SELECT count(*)::int FROM officer WHERE officer.provider_id = provider.id AND accepted_at IS NOT NULL AND ended_at IS NULL) AS officers
       FROM provider ORDER BY left_at IS NOT NULL, lower(provider.name), provider.id`,
    );
  }

  async find(id: string): Promise<Provider | null> {
    const [row] = await this.dataSource.query<Provider[]>(
      `SELECT provider.id, provider.name, provider.time_zone AS "timeZone", patients, teller.name AS "patientsBy", patients_at AS "patientsAt",
         joined_at AS "joinedAt", provider.left_at AS "leftAt", due_at AS "dueAt", ${NAMES} AS organizations, ${FORMER} AS former
       FROM provider LEFT JOIN account AS teller ON teller.id = provider.patients_by WHERE provider.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Null where an office of this name takes part already. */
  async join(provider: NewProvider): Promise<string | null> {
    const { name, timeZone, patients, joinedBy, joinedAt, month, dueAt } = provider;
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `INSERT INTO provider (name, time_zone, patients, joined_by, joined_at, next_month, due_at, patients_by, patients_at)
       SELECT $1, $2, $3::int, $4::uuid, $5::timestamptz, $6, $7, CASE WHEN $3::int IS NOT NULL THEN $4::uuid END, CASE WHEN $3::int IS NOT NULL THEN $5::timestamptz END
       WHERE NOT EXISTS (SELECT FROM provider WHERE lower(name) = lower($1) AND left_at IS NULL) RETURNING id`,
      [name, timeZone, patients, joinedBy, joinedAt, `${month}-01`, new Date(dueAt)],
    );
    return row?.id ?? null;
  }

  /** False where there is none such that takes part. Summaries that were made stay as they are. */
  async count(id: string, patients: number | null, { by, at }: OfficeChange): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE provider SET patients = $2, patients_by = $3, patients_at = $4 WHERE id = $1 AND left_at IS NULL RETURNING id',
      [id, patients, by, at],
    );
    return rows.length > 0;
  }

  /** Names by their words, that no office has yet. One more than are shown, where there are more. */
  async freeOrganizations(text: string): Promise<TakenOrganization[]> {
    const words = folded(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    return this.dataSource.query<TakenOrganization[]>(
      `SELECT id, name, city, state FROM organization
       WHERE searchable(name) @@ to_tsquery('simple', $1) AND ${IS_PUBLISHED}
         AND NOT EXISTS (SELECT FROM taken_organization AS taken WHERE taken.organization_id = organization.id)
       ORDER BY name, id LIMIT ${MOST_FOUND + 1}`,
      [words.map((word) => `${word}:*`).join(' & ')],
    );
  }

  /** False where the office takes part no more, or the name is another's, or none that may be taken. */
  async take(id: string, organizationId: string, { by, at }: OfficeChange): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO provider_organization (organization_id, provider_id, added_by, added_at)
       SELECT organization.id, provider.id, $3, $4 FROM provider, organization
       WHERE provider.id = $1 AND provider.left_at IS NULL AND organization.id = $2 AND ${IS_PUBLISHED}
       ON CONFLICT DO NOTHING RETURNING organization_id`,
      [id, organizationId, by, at],
    );
    return rows.length > 0;
  }

  /** Summaries that were made stay as they are. */
  async giveUp(id: string, organizationId: string, { by, at }: OfficeChange): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE provider_organization SET ended_at = $3, ended_by = $4
       WHERE provider_id = $1 AND organization_id = $2 AND ended_at IS NULL RETURNING id`,
      [id, organizationId, at, by],
    );
    return rows.length > 0;
  }

  /**
   * The office takes part no more: its names are free again, nobody is counted for it any longer, and its officers see
   * nothing from then on. False where there is none such that takes part.
   */
  leave(id: string, { by, at }: OfficeChange): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [left] = await manager.query<[unknown[], number]>(
        'UPDATE provider SET left_at = $2, left_by = $3 WHERE id = $1 AND left_at IS NULL RETURNING id',
        [id, at, by],
      );
      if (left.length > 0) await letGo(manager, id, { by, at });
      return left.length > 0;
    });
  }
}

async function letGo(manager: EntityManager, id: string, { by, at }: OfficeChange): Promise<void> {
  await manager.query(
    'UPDATE provider_organization SET ended_at = $2, ended_by = $3 WHERE provider_id = $1 AND ended_at IS NULL',
    [id, at, by],
  );
  await manager.query(
    'UPDATE counting_consent SET until = $2, ended_by = $3 WHERE provider_id = $1 AND until IS NULL',
    [id, at, by],
  );
  await manager.query(
    'UPDATE officer SET ended_at = $2, ended_by = $3 WHERE provider_id = $1 AND ended_at IS NULL',
    [id, at, by],
  );
  await dropRoles(manager, id);
}

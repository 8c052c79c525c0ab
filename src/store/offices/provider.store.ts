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

export interface Provider {
  id: string;
  name: string;
  timeZone: string;
  /** By its own count; null where it does not say. */
  patients: number | null;
  joinedAt: Date;
  leftAt: Date | null;
  /** When the next summary is due. */
  dueAt: Date;
  organizations: TakenOrganization[];
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
      `SELECT provider.id, provider.name, time_zone AS "timeZone", patients, joined_at AS "joinedAt", left_at AS "leftAt", due_at AS "dueAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', organization.id, 'name', organization.name, 'city', organization.city, 'state', organization.state)
             ORDER BY lower(organization.name), organization.id)
           FROM provider_organization AS taken JOIN organization ON organization.id = taken.organization_id WHERE taken.provider_id = provider.id), '[]') AS organizations
       FROM provider WHERE provider.id = $1`,
      [id],
    );
    return row ?? null;
  }

  async join(provider: NewProvider): Promise<string> {
    const { name, timeZone, patients, joinedBy, joinedAt, month, dueAt } = provider;
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `INSERT INTO provider (name, time_zone, patients, joined_by, joined_at, next_month, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [name, timeZone, patients, joinedBy, joinedAt, `${month}-01`, new Date(dueAt)],
    );
    return row!.id;
  }

  /** False where there is none such that takes part. Summaries that were made stay as they are. */
  async count(id: string, patients: number | null): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE provider SET patients = $2 WHERE id = $1 AND left_at IS NULL RETURNING id',
      [id, patients],
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
         AND NOT EXISTS (SELECT FROM provider_organization AS taken WHERE taken.organization_id = organization.id)
       ORDER BY name, id LIMIT ${MOST_FOUND + 1}`,
      [words.map((word) => `${word}:*`).join(' & ')],
    );
  }

  /** False where the office takes part no more, or the name is another's, or none that may be taken. */
  async take(id: string, organizationId: string, { by, at }: { by: string; at: Date }): Promise<boolean> {
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
  async giveUp(id: string, organizationId: string): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'DELETE FROM provider_organization WHERE provider_id = $1 AND organization_id = $2 RETURNING organization_id',
      [id, organizationId],
    );
    return rows.length > 0;
  }

  /**
   * The office takes part no more: its names are free again, nobody is counted for it any longer, and its officers see
   * nothing from then on. False where there is none such that takes part.
   */
  leave(id: string, { by, at }: { by: string; at: Date }): Promise<boolean> {
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

async function letGo(
  manager: EntityManager,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await manager.query('DELETE FROM provider_organization WHERE provider_id = $1', [id]);
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

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Correction } from '../domain/summary/correct.js';
import type { SummaryCounts, SummaryFigures, SummaryRow } from '../domain/summary/figures.js';
import type { EarlierSummary } from '../domain/summary/make-summary.js';
import { shownCounts } from '../domain/summary/shown.js';
import { tellOfficers } from './offices/office.sql.js';
import { COUNTS } from './summary/counts.sql.js';

/** A provider whose summary is due. */
export interface DueProvider {
  id: string;
  /** YYYY-MM */
  month: string;
  zone: string;
  ofPatients: number | null;
}

/** One that is asked for by hand, which may have left. */
export interface LockedProvider extends DueProvider {
  hasLeft: boolean;
}

/** Whose month is counted, from when until when. */
export interface CountedMonth {
  providerId: string;
  /** YYYY-MM */
  month: string;
  starts: Date;
  ends: Date;
}

/** A summary to be written; the same provider, month and version is written once. */
export interface NewSummary {
  providerId: string;
  month: string;
  version: number;
  figures: SummaryFigures | null;
  counts: SummaryCounts;
  correction: Correction | null;
}

interface CountedRow {
  providerId: string;
  figure: string;
  number: number;
  persons: number;
}

const PROVIDER = `SELECT id, to_char(next_month, 'YYYY-MM') AS month, time_zone AS zone, patients AS "ofPatients", left_at IS NOT NULL AS "hasLeft" FROM provider`;

const ROW = `SELECT summary.id, jsonb_build_object('name', provider.name, 'timeZone', provider.time_zone) AS provider,
    to_char(month, 'YYYY-MM') AS month, version, made_at AS "madeAt", figures, correction
  FROM summary JOIN provider ON provider.id = summary.provider_id`;

const ADD = `
  INSERT INTO summary (provider_id, month, version, made_at, figures, shown, counts, correction)
  SELECT provider_id, (month || '-01')::date, version, $2, figures, shown, counts, correction
  FROM jsonb_to_recordset($1::jsonb) AS given (provider_id uuid, month text, version integer, figures jsonb, shown jsonb, counts jsonb, correction jsonb)
  ON CONFLICT (provider_id, month, version) DO NOTHING
  RETURNING id`;

const TELL = tellOfficers({
  table: 'summary',
  situation: 'S20',
  level: 'quiet',
  where: 'summary.id = ANY ($1::uuid[]) AND summary.figures IS NOT NULL',
});

/** Summaries as they were made, and whose are due. */
@Injectable()
export class SummaryStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Due providers, the first `most` that nobody else is at, locked until the transaction ends. */
  claim(manager: EntityManager, now: Date, most: number): Promise<DueProvider[]> {
    return manager.query(
      `${PROVIDER} WHERE left_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, most],
    );
  }

  /** The provider that an organization belongs to, or that has this id itself, locked until the transaction ends. */
  async lockOf(manager: EntityManager, organizationId: string): Promise<LockedProvider | null> {
    const [row] = await manager.query<LockedProvider[]>(
      `${PROVIDER} WHERE id = coalesce((SELECT provider_id FROM taken_organization WHERE organization_id = $1), $1) FOR UPDATE`,
      [organizationId],
    );
    return row ?? null;
  }

  async counts(manager: EntityManager, months: readonly CountedMonth[]): Promise<Map<string, SummaryCounts>> {
    const rows = await manager.query<CountedRow[]>(COUNTS, [
      months.map(({ providerId }) => providerId),
      months.map(({ starts }) => starts.toISOString()),
      months.map(({ ends }) => ends.toISOString()),
      months.map(({ month }) => `${month}-01`),
    ]);
    const counts = new Map(months.map(({ providerId }) => [providerId, nothingCounted()]));
    for (const row of rows) put(counts.get(row.providerId)!, row);
    return counts;
  }

  /** What the summaries of some providers show, from a month (YYYY-MM) on, by provider. */
  async earlier(
    manager: EntityManager,
    providerIds: string[],
    from: string,
  ): Promise<Map<string, EarlierSummary[]>> {
    const rows = await manager.query<({ providerId: string } & EarlierSummary)[]>(
      `SELECT provider_id AS "providerId", to_char(month, 'YYYY-MM') AS month, version, shown
       FROM summary WHERE provider_id = ANY ($1::uuid[]) AND month >= ($2 || '-01')::date ORDER BY provider_id, month, version`,
      [providerIds, from],
    );
    const byProvider = new Map<string, EarlierSummary[]>(providerIds.map((id) => [id, []]));
    for (const { providerId, ...summary } of rows) byProvider.get(providerId)!.push(summary);
    return byProvider;
  }

  /** What was counted for a month at last; null where it has no summary. */
  async countsOf(manager: EntityManager, providerId: string, month: string): Promise<SummaryCounts | null> {
    const [row] = await manager.query<{ counts: SummaryCounts | null }[]>(
      `SELECT counts FROM summary WHERE provider_id = $1 AND month = ($2 || '-01')::date ORDER BY version DESC LIMIT 1`,
      [providerId, month],
    );
    return row?.counts ?? null;
  }

  /** @returns ids of those that were not there yet; their officers are told */
  async add(manager: EntityManager, summaries: NewSummary[], now: Date): Promise<string[]> {
    const given = summaries.map(({ providerId, ...rest }) => ({
      provider_id: providerId,
      ...rest,
      shown: shownCounts(rest.figures),
    }));
    const rows = await manager.query<{ id: string }[]>(ADD, [JSON.stringify(given), now]);
    const ids = rows.map(({ id }) => id);
    await manager.query(TELL, [ids, now]);
    return ids;
  }

  async plan(
    manager: EntityManager,
    next: { providerId: string; month: string; dueAt: Date }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE provider SET next_month = (next.month || '-01')::date, due_at = next.due_at, rung_at = NULL
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS next (provider_id, month, due_at) WHERE provider.id = next.provider_id`,
      [
        next.map(({ providerId }) => providerId),
        next.map(({ month }) => month),
        next.map(({ dueAt }) => dueAt.toISOString()),
      ],
    );
  }

  /** The newest version of a month, or that one. */
  async find(
    providerId: string,
    month: string,
    version: number | null = null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<SummaryRow | null> {
    const [row] = await manager.query<SummaryRow[]>(
      `${ROW} WHERE provider_id = $1 AND month = ($2 || '-01')::date AND ($3::int IS NULL OR version = $3) ORDER BY version DESC LIMIT 1`,
      [providerId, month, version],
    );
    return row ?? null;
  }

  /** Months that have a summary, newest first, with their newest version. */
  list(providerId: string): Promise<{ month: string; version: number; hasFigures: boolean }[]> {
    return this.dataSource.query(
      `SELECT DISTINCT ON (summary.month) to_char(summary.month, 'YYYY-MM') AS month, version, figures IS NOT NULL AS "hasFigures"
       FROM summary WHERE provider_id = $1 ORDER BY summary.month DESC, version DESC`,
      [providerId],
    );
  }
}

function nothingCounted(): SummaryCounts {
  return { patients: 0, studies: 0, cells: {}, persons: {}, breaches: { own: 0, vendors: 0 } };
}

function put(counts: SummaryCounts, { figure, number, persons }: CountedRow): void {
  switch (figure) {
    case 'patients':
    case 'studies':
      counts[figure] = number;
      return;
    case 'breaches.own':
      counts.breaches.own = number;
      return;
    case 'breaches.vendors':
      counts.breaches.vendors = number;
      return;
    default:
      counts.cells[figure] = number;
      counts.persons[figure] = persons;
  }
}

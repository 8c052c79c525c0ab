import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What people know of names, for matching: plain values, whatever they were learnt from. */
export interface NameKnowledge {
  /** Other names of an organization: from the curated table, and names of filings that somebody said are the same place. */
  aliases: { organizationId: string; name: string }[];
  /** Names of filings that somebody said are another place. */
  vetoes: { organizationId: string; name: string }[];
  /** Who works for an organization, with the source that says so. */
  vendors: { organizationId: string; name: string; source: string }[];
}

interface KnownName {
  kind: 'alias' | 'veto' | 'vendor';
  organizationId: string;
  name: string;
  source: string | null;
}

/** Of one name and organization the newest verdict counts, whichever filing it was given for. */
const KNOWN_NAMES = `
  SELECT CASE verdict WHEN 'same' THEN 'alias' ELSE 'veto' END AS kind, organization_id AS "organizationId", filed_name AS name, NULL AS source
  FROM (SELECT DISTINCT ON (organization_id, lower(filed_name)) organization_id, filed_name, verdict FROM match_review
    WHERE ($1::uuid[] IS NULL OR organization_id = ANY ($1)) ORDER BY organization_id, lower(filed_name), id DESC) AS newest
  WHERE verdict <> 'unsure'
  UNION ALL
  SELECT 'alias', organization_id, name, NULL FROM organization_alias WHERE ended_at IS NULL AND ($1::uuid[] IS NULL OR organization_id = ANY ($1))
  UNION ALL
  SELECT 'vendor', organization_id, name, source FROM organization_vendor WHERE ended_at IS NULL AND ($1::uuid[] IS NULL OR organization_id = ANY ($1))`;

/** Reads what people taught about names; in the transaction that matches by it. */
@Injectable()
export class MatchKnowledgeReader {
  /** @param organizationIds those that are compared, or null for all */
  async read(manager: EntityManager, organizationIds: string[] | null): Promise<NameKnowledge> {
    const rows = await manager.query<KnownName[]>(KNOWN_NAMES, [organizationIds]);
    const known = (kind: KnownName['kind']): KnownName[] => rows.filter((row) => row.kind === kind);
    const named = ({ organizationId, name }: KnownName) => ({ organizationId, name });
    return {
      aliases: known('alias').map(named),
      vetoes: known('veto').map(named),
      vendors: known('vendor').map((row) => ({ ...named(row), source: row.source ?? '' })),
    };
  }
}

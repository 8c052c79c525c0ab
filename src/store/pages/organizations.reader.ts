import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { folded } from '../../lib/fold.js';
import { UPLOADED_ORIGIN } from '../upload.store.js';

export interface FoundOrganization {
  id: string;
  name: string;
  city: string | null;
  state: string | null;
}

/** A name or vendor that an operator added. Times are ISO 8601. */
export interface CuratedName {
  id: string;
  name: string;
  /** Of a vendor: where it is known from. */
  source: string | null;
  by: string;
  at: string;
  endedAt: string | null;
}

export interface OrganizationRow extends FoundOrganization {
  /** As its own records name it. */
  aliases: string[];
  added: CuratedName[];
  vendors: CuratedName[];
  /** Names of filings that somebody said are the same place, or another. */
  learnt: { name: string; verdict: 'same' | 'different' }[];
  /** Town and state come from people, not from its own records. */
  placeSaid: boolean;
}

const MOST_SHOWN = 25;
const MOST_WORDS = 8;

function curated(table: string, source: string): string {
  return `coalesce((SELECT jsonb_agg(jsonb_build_object('id', given.id, 'name', given.name, 'source', ${source}, 'by', account.name,
      'at', given.at, 'endedAt', given.ended_at) ORDER BY given.ended_at IS NOT NULL, lower(given.name), given.id)
    FROM (SELECT * FROM ${table} WHERE ${table}.organization_id = organization.id ORDER BY ended_at DESC NULLS FIRST LIMIT 300) AS given
      JOIN account ON account.id = given.account_id), '[]')`;
}

/** SQL that holds where a FHIR server gave the name: what a person calls a place is part of that person's record. */
export const IS_PUBLISHED = `organization.origin NOT LIKE '${UPLOADED_ORIGIN}%'`;

/** What operators see of organizations: names and places, and nothing of whose records they hold. */
@Injectable()
export class OrganizationsReader {
  constructor(private readonly dataSource: DataSource) {}

  /** By words of the name, through the index organization_name. One more than are shown, where there are more. */
  async search(text: string): Promise<FoundOrganization[]> {
    const words = folded(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
    if (words.length === 0) return this.withoutState();
    return this.dataSource.query<FoundOrganization[]>(
      `SELECT id, name, city, state FROM organization
       WHERE searchable(name) @@ to_tsquery('simple', $1) AND ${IS_PUBLISHED} ORDER BY name, id LIMIT ${MOST_SHOWN + 1}`,
      [words.map((word) => `${word}:*`).join(' & ')],
    );
  }

  /** Those that wait for somebody to say where they are: the newest. */
  private withoutState(): Promise<FoundOrganization[]> {
    return this.dataSource.query<FoundOrganization[]>(
      `SELECT id, name, city, state FROM organization WHERE state IS NULL AND ${IS_PUBLISHED} ORDER BY created_at DESC, id LIMIT ${MOST_SHOWN + 1}`,
    );
  }

  async find(id: string): Promise<OrganizationRow | null> {
    const [row] = await this.dataSource.query<OrganizationRow[]>(
      `SELECT organization.id, organization.name, organization.city, organization.state, organization.aliases,
         ${curated('organization_alias', 'NULL')} AS added, ${curated('organization_vendor', 'given.source')} AS vendors,
         coalesce((SELECT jsonb_agg(jsonb_build_object('name', newest.filed_name, 'verdict', newest.verdict) ORDER BY lower(newest.filed_name))
           FROM (SELECT DISTINCT ON (lower(filed_name)) filed_name, verdict FROM match_review WHERE organization_id = organization.id
             ORDER BY lower(filed_name), match_review.id DESC) AS newest WHERE newest.verdict <> 'unsure'), '[]') AS learnt,
         EXISTS (SELECT FROM organization_place WHERE organization_place.organization_id = organization.id) AS "placeSaid"
       FROM organization WHERE organization.id = $1 AND ${IS_PUBLISHED}`,
      [id],
    );
    return row ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { filedNameKey, type MatchKnowledge, type OperatorVerdict } from '../domain/match.js';
import type { Organization } from '../domain/organization.js';

/** What people taught: words on filed names, and what else organizations are called, work with, and where they are. */
export interface Learnt {
  knowledge: MatchKnowledge;
  /** The organization with what people know of it beside what its source says. */
  completed: (organization: Organization) => Organization;
}

interface ReviewRow {
  organizationId: string;
  name: string;
  state: string | null;
  says: OperatorVerdict['says'];
}

/** Of one filed name, state and organization the newest verdict counts, whichever filing it was given for. */
const REVIEWS = `
  SELECT * FROM (
    SELECT DISTINCT ON (match_review.organization_id, lower(filed_name), filing.facts ->> 'state')
      match_review.organization_id AS "organizationId", filed_name AS name, filing.facts ->> 'state' AS state, verdict AS says
    FROM match_review JOIN filing ON filing.id = match_review.filing_id
    WHERE ($1::uuid[] IS NULL OR match_review.organization_id = ANY ($1))
    ORDER BY match_review.organization_id, lower(filed_name), filing.facts ->> 'state', match_review.at DESC, match_review.id DESC) AS newest
  WHERE says <> 'unsure'`;

type Addition = Pick<Organization, 'id' | 'aliases' | 'state' | 'city'> & { vendors: string[] };

const ADDITIONS = `
  SELECT id, (SELECT state FROM organization_place WHERE organization_id = known.id ORDER BY at DESC, organization_place.id LIMIT 1) AS state,
    (SELECT city FROM organization_place WHERE organization_id = known.id ORDER BY at DESC, organization_place.id LIMIT 1) AS city,
    ARRAY (SELECT name FROM organization_alias WHERE organization_id = known.id AND ended_at IS NULL ORDER BY at) AS aliases,
    ARRAY (SELECT name FROM organization_vendor WHERE organization_id = known.id AND ended_at IS NULL ORDER BY at) AS vendors
  FROM (SELECT organization_id FROM organization_alias UNION SELECT organization_id FROM organization_vendor
    UNION SELECT organization_id FROM organization_place) AS known (id)
  WHERE $1::uuid[] IS NULL OR id = ANY ($1)`;

/** Reads what people taught about names; in the transaction that matches by it. */
@Injectable()
export class MatchKnowledgeReader {
  /** @param organizationIds those that are compared, or null for all */
  async read(manager: EntityManager, organizationIds: string[] | null): Promise<Learnt> {
    const reviews = await manager.query<ReviewRow[]>(REVIEWS, [organizationIds]);
    const additions = await manager.query<Addition[]>(ADDITIONS, [organizationIds]);
    const byId = new Map(additions.map((addition) => [addition.id, addition]));
    const verdicts = reviews.map(({ organizationId, says, ...filed }) => ({
      organizationId,
      says,
      filedName: filedNameKey(filed),
    }));
    return {
      knowledge: { aliases: [], verdicts },
      completed: (organization) => completed(organization, byId.get(organization.id)),
    };
  }
}

/** A person's word on a place counts where the source says none. */
function completed(organization: Organization, addition: Addition | undefined): Organization {
  if (!addition) return organization;
  return {
    ...organization,
    aliases: [...organization.aliases, ...addition.aliases],
    vendors: addition.vendors,
    state: organization.state ?? addition.state,
    city: organization.city ?? addition.city,
  };
}

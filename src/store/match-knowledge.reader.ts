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
  says: OperatorVerdict['says'] | 'unsure';
}

/** Oldest first: of one filed name, state and organization the last word counts, whichever filing it was given for. */
const REVIEWS = `
  SELECT match_review.organization_id AS "organizationId", filed_name AS name, filing.facts ->> 'state' AS state, verdict AS says
  FROM match_review JOIN filing ON filing.id = match_review.filing_id
  WHERE ($1::uuid[] IS NULL OR match_review.organization_id = ANY ($1))
  ORDER BY match_review.id`;

type Addition = Pick<Organization, 'id' | 'aliases' | 'state' | 'city'> & { vendors: string[] };

/** What all who said where a place is agree on: one wrong word must not keep others from what concerns them. */
const agreed = (column: 'state' | 'city') => `(
  SELECT CASE WHEN count(DISTINCT lower(word)) = 1 THEN min(word) END
  FROM (SELECT DISTINCT ON (account_id) ${column} AS word FROM organization_place WHERE organization_id = known.id
    ORDER BY account_id, at DESC, organization_place.id DESC) AS newest)`;

const ADDITIONS = `
  SELECT id, ${agreed('state')} AS state, ${agreed('city')} AS city,
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
    const verdicts = lastWords(reviews);
    return {
      knowledge: { aliases: [], verdicts },
      completed: (organization) => completed(organization, byId.get(organization.id)),
    };
  }
}

function lastWords(reviews: ReviewRow[]): OperatorVerdict[] {
  const last = new Map<string, ReviewRow & { filedName: string }>();
  for (const review of reviews) {
    const filedName = filedNameKey(review);
    last.set(`${review.organizationId} ${filedName}`, { ...review, filedName });
  }
  return [...last.values()].flatMap(({ organizationId, filedName, says }) =>
    says === 'unsure' ? [] : [{ organizationId, filedName, says }],
  );
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

import type { FeedSource, Filing } from '../../../../src/domain/filing.js';
import { type Story, dayAgo, daysAgo } from '../../pages/support/story.js';

export interface Filed {
  filingId: string;
  breachId: string;
}

/** A filing as a poll would have left it, of a breach of its own unless one is named. */
export async function aFiling(
  story: Story,
  facts: Partial<Filing> = {},
  joined: { breachId?: string } = {},
): Promise<Filed> {
  const source: FeedSource = facts.source ?? 'hhs';
  await story.app.query('INSERT INTO feed (source, last_read_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    source,
    daysAgo(0),
  ]);
  const breachId = joined.breachId ?? (await story.insert('breach', { created_at: daysAgo(1) }));
  const readId = await story.insert('feed_read', {
    source,
    read_at: daysAgo(1),
    accepted: true,
    files: '[]',
    rows: 1,
    rejected: '[]',
  });
  const filing: Partial<Filing> = {
    source,
    name: 'Lakeside Surgical Center',
    state: 'OH',
    affected: 501,
    affectedIsPlaceholder: true,
    submitted: dayAgo(4),
    breachStart: null,
    breachEnd: null,
    types: ['Hacking/IT Incident'],
    locations: ['Network Server'],
    informationTypes: [],
    description: null,
    url: null,
    ...facts,
  };
  const filingId = await story.insert('filing', {
    source,
    breach_id: breachId,
    row: {},
    facts: filing,
    first_read_id: readId,
  });
  return { filingId, breachId };
}

/** The rules could not say whether they are the same place. */
export function aPossibleMatch(
  story: Story,
  filingId: string,
  organizationId: string,
  at = daysAgo(1),
): Promise<string> {
  return story.insert('match', {
    filing_id: filingId,
    organization_id: organizationId,
    outcome: 'possible',
    score: 0.72,
    reasons: ['like-name', 'same-state'],
    rules_version: '1',
    at,
  });
}

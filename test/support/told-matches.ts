import { BreachStore } from '../../src/store/breach.store.js';
import { MatchStore } from '../../src/store/match.store.js';
import { FanOutStore } from '../../src/store/fan-out.store.js';
import type { Concern } from '../../src/domain/exposure.js';
import type { FeedSource, Filing } from '../../src/domain/filing.js';
import type { FlowGround } from './flow-ground.js';

export interface FiledBreach {
  filingId: string;
  breachId: string;
  filing: Partial<Filing>;
}

/** A filing as if its feed had been read now; of a breach of its own, or of one that is there. */
export async function fileBreach(
  ground: FlowGround,
  source: FeedSource,
  told: Partial<Filing> = {},
  breachId?: string,
): Promise<FiledBreach> {
  const at = ground.clock.now();
  const filing: Partial<Filing> = {
    source,
    name: 'Lakeside Medical Center',
    submitted: '2025-02-20',
    breachEnd: null,
    description: null,
    informationTypes: [],
    ...told,
  };
  await ground.get(BreachStore).announce(source, null);
  const [row] = await ground.rows<{ filingId: string; breachId: string }>(
    `WITH reading AS (INSERT INTO feed_read (source, read_at, accepted, files, rows, rejected) VALUES ($1, $2, true, '[]', 1, '[]') RETURNING id),
       made AS (INSERT INTO breach (id) SELECT gen_random_uuid() WHERE $4::uuid IS NULL RETURNING id)
     INSERT INTO filing (source, breach_id, row, facts, first_read_id)
     SELECT $1, coalesce($4, (SELECT id FROM made)), '{}', $3, reading.id FROM reading RETURNING id AS "filingId", breach_id AS "breachId"`,
    [source, at, JSON.stringify(filing), breachId ?? null],
  );
  return { ...row!, filing };
}

/** What the rules find of a filing and an organization, written down to be told. */
export async function findMatch(
  ground: FlowGround,
  { filingId, filing }: FiledBreach,
  organizationId: string,
  outcome: Concern,
  reviewed = true,
): Promise<void> {
  const at = ground.clock.now().toISOString();
  const fanOuts = ground.get(FanOutStore);
  await ground.rows('UPDATE filing SET facts = $2 WHERE id = $1', [filingId, JSON.stringify(filing)]);
  await fanOuts.transaction(async (manager) => {
    const found = [{ filingId, organizationId, outcome, score: 0.9, reasons: ['like-name'] }];
    const matches = await ground.get(MatchStore).saveMatches(manager, found, 1, at);
    await fanOuts.announce(manager, matches, { at, reviewed });
    await fanOuts.endWaits(
      manager,
      matches.map(({ breachId }) => breachId),
      at,
    );
  });
}

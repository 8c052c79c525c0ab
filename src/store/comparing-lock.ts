import type { EntityManager } from 'typeorm';

/** Any number will do, as long as every process of this application takes the same. */
const COMPARING_LOCK = 7_226_927_003;

/**
 * Until the transaction ends, nobody else compares filings with organizations, nor decides what holds of them: a poll, a
 * new organization, a verdict, a withdrawal and an undone link never pass each other unseen. No pull waits for it. A poll
 * takes it after its feed, and nobody takes a feed after it.
 */
export async function holdComparing(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [COMPARING_LOCK]);
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DigestRhythm, nextDigest, USUAL_DIGEST } from '../domain/digest-day.js';
import { Clock } from '../lib/clock.js';
import { type DigestPlan, DigestStore } from '../store/digest.store.js';

/** What is written at this moment may not be seen yet: it is told of in the next one. */
const UNDER_WAY_MS = 5 * 60_000;

/** Digests (S20): everybody who may see a record has one each month, or each week where they choose so. */
@Injectable()
export class DigestService {
  constructor(
    private readonly digests: DigestStore,
    private readonly clock: Clock,
  ) {}

  /** Plans the first digest of who has none yet. */
  async planAll(): Promise<void> {
    const now = this.clock.now();
    for (;;) {
      const accounts = await this.digests.unplanned();
      if (accounts.length === 0) return;
      const plans = accounts.map(({ accountId, zone }) => ({
        accountId,
        next: nextAfter(now, USUAL_DIGEST, zone),
      }));
      await this.digests.planFirst(plans, USUAL_DIGEST, now);
    }
  }

  async rhythmOf(accountId: string): Promise<DigestRhythm> {
    return (await this.digests.planOf(accountId)) ?? USUAL_DIGEST;
  }

  /** Plans by a rhythm and a zone that were chosen just now. */
  async choose(accountId: string, rhythm: DigestRhythm, zone: string): Promise<void> {
    const now = this.clock.now();
    await this.digests.plan(accountId, rhythm, nextAfter(now, rhythm, zone), now);
  }

  /**
   * Writes what is due: for each patient whom the account may see one message, all of them one mail. A period is told of
   * once, however often and by whomever it is asked for; after a pause one digest tells of all that was missed.
   */
  async write(accountId: string): Promise<void> {
    const now = this.clock.now();
    await this.digests.transaction(async (manager) => {
      const plan = await this.digests.locked(manager, accountId);
      if (plan === null || plan.nextAt > now) return;
      const until = new Date(now.getTime() - UNDER_WAY_MS);
      const patients = await this.digests.patientsOf(manager, accountId);
      for (const patientId of patients) await this.tell(manager, { accountId, patientId, plan, until });
      await this.digests.told(manager, accountId, until, nextAfter(now, plan, plan.zone));
    });
  }

  private async tell(
    manager: EntityManager,
    due: { accountId: string; patientId: string; plan: DigestPlan; until: Date },
  ): Promise<void> {
    const { accountId, patientId, plan, until } = due;
    const told = { accountId, patientId, since: plan.toldUntil, until };
    const facts = await this.digests.factsOf(manager, told);
    const fold = `digest:${plan.nextAt.toISOString()}`;
    await this.digests.add(manager, { ...told, facts, fold, cause: `${fold}:${patientId}` });
  }
}

function nextAfter(now: Date, rhythm: DigestRhythm, zone: string): Date {
  return new Date(nextDigest(now.getTime(), rhythm, zone));
}

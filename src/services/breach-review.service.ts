import { Injectable } from '@nestjs/common';
import { Clock } from '../lib/clock.js';
import {
  BreachReviewStore,
  type ReviewedPair,
  type Verdict,
  type WithdrawalReason,
} from '../store/breach-review.store.js';
import { Config } from '../config/config.js';
import { holdComparing } from '../store/comparing-lock.js';
import { type Announcing, FanOutStore } from '../store/fan-out.store.js';
import { ExposureStore } from '../store/exposure.store.js';

/** An operator's word on filings: kept with who and when, and passed on to those whom it concerns, in one transaction. */
@Injectable()
export class BreachReviewService {
  constructor(
    private readonly reviews: BreachReviewStore,
    private readonly exposures: ExposureStore,
    private readonly fanOuts: FanOutStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Whether a filing is about an organization. False where there is nothing to decide. */
  async decide(pair: ReviewedPair, verdict: Verdict): Promise<boolean> {
    const at = this.clock.now().toISOString();
    return this.reviews.transaction(async (manager) => {
      await holdComparing(manager);
      if (!(await this.reviews.addVerdict(manager, pair, verdict, at))) return false;
      await this.exposures.review(manager, pair.filingId, pair.organizationId, verdict, this.announcing(at));
      return true;
    });
  }

  /** "Not the same incident": it is told to those it concerns as a breach of its own. False where there is no such link any more. */
  async undoLink(id: string, accountId: string): Promise<boolean> {
    const at = this.clock.now().toISOString();
    return this.reviews.transaction(async (manager) => {
      await holdComparing(manager);
      const undone = await this.reviews.undoLink(manager, id, accountId, at);
      if (undone === null) return false;
      await this.fanOuts.restoreMatches(manager, undone.filingId, at);
      await this.fanOuts.announceStanding(manager, undone.breachIds, this.announcing(at));
      return true;
    });
  }

  /** Takes a breach back that never was. False where there is none, or it was withdrawn before. */
  async withdraw(breachId: string, reason: WithdrawalReason, accountId: string): Promise<boolean> {
    const at = this.clock.now().toISOString();
    return this.reviews.transaction(async (manager) => {
      await holdComparing(manager);
      if (!(await this.reviews.withdraw(manager, breachId, reason, accountId, at))) return false;
      await this.exposures.withdraw(manager, breachId, at);
      return true;
    });
  }

  private announcing(at: string): Announcing {
    return { at, reviewed: this.config.production };
  }
}

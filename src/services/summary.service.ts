import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { asItWas, changedFigures, showCorrected } from '../domain/summary/correct.js';
import { monthAfter } from '../domain/month.js';
import { dueAt, monthBounds } from '../domain/summary/due.js';
import type { SummaryRow } from '../domain/summary/figures.js';
import { type EarlierSummary, makeSummary } from '../domain/summary/make-summary.js';
import { trendMonths } from '../domain/summary/year.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import {
  type CountedMonth,
  type DueProvider,
  type LockedProvider,
  SummaryStore,
} from '../store/summary.store.js';

/** Providers that are counted in one pass over the record, and those whose histories are in memory at once. */
const COUNTED_AT_ONCE = 1_000;
const WRITTEN_AT_ONCE = 25;

/** Monthly summaries (next-steps, section 13): made once, never rewritten; a correction is a version of its own. */
@Injectable()
export class SummaryService {
  constructor(
    private readonly summaries: SummaryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes what is due, for all providers at once: counting a thousand takes little more than counting one. Whoever is rung for
   * and finds nothing due had theirs made by another ring. A month that was missed is due at once, and made before the next.
   */
  async writeDue(): Promise<number> {
    const now = this.clock.now();
    return this.summaries.transaction(async (manager) => {
      const due = await this.summaries.claim(manager, now, COUNTED_AT_ONCE);
      await this.write(manager, due, now);
      return due.length;
    });
  }

  /**
   * The summary of a month for whoever asks by hand: as it was made, or made now where its month is the next and over.
   * @throws InputError where the organization takes no part, or left before it was made, or the month has no summary and cannot have one yet
   */
  async byHand(organizationId: string, month: string): Promise<SummaryRow> {
    const now = this.clock.now();
    return this.summaries.transaction(async (manager) => {
      const provider = await this.providerOf(manager, organizationId);
      const known = await this.summaries.find(provider.id, month, null, manager);
      if (known !== null) return known;
      refuseLeft(provider);
      if (month !== provider.month)
        throw new InputError(
          month < provider.month
            ? `${month}: no summary was made of this month, and none can be; the next is of ${provider.month}`
            : `${month}: the summary of ${provider.month} comes before it`,
        );
      if (countedMonth(provider).ends > now)
        throw new InputError(`${month} is not over yet where this organization is`);
      await this.write(manager, [provider], now);
      return (await this.summaries.find(provider.id, month, null, manager))!;
    });
  }

  /**
   * Counts a month again. What differs becomes a new version; where nothing that is shown differs, the version that stands is
   * given back.
   * @throws InputError where there is no summary to correct, or the office left
   */
  async correct(organizationId: string, month: string, why: string): Promise<SummaryRow> {
    const now = this.clock.now();
    return this.summaries.transaction(async (manager) => {
      const provider = await this.providerOf(manager, organizationId);
      const before = await this.summaries.find(provider.id, month, null, manager);
      if (before === null) throw new InputError(`${month}: there is no summary to correct`);
      refuseLeft(provider);
      const of = { ...provider, month };
      const earlier = (await this.earlier(manager, [of])).get(provider.id)!;
      const counted = (await this.summaries.counts(manager, [countedMonth(of)])).get(provider.id)!;
      const counts = asItWas(counted, await this.summaries.countsOf(manager, provider.id, month));
      const shown = earlier.filter((one) => one.month === month).map((one) => one.shown);
      const figures = makeSummary(counts, of, earlier, showCorrected(shown));
      const changed = changedFigures(before.figures, figures);
      if (changed.length === 0) return before;
      const version = before.version + 1;
      const correction = { why, changed };
      const corrected = { providerId: provider.id, month, version, figures, counts, correction };
      await this.summaries.add(manager, [corrected], now);
      return (await this.summaries.find(provider.id, month, null, manager))!;
    });
  }

  /** Makes the next summary of each of these providers, and plans the one after it. */
  private async write(manager: EntityManager, providers: readonly DueProvider[], now: Date): Promise<void> {
    const counts = await this.summaries.counts(manager, providers.map(countedMonth));
    for (let from = 0; from < providers.length; from += WRITTEN_AT_ONCE) {
      const some = providers.slice(from, from + WRITTEN_AT_ONCE);
      const earlier = await this.earlier(manager, some);
      const made = some.map(({ id, month, ofPatients }) => {
        const own = counts.get(id)!;
        const figures = makeSummary(own, { month, ofPatients }, earlier.get(id)!);
        return { providerId: id, month, version: 1, figures, counts: own, correction: null };
      });
      await this.summaries.add(manager, made, now);
    }
    await this.summaries.plan(manager, providers.map(nextOf));
  }

  /** What was shown in the years that these months end, by provider. */
  private earlier(
    manager: EntityManager,
    providers: readonly DueProvider[],
  ): Promise<Map<string, EarlierSummary[]>> {
    const from = providers.map(({ month }) => trendMonths(month)[0]!).sort()[0]!;
    return this.summaries.earlier(
      manager,
      providers.map(({ id }) => id),
      from,
    );
  }

  private async providerOf(manager: EntityManager, organizationId: string): Promise<LockedProvider> {
    const provider = await this.summaries.lockOf(manager, organizationId);
    if (provider === null)
      throw new InputError(`${organizationId}: no organization with this id takes part in monthly summaries`);
    return provider;
  }
}

/** Nobody agrees to be counted for an office that left: what is counted now would be nothing. */
function refuseLeft({ id, hasLeft }: LockedProvider): void {
  if (hasLeft) throw new InputError(`${id}: this office takes part no more`);
}

function nextOf({ id, month, zone }: DueProvider): { providerId: string; month: string; dueAt: Date } {
  const next = monthAfter(month);
  return { providerId: id, month: next, dueAt: new Date(dueAt(next, zone)) };
}

function countedMonth({ id, month, zone }: DueProvider): CountedMonth {
  const { starts, ends } = monthBounds(month, zone);
  return { providerId: id, month, starts: new Date(starts), ends: new Date(ends) };
}

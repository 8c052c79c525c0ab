import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { asItWas, changedFigures, showCorrected } from '../domain/summary/correct.js';
import { dueAt, monthAfter, monthBounds } from '../domain/summary/due.js';
import type { SummaryRow } from '../domain/summary/figures.js';
import { type EarlierSummary, makeSummary } from '../domain/summary/make-summary.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { type CountedMonth, type DueProvider, SummaryStore } from '../store/summary.store.js';

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
      const counts = await this.summaries.counts(manager, due.map(countedMonth));
      for (let from = 0; from < due.length; from += WRITTEN_AT_ONCE) {
        const some = due.slice(from, from + WRITTEN_AT_ONCE);
        const earlier = await this.summaries.earlier(
          manager,
          some.map(({ id }) => id),
        );
        const made = some.map(({ id, month, ofPatients }) => {
          const own = counts.get(id)!;
          const figures = makeSummary(own, { month, ofPatients }, earlier.get(id) ?? []);
          return { providerId: id, month, version: 1, figures, counts: own, correction: null };
        });
        await this.summaries.add(manager, made, now);
      }
      await this.planNext(manager, due);
      return due.length;
    });
  }

  private planNext(manager: EntityManager, done: readonly DueProvider[]): Promise<void> {
    const next = done.map(({ id, month, zone }) => ({
      providerId: id,
      month: monthAfter(month),
      dueAt: new Date(dueAt(monthAfter(month), zone)),
    }));
    return this.summaries.plan(manager, next);
  }

  /**
   * The summary of a month for whoever asks by hand: as it was made, or made now where its month is the next and over.
   * @throws InputError where the organization takes no part, or the month has no summary and cannot have one yet
   */
  async byHand(organizationId: string, month: string): Promise<SummaryRow> {
    const now = this.clock.now();
    return this.summaries.transaction(async (manager) => {
      const provider = await this.providerOf(manager, organizationId);
      const known = await this.summaries.find(provider.id, month, null, manager);
      if (known !== null) return known;
      if (month !== provider.month)
        throw new InputError(
          month < provider.month
            ? `${month}: no summary was made of this month, and none can be; the next is of ${provider.month}`
            : `${month}: the summary of ${provider.month} comes before it`,
        );
      if (countedMonth(provider).ends > now)
        throw new InputError(`${month} is not over yet where this organization is`);
      const counts = (await this.summaries.counts(manager, [countedMonth(provider)])).get(provider.id)!;
      const earlier = await this.earlierOf(manager, provider.id);
      const figures = makeSummary(counts, provider, earlier);
      const made = { providerId: provider.id, month, version: 1, figures, counts, correction: null };
      await this.summaries.add(manager, [made], now);
      await this.planNext(manager, [provider]);
      return (await this.summaries.find(provider.id, month, null, manager))!;
    });
  }

  /**
   * Counts a month again. What differs becomes a new version; where nothing that is shown differs, the version that stands is
   * given back.
   * @throws InputError where there is no summary to correct
   */
  async correct(organizationId: string, month: string, why: string): Promise<SummaryRow> {
    const now = this.clock.now();
    return this.summaries.transaction(async (manager) => {
      const provider = await this.providerOf(manager, organizationId);
      const before = await this.summaries.find(provider.id, month, null, manager);
      if (before === null) throw new InputError(`${month}: there is no summary to correct`);
      const of = { ...provider, month };
      const earlier = await this.earlierOf(manager, provider.id);
      const versions = earlier.filter((one) => one.month === month);
      const counted = (await this.summaries.counts(manager, [countedMonth(of)])).get(provider.id)!;
      const counts = asItWas(counted, versions.at(-1)?.counts ?? null);
      const figures = makeSummary(counts, of, earlier, showCorrected(versions.map((one) => one.figures)));
      const changed = changedFigures(before.figures, figures);
      if (changed.length === 0) return before;
      const version = before.version + 1;
      const correction = { why, changed };
      await this.summaries.add(
        manager,
        [{ providerId: provider.id, month, version, figures, counts, correction }],
        now,
      );
      return (await this.summaries.find(provider.id, month, null, manager))!;
    });
  }

  private async providerOf(manager: EntityManager, organizationId: string): Promise<DueProvider> {
    const provider = await this.summaries.lockOf(manager, organizationId);
    if (provider === null)
      throw new InputError(`${organizationId}: no organization with this id takes part in monthly summaries`);
    return provider;
  }

  private async earlierOf(manager: EntityManager, providerId: string): Promise<EarlierSummary[]> {
    return (await this.summaries.earlier(manager, [providerId])).get(providerId) ?? [];
  }
}

function countedMonth({ id, month, zone }: DueProvider): CountedMonth {
  const { starts, ends } = monthBounds(month, zone);
  return { providerId: id, month, starts: new Date(starts), ends: new Date(ends) };
}

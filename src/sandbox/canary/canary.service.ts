import { Injectable } from '@nestjs/common';
import { Clock } from '../../lib/clock.js';
import type { RecordService } from '../../services/record.service.js';
import { canaryPatientId, canaryRecord } from './record.js';
import { CanaryStore } from './canary.store.js';
import { openStation } from './station.js';

/** Its alert has to have arrived within this time; the check comes once an hour. */
const ARRIVES_WITHIN_MS = 3_000_000;

/**
 * Once a day a patient who does not exist gets a scan that nobody ordered, over real HTTP, and through the whole
 * journey: pulled, compared, flagged, settled, told, and its mail composed by whichever worker takes the job.
 * @param records pulls that may reach this computer itself; others may not, in production
 */
@Injectable()
export class CanaryService {
  constructor(
    private readonly store: CanaryStore,
    private readonly records: RecordService,
    private readonly clock: Clock,
  ) {}

  /** Notes what arrived, and begins today's run unless it was begun, by this process or another. */
  async watch(): Promise<void> {
    const now = this.clock.now();
    await this.store.noteArrivals();
    const day = now.toISOString().slice(0, 10);
    const dueAt = new Date(now.getTime() + ARRIVES_WITHIN_MS);
    if (await this.store.begin(day, now, dueAt)) await this.run(day);
  }

  private async run(day: string): Promise<void> {
    const month = day.slice(0, 7);
    const days = await this.store.daysOf(month);
    const before = days.filter((one) => one !== day);
    const station = await openStation(() => this.clock.now());
    const connectionId = await this.store.connect(day, canaryPatientId(month), station.fhirBase);
    try {
      // Before it, with it, and once more: a new study is asked about when a second pull agrees.
      for (const shown of [before, days, days]) {
        station.shows(canaryRecord(month, shown));
        await this.records.pull(connectionId);
      }
    } finally {
      await station.close();
      await this.store.rest(connectionId);
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../lib/clock.js';
import { ExposureStore } from '../store/exposure.store.js';

/** A breach of a hundred million patients does not hold up one of a hundred: after so many chunks others have a turn. */
const CHUNKS_IN_A_TURN = 100;

/** Tells the patients whom a match concerns, or takes back what they were told. */
@Injectable()
export class FanOutService {
  constructor(
    private readonly exposures: ExposureStore,
    private readonly clock: Clock,
  ) {}

  /** Goes on with a fan-out where it stood. Safe to call twice and from two workers at once. */
  async tell(id: string): Promise<void> {
    for (let chunk = 0; chunk < CHUNKS_IN_A_TURN; chunk += 1)
      if (!(await this.exposures.tellSome(id, this.clock.now().toISOString()))) return;
    await this.exposures.passOn(id);
  }
}

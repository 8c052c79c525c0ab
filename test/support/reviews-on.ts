import { Config } from '../../src/config/config.js';
import { Clock } from '../../src/lib/clock.js';
import { BreachReviewService } from '../../src/services/breach-review.service.js';
import { BreachReviewStore } from '../../src/store/breach-review.store.js';
import { ExposureStore } from '../../src/store/exposure.store.js';
import { FanOutStore } from '../../src/store/fan-out.store.js';
import type { FlowGround } from './flow-ground.js';

/** What operators decide, which belongs to the web, on the stores and the clock of the journeys. */
export function reviewsOn(ground: FlowGround): BreachReviewService {
  return new BreachReviewService(
    new BreachReviewStore(ground.dataSource),
    ground.get(ExposureStore),
    ground.get(FanOutStore),
    ground.get(Config),
    ground.get(Clock),
  );
}

import { describe } from '@jest/globals';
import { describeKilledJourney } from './kill-journey.js';

describe('a journey on PostgreSQL alone', () => describeKilledJourney(() => Promise.resolve({})));

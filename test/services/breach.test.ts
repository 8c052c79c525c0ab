import { describe } from '@jest/globals';
import { describeBreachJourneys } from '../support/breach-journeys.js';
import { freshDatabase } from '../support/database.js';

describe('the breach watch', () => describeBreachJourneys(freshDatabase));

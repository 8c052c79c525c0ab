import { describe } from '@jest/globals';
import { freshDatabase } from '../support/database.js';
import { describeKeptRecords } from '../support/kept-records.js';
import { describeRecordJourneys } from '../support/record-journeys.js';
import { describeRepeatedPulls } from '../support/repeated-pulls.js';

describe('a pull', () => describeRecordJourneys(freshDatabase));
describe('a record', () => describeKeptRecords(freshDatabase));
describe('a pull that repeats the last one', () => describeRepeatedPulls(freshDatabase));

import { describe, expect, it } from '@jest/globals';
import { countResults } from '../support/summary.js';

function suite(status, ...tests) {
  return { status, assertionResults: tests.map((each) => ({ status: each })) };
}

describe('the last line of npm test', () => {
  it('counts the tests', () => {
    const testResults = [suite('passed', 'passed', 'passed'), suite('failed', 'passed', 'failed')];
    expect(countResults({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('counts a suite that broke before its tests, or after them, as one failure', () => {
    const testResults = [suite('failed'), suite('failed', 'passed'), suite('passed', 'passed')];
    expect(countResults({ numPassedTests: 2, numFailedTests: 0, testResults })).toEqual({
      passed: 2,
      failed: 2,
    });
  });

  it('counts suites that could not run for want of an engine', () => {
    const result = { numPassedTests: 1, numFailedTests: 0, testResults: [suite('passed', 'passed')] };
    expect(countResults(result, 2)).toEqual({ passed: 1, failed: 2 });
  });
});

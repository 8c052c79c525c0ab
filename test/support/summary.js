/**
 * The two figures of the last line of `npm test`, from jest's JSON result. A suite that broke before any of its
 * tests ran counts as one that failed, and so does a suite that could not run for want of an engine.
 */
export function countResults(result, suitesWithoutEngine = 0) {
  const broken = result.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length + suitesWithoutEngine,
  };
}

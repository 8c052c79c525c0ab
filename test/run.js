/**
 * `npm test -- [--allow-missing] [jest's arguments]`: builds, finds or gets what the suites need, runs jest once and
 * ends with the line `N passed, N failed`. Without --allow-missing a suite that cannot run is a failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getMissing, useWhatIsThere } from './support/engines.js';
import { countResults } from './support/summary.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

function main(args) {
  const allowMissing = args.includes('--allow-missing');
  const jestArgs = args.filter((arg) => arg !== '--allow-missing');
  if (!run('npm', ['run', 'build', '--silent'])) return finish({ passed: 0, failed: 1 });
  const missing = getMissing(useWhatIsThere(), say);
  for (const engine of missing) {
    say(
      `${engine.name} could not be had: the suites *.${engine.suites}.test.ts ${allowMissing ? 'are left out' : 'cannot run'}`,
    );
  }
  return finish(runJest(jestArgs, missing, allowMissing ? 0 : missing.length));
}

/** Runs jest on what can run. Whatever else makes jest fail (a tear-down, say) counts as one failure. */
function runJest(jestArgs, missing, suitesWithoutEngine) {
  const folder = mkdtempSync(join(tmpdir(), 'scanwarden-test-'));
  const outputFile = join(folder, 'result.json');
  const args = ['--experimental-vm-modules', JEST, '--json', `--outputFile=${outputFile}`, ...jestArgs];
  const succeeded = run(process.execPath, args, {
    TEST_LEFT_OUT: missing.map((engine) => engine.suites).join(','),
  });
  try {
    const { passed, failed } = countResults(
      JSON.parse(readFileSync(outputFile, 'utf8')),
      suitesWithoutEngine,
    );
    return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
  } catch (error) {
    say(`jest ended without a result: ${error.message}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, args, environment = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function finish({ passed, failed }) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function say(line) {
  console.log(line);
}

main(process.argv.slice(2));

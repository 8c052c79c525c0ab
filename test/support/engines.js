/** What some suites need beside Node, and how it is found or got. Plain JavaScript: the runner and jest's config use it. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMPOSE_FILE = fileURLToPath(new URL('engines.compose.yml', import.meta.url));
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * `variable` tells the tests where the engine is; `serviceVariable` is its address when a container provides it.
 * `suites` is the ending of the test files that need it.
 */
export const ENGINES = [
  {
    name: 'PostgreSQL 15 or later, as a second version',
    suites: 'pg15',
    variable: 'TEST_POSTGRES_BIN',
    serviceVariable: 'TEST_POSTGRES_URL',
    find: findPostgres,
    debianPackage: 'postgresql',
    service: 'postgres',
    serviceUrl: 'postgresql://scanwarden:scanwarden@127.0.0.1:55432/scanwarden',
  },
  {
    name: 'Redis',
    suites: 'redis',
    variable: 'TEST_REDIS_SERVER',
    serviceVariable: 'TEST_REDIS_URL',
    find: () => findInPath(['redis-server']),
    debianPackage: 'redis-server',
    service: 'redis',
    serviceUrl: 'redis://127.0.0.1:56379',
  },
  {
    name: 'Chromium',
    suites: 'browser',
    variable: 'TEST_CHROMIUM',
    serviceVariable: 'TEST_CHROMIUM_URL',
    find: () => findInPath(CHROMIUM_NAMES) ?? (existsSync(MAC_CHROME) ? MAC_CHROME : undefined),
    debianPackage: 'chromium',
    service: 'chromium',
    serviceUrl: 'http://127.0.0.1:59222',
  },
];

/** Points the variables at what is already on this machine; returns the engines that are not. */
export function useWhatIsThere(environment = process.env) {
  return ENGINES.filter((engine) => {
    if (environment[engine.variable] || environment[engine.serviceVariable]) return false;
    const found = engine.find();
    if (found) environment[engine.variable] = found;
    return !found;
  });
}

/** Gets what is not there from Debian's packages, then from containers; returns the engines still missing. */
export function getMissing(missing, say) {
  if (missing.length > 0 && canInstall()) {
    const packages = missing.map((engine) => engine.debianPackage);
    say(`Installing ${packages.join(', ')} from Debian's packages`);
    run('apt-get', ['update', '-q'], 300_000);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], 600_000);
  }
  const left = useWhatIsThere();
  return left.length > 0 && hasContainers() ? left.filter((engine) => !startService(engine, say)) : left;
}

function findPostgres() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).filter((name) => Number(name) >= 15) : [];
  // The oldest supported one: the embedded server is newer.
  const bins = versions.sort((a, b) => Number(a) - Number(b)).map((version) => join(base, version, 'bin'));
  return bins.find((bin) => isProgram(join(bin, 'initdb')) && isProgram(join(bin, 'postgres')));
}

function findInPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && Boolean(findInPath(['apt-get']));
}

function hasContainers() {
  if (!findInPath(['docker'])) return false;
  return run('docker', ['compose', 'version'], 20_000, 'ignore') && run('docker', ['info'], 20_000, 'ignore');
}

function startService(engine, say) {
  say(`Starting ${engine.name} in a container`);
  const args = ['compose', '-f', COMPOSE_FILE, 'up', '-d', '--wait', engine.service];
  if (!run('docker', args, 600_000)) return false;
  process.env[engine.serviceVariable] = engine.serviceUrl;
  return true;
}

function run(command, args, timeout, output = 'inherit') {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { env, timeout, stdio: ['ignore', output, output] }).status === 0;
}

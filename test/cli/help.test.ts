import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMANDS = [
  'diff',
  'feed',
  'match',
  'same-breach',
  'letters',
  'watch',
  'pull',
  'site',
  'hook',
  'sign-in-link',
];
const OF_SITE = ['add', 'import', 'register'];

/** Runs the built command as a shell would; it has no database and no configuration here. */
function scanwarden(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/scanwarden.js', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  return { status, stdout, stderr };
}

describe('scanwarden --help', () => {
  it('lists every command with what it does', () => {
    const { status, stderr } = scanwarden('--help');
    expect(status).toBe(0);
    for (const name of COMMANDS)
      expect(stderr).toMatch(new RegExp(`^  scanwarden ${name} .*\\n      [a-z]`, 'm'));
  });

  it.each([...COMMANDS, ...OF_SITE.map((name) => `site ${name}`)])(
    'says of %s what it does, its options, and an example',
    (name) => {
      const { status, stderr } = scanwarden(...name.split(' '), '--help');
      expect(status).toBe(0);
      expect(stderr).toContain(`scanwarden ${name}`);
      expect(stderr).toMatch(/Options:\n {2}\S.* {2}\S/);
      expect(stderr).toMatch(/Example:\n {2}scanwarden /);
    },
  );
});

describe('what cannot be done', () => {
  it.each([
    [['mend'], '"mend" is no command of scanwarden; scanwarden --help lists them'],
    [['diff', '--fast', 'x.json'], 'diff: there is no option --fast; see scanwarden diff --help'],
    [['diff', '--patient'], 'diff: --patient needs a value; see scanwarden diff --help'],
    [['diff', '--patient', '--now', 'x'], 'diff: --patient needs a value; see scanwarden diff --help'],
    [['pull', 'all'], 'pull: "all" is one argument too many; see scanwarden pull --help'],
    [['match', '--pairs', 'nowhere.ndjson'], 'nowhere.ndjson: no such file'],
    [['feed', 'hhs', 'nowhere.csv'], 'nowhere.csv: no such file'],
    [
      ['watch', '--fhir', 'http://127.0.0.1:1', '--email', 'a@b.example', '--token-file', 'nowhere'],
      '--token-file nowhere: no such file',
    ],
  ])('%j is refused in one line', (args, words) => {
    expect(scanwarden(...args)).toEqual({ status: 2, stdout: '', stderr: `scanwarden: ${words}\n` });
  });
});

describe('scanwarden diff --patient', () => {
  it('says that nothing in a pull is about that patient', () => {
    const pull = 'test/fixtures/pulls/first.json';
    const { status, stdout, stderr } = scanwarden('diff', '--patient', 'nobody', pull);
    expect(status).toBe(0);
    expect(stderr).toBe(`${pull}: no resource here is about the patient nobody of --patient\n`);
    expect(JSON.parse(stdout)).toMatchObject({ studies: 0 });
  });
});

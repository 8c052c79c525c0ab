import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ROUTES } from './support/routes.js';

const ROOT = new URL('../../', import.meta.url);

describe('docs/ACCESS.md', () => {
  it('says of every route what the program that was built does', async () => {
    const [{ stdout }, text] = await Promise.all([
      promisify(execFile)(process.execPath, ['scripts/write-access.js', '--print'], { cwd: ROOT }),
      readFile(new URL('docs/ACCESS.md', ROOT), 'utf8'),
    ]);
    expect(text).toBe(stdout);
    const missing = ROUTES.filter(({ method, path }) => !text.includes(`| \`${method} ${path}\` |`));
    expect(missing).toEqual([]);
  });
});

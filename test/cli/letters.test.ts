import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lettersCommand } from '../../src/cli/letters.command.js';
import { InputError } from '../../src/lib/errors.js';

interface Line {
  letter: string;
  sender: string;
  case: string;
  locale: string;
  files: string[];
  facts: Record<string, string>;
}

let folder: string;
let stdout: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'));
  stdout = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((stdout += String(text))));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function lettersIn(locale: string): Promise<Line[]> {
  await lettersCommand(['--locale', locale, '--out', folder, '--now', '2026-11-22']);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

describe('scanwarden letters', () => {
  it('writes every letter for everyone who may have it made, short and long, says which facts it shows, and makes none that is not theirs to ask', async () => {
    const lines = await lettersIn('es');
    expect((await readdir(folder)).sort()).toEqual(lines.flatMap(({ files }) => files).sort());
    expect(new Set(lines.map(({ letter }) => letter))).toContain('access-uk');
    for (const line of lines) {
      const base = `${line.letter}.${line.sender}.${line.case}`;
      expect(line).toMatchObject({ locale: 'es', files: [`${base}.pdf`, `${base}.txt`] });
      const text = await readFile(join(folder, `${base}.txt`), 'utf8');
      for (const fact of Object.values(line.facts)) expect(text).toContain(fact);
      expect(await readFile(join(folder, `${base}.pdf`), 'latin1')).toMatch(/^%PDF-1\.7/);
    }

    const senders = (letter: string): string[] => [
      ...new Set(lines.filter((line) => line.letter === letter).map(({ sender }) => sender)),
    ];
    expect(senders('access')).toEqual(['patient', 'representative', 'helper']);
    expect(senders('other-address')).toEqual(['patient', 'representative']);
  }, 180_000);

  it.each([
    [['--out', 'x'], '--locale is one of en, es'],
    [['--locale', 'fr', '--out', 'x'], '--locale is one of en, es'],
    [['--locale', 'en'], '--out names the folder'],
    [['--locale', 'en', '--out', 'x', '--now', 'soon'], '--now: "soon" is no ISO 8601 date'],
  ])('%j is refused', async (args, words) => {
    await expect(lettersCommand(args)).rejects.toThrow(InputError);
    await expect(lettersCommand(args)).rejects.toThrow(words);
  });

  it('refuses a folder that cannot be made, and says which', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(lettersCommand(['--locale', 'en', '--out', file])).rejects.toThrow(
      `--out ${file}: no folder can be made there`,
    );
  });
});

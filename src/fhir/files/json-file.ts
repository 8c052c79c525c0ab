import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '../../lib/errors.js';

/**
 * The JSON values of a file: one, or one a line (NDJSON).
 * @throws InputError naming the file, and the line where its JSON breaks; never quoting its content
 */
export async function readJsonFile(path: string): Promise<unknown[]> {
  const name = basename(path);
  return parseJson((await readText(path, name)).replace(/^\uFEFF/, ''), name);
}

/**
 * The JSON values of a text: one, or one a line (NDJSON).
 * @throws InputError naming the file, and the line where its JSON breaks; never quoting its content
 */
export function parseJson(text: string, name: string): unknown[] {
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) throw new InputError(`${name} is empty: expected FHIR as JSON`);
  if (start === '<')
    throw new InputError(
      `${name} is not valid JSON at line 1, column 1: it is a web page or XML. Export the record as FHIR JSON, and give that file`,
    );
  if (name.toLowerCase().endsWith('.ndjson')) return parseLines(text, name);
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (startsWithWholeObject(text)) return parseLines(text, name);
    throw brokenJson(text, error, name, 1);
  }
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const words: Record<string, string> = { ENOENT: 'it does not exist', EACCES: 'no permission' };
    throw new InputError(`${name} cannot be read: ${words[code] ?? code}`, { cause: error });
  }
}

function parseLines(text: string, name: string): unknown[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      throw brokenJson(line, error, name, at + 1);
    }
  });
}

/** Tells NDJSON from broken JSON: its first line is an object of its own. */
function startsWithWholeObject(text: string): boolean {
  const firstLine = text.trimStart().split('\n', 1)[0] ?? '';
  if (!firstLine.startsWith('{')) return false;
  try {
    JSON.parse(firstLine);
    return true;
  } catch {
    return false;
  }
}

function brokenJson(text: string, error: unknown, name: string, firstLine: number): InputError {
  const before = text.slice(0, breakingPoint(text, error)).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const where = `line ${firstLine + before.length - 1}, column ${column}`;
  const end = before.join('\n').length >= text.trimEnd().length ? ', where it ends too early' : '';
  return new InputError(`${name} is not valid JSON at ${where}${end}`);
}

/**
 * Where the parser stumbled. Its message gives the place of most errors but not of an unexpected token (V8), which is
 * found by halving: up to it, every beginning of the text is merely unfinished.
 */
function breakingPoint(text: string, error: unknown): number {
  const told = toldPosition(error);
  if (told !== null) return told;
  if (isUnfinished(text)) return text.length;
  let sound = 0;
  let broken = text.length;
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isUnfinished(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const told = toldPosition(error);
    return told === null ? String(error).includes('end of JSON input') : told >= text.length;
  }
}

function toldPosition(error: unknown): number | null {
  const told = / at position (\d+)/.exec(String(error))?.[1];
  return told === undefined ? null : Number(told);
}

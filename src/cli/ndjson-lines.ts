import { open, type FileHandle } from 'node:fs/promises';
import { InputError } from '../lib/errors.js';
import { unreadableWords } from './unreadable.js';

/** An object as JSON has it, with nothing known of its members. */
export type Json = Record<string, unknown>;

export interface Line {
  value: Json;
  /** File and line, for messages. */
  at: string;
}

/**
 * Reads a file of one JSON object a line, whatever its size; blank lines are passed over.
 * Throws an InputError that says what and where.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const handle = await opened(file);
  try {
    let number = 0;
    for await (const text of handle.readLines({ encoding: 'utf8' })) {
      number += 1;
      const at = `${file}, line ${number}`;
      const tidy = text.replace(/^\uFEFF/, '').trim();
      if (tidy !== '') yield { value: parsed(tidy, at), at };
    }
  } finally {
    await handle.close();
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return handle;
    await handle.close();
  } catch (error) {
    throw new InputError(`${file}: ${unreadableWords(error)}`, { cause: error });
  }
  throw new InputError(`${file}: is a folder, expected an NDJSON file`);
}

function parsed(text: string, at: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${at}: not JSON`, { cause: error });
  }
  if (!isObject(value)) throw new InputError(`${at}: not a JSON object`);
  return value;
}

/** A member that must be an object. Throws an InputError that says where it is not. */
export function inner({ value, at }: Line, member: string): Json {
  const found = value[member];
  if (!isObject(found)) throw new InputError(`${at}: "${member}" is missing or no object`);
  return found;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text with something in it, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

import type { Block, Field, Said, Shown } from './letter.js';

export function heading(id: string): Block {
  return { kind: 'heading', said: { id } };
}

export function paragraph(id: string, values?: Said['values']): Block {
  return { kind: 'paragraph', said: values ? { id, values } : { id } };
}

export function numbered(...ids: string[]): Block {
  return { kind: 'numbered', items: ids.map((id) => ({ id })) };
}

export function fields(...all: (Field | null)[]): Block {
  return { kind: 'fields', fields: all.filter((field) => field !== null) };
}

/** A fact that the letter needs: a line to fill in where it is not known. */
export function needed(name: string, text: string | null): Field {
  return { name, shown: asText(text) };
}

export function neededDay(name: string, day: string | null): Field {
  return { name, shown: day === null ? null : { day } };
}

/** What the patient says in their own words. */
export function ownWords(name: string, text: string | null): Field {
  return { name, shown: asText(text), long: true };
}

/** A fact that the letter can do without. */
export function ifKnown(name: string, text: string | null): Field | null {
  return text === null ? null : needed(name, text);
}

export function ifKnownDay(name: string, day: string | null): Field | null {
  return day === null ? null : neededDay(name, day);
}

/** An address in one line. */
export function inOneLine(address: string[] | null): string | null {
  return address === null ? null : address.join(', ');
}

function asText(text: string | null): Shown {
  return text === null ? null : { text };
}

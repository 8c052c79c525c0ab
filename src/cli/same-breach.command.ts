import { parseArgs } from 'node:util';
import { sameBreach, type IncidentView } from '../domain/same-breach.js';
import { InputError } from '../lib/errors.js';
import { SAME_BREACH_MANUAL } from './manuals.js';
import { inner, linesOf, textOf, type Json } from './ndjson-lines.js';
import { printLine } from './output.js';

// HHS rows that say so have no count yet.
const PLACEHOLDERS = [500, 501];

/**
 * `scanwarden same-breach`: judges given pairs of filings, as NDJSON (product interface).
 * Throws an InputError that names file and line for input that cannot be used.
 */
export async function sameBreachCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { pairs: { type: 'string' } } });
  if (values.pairs === undefined)
    throw new InputError(`same-breach: give --pairs. Usage: ${SAME_BREACH_MANUAL.usage}`);
  for await (const line of linesOf(values.pairs)) {
    const { at } = line;
    const judged = sameBreach(washingtonView(inner(line, 'wa'), at), hhsView(inner(line, 'hhs'), at));
    printLine({ id: line.value.id ?? null, ...judged });
  }
}

function washingtonView(row: Json, at: string): IncidentView {
  return {
    ...shared(row, at),
    source: 'wa',
    breachStart: textOf(row.breachStart),
    breachEnd: textOf(row.breachEnd),
    discovered: textOf(row.aware),
    affected: countOf(row.washingtoniansAffected),
    affectedIsPlaceholder: false,
    scope: 'state',
    types: textsOf(row.cause, row.attack),
  };
}

function hhsView(row: Json, at: string): IncidentView {
  const affected = countOf(row.affected);
  const affectedIsPlaceholder = affected !== null && PLACEHOLDERS.includes(affected);
  const told = { types: textsOf(row.type), locations: textsOf(row.location) };
  return { ...shared(row, at), ...told, source: 'hhs', affected, affectedIsPlaceholder, scope: 'nation' };
}

function shared(
  row: Json,
  at: string,
): Omit<IncidentView, 'source' | 'affected' | 'scope' | 'affectedIsPlaceholder'> {
  const name = textOf(row.name);
  if (name === null) throw new InputError(`${at}: a filing has no name`);
  return {
    name,
    names: [],
    state: textOf(row.state),
    submitted: textOf(row.submitted),
    breachStart: null,
    breachEnd: null,
    discovered: null,
    businessAssociate: typeof row.businessAssociate === 'boolean' ? row.businessAssociate : null,
    types: [],
    locations: [],
  };
}

/** Cells of HHS hold several kinds, parted by commas. */
function textsOf(...cells: unknown[]): string[] {
  return cells.flatMap((cell) => (textOf(cell) ?? '').split(', ')).filter((text) => text !== '');
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

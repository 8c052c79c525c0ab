import { namesIdentityNumbers } from './identity-numbers.js';
import type { Filing } from './filing.js';
import { CELL, POLL_COLUMNS } from './polls/poll-row.js';

/** What a later poll showed to be different in a filing: the kind of an event of domain/poll, and the cells by column. */
export interface FilingChange {
  kind: string;
  changed: Record<string, [string, string]>;
}

/** What became of a breach since somebody was told of it. */
export interface FilingNews {
  /** People counted when it was told, where more are counted now; null where not. */
  fewerBefore: number | null;
  /** Numbers with which accounts are opened are named now, and were not. */
  moreKinds: boolean;
  /** The US health department moved it to its archive. */
  closed: boolean;
}

/**
 * What the page of a breach says beside the report as it stands. Only numbers that are named anew ask for more steps
 * (next-steps.md, S15), and then the breach is told again at a higher level; a first count that grew, or a case that was
 * closed, changes nothing that a person should do, and is told to nobody who does not look.
 * @param changes since it was told, in order
 * @param louder it was told again, at a higher level
 */
export function filingNews(filing: Filing, changes: readonly FilingChange[], louder: boolean): FilingNews {
  return {
    fewerBefore: fewerBefore(filing, changes),
    moreKinds: louder && namesIdentityNumbers(filing),
    closed: changes.some(({ kind }) => kind.split('+').includes('moved-to-archive')),
  };
}

function fewerBefore({ affected }: Filing, changes: readonly FilingChange[]): number | null {
  const column = POLL_COLUMNS[CELL.affected]!;
  const first = changes.map(({ changed }) => changed[column]?.[0] ?? '').find((cell) => cell !== '');
  if (first === undefined || affected === null || !/^\d[\d,]*$/.test(first.trim())) return null;
  const before = Number(first.trim().replaceAll(',', ''));
  return before < affected ? before : null;
}

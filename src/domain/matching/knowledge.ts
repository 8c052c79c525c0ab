import type { ReadName } from './read-name.js';
import { comparable, readNames, sortedWords, startsWith, withWords } from './read-name.js';
import { KNOWN_ALIASES, type KnownAlias } from './known-aliases.js';
import { stateCode } from './states.js';

/** What an operator said of a filed name and an organization; it holds for later filings of that name and state. */
export interface OperatorVerdict {
  /** See `filedNameKey`. */
  filedName: string;
  organizationId: string;
  says: 'same' | 'different';
}

/** What was learnt here, beside the table that comes with the rules. */
export interface MatchKnowledge {
  aliases: readonly KnownAlias[];
  verdicts: readonly OperatorVerdict[];
}

export const NOTHING_LEARNT: MatchKnowledge = { aliases: [], verdicts: [] };

interface Replacement {
  from: ReadName;
  to: ReadName;
  isPart: boolean;
  state: string | null;
}

/** Knowledge ready for use. */
export interface ReadKnowledge {
  /** By the first word of the name that is replaced. */
  replacements: Map<string, Replacement[]>;
  /** By organization id, then by filed name. */
  verdicts: Map<string, Map<string, OperatorVerdict['says']>>;
}

/** By which an operator's word is kept: the same for spellings of a name in one state. */
export function filedNameKey({ name, state }: { name: string; state: string | null }): string {
  const whole = readNames(name)[0];
  return `${stateCode(state) ?? ''} ${whole ? sortedWords(whole) : name.trim().toLowerCase()}`;
}

const alreadyRead = new WeakMap<MatchKnowledge, ReadKnowledge>();

/** Reads the knowledge once, however often it is given. */
export function readKnowledge(knowledge: MatchKnowledge): ReadKnowledge {
  const known = alreadyRead.get(knowledge);
  if (known) return known;
  const read: ReadKnowledge = { replacements: new Map(), verdicts: new Map() };
  for (const alias of [...KNOWN_ALIASES, ...knowledge.aliases]) addAlias(read, alias);
  for (const { organizationId, filedName, says } of knowledge.verdicts) {
    const ofOrganization = read.verdicts.get(organizationId) ?? new Map<string, OperatorVerdict['says']>();
    read.verdicts.set(organizationId, ofOrganization.set(filedName, says));
  }
  alreadyRead.set(knowledge, read);
  return read;
}

function addAlias({ replacements }: ReadKnowledge, { name, alias, relation, state }: KnownAlias): void {
  const [one, other] = [readNames(name)[0], readNames(alias)[0]];
  if (!one || !other) return;
  const add = (from: ReadName, to: ReadName): void => {
    const first = from.words.map(comparable)[0] ?? '';
    const replacement = { from, to, isPart: relation === 'part', state: stateCode(state) };
    replacements.set(first, [...(replacements.get(first) ?? []), replacement]);
  };
  add(other, one);
  if (relation !== 'part') add(one, other);
}

/** Further names of an organization that is known by this one: "UPMC Shadyside" has its acronym spelled out. */
export function knownNames(
  name: ReadName,
  state: string | null,
  { replacements }: ReadKnowledge,
): ReadName[] {
  const first = name.words[0];
  const found = first === undefined ? undefined : replacements.get(comparable(first));
  return (found ?? [])
    .filter(
      (one) =>
        (one.state === null || state === null || one.state === state) &&
        startsWith(name.words, one.from.words),
    )
    .map(({ from, to, isPart }) => (isPart ? { ...to, role: 'owner' } : renamed(name, from, to)));
}

function renamed(name: ReadName, from: ReadName, to: ReadName): ReadName {
  const rest = name.words.slice(from.words.length).filter((word) => !to.words.includes(word));
  const words = [...to.words, ...rest];
  return withWords({ ...name, role: name.role === 'head' ? 'known' : name.role }, words);
}

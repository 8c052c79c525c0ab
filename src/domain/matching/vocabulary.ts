import { wordsOfText } from './normalise.js';
import { STATE_WORDS } from './states.js';
import { COMMON, DESCRIPTOR, DIRECTION, PLAN, SPECIALTY, TYPE } from './word-lists.js';

/**
 * What a word says in the name of a health-care organization:
 * - `type`: what sort of place it is; nearly every name has such a word;
 * - `plan`: an insurer or a benefit plan, never the place that treats;
 * - `descriptor`: ownership and reach; tells little;
 * - `specialty`, `direction`, `state`: contradict each other, so they weigh more;
 * - `common`: a saint, a landscape, a given name, a word of praise: many organizations share it;
 * - `rare`: everything else, the word one would search for;
 * - `initial`: a single letter or a number.
 */
export type WordKind =
  'type' | 'plan' | 'descriptor' | 'specialty' | 'direction' | 'state' | 'common' | 'rare' | 'initial';

/** Stands for the inverse document frequency: how much a shared or a missing word tells, 1 for a rare one. */
export const WEIGHTS: Record<WordKind, number> = {
  type: 0.15,
  plan: 0.5,
  descriptor: 0.35,
  specialty: 0.5,
  direction: 0.5,
  state: 0.5,
  common: 0.6,
  rare: 1,
  initial: 0.25,
};

const KINDS: [WordKind, string][] = [
  ['common', COMMON],
  ['descriptor', DESCRIPTOR],
  ['specialty', SPECIALTY],
  ['direction', DIRECTION],
  ['state', STATE_WORDS.filter((word) => !['north', 'south', 'west', 'district'].includes(word)).join(' ')],
  ['plan', PLAN],
  ['type', TYPE],
];

// A word that stands in two lists belongs to the later one.
const KIND_OF_WORD = new Map(
  KINDS.flatMap(([kind, words]) =>
    words.split(/\s+/).flatMap((word) => wordsOfText(word).map((form): [string, WordKind] => [form, kind])),
  ),
);

/** The kind of a normalised word. */
export function kindOf(word: string): WordKind {
  return KIND_OF_WORD.get(word) ?? (/^(?:\p{L}|\d+)$/u.test(word) ? 'initial' : 'rare');
}

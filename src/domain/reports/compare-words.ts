/** A run of words, as written: in both texts, in the later one alone, or in the earlier one alone. */
export interface Passage {
  kind: 'same' | 'added' | 'removed';
  words: string;
}

/** The most pairs of words that are weighed; beyond it all that lies between the first and the last change is one change. */
const MOST_PAIRS = 4_000_000;

/**
 * What was added to a text and what was taken out, word by word: the longest common subsequence of their words. How a
 * text is wrapped and spaced is no difference.
 */
export function compareWords(before: string, after: string): Passage[] {
  const [old, now] = [wordsIn(before), wordsIn(after)];
  const head = commonRun(old, now);
  const tail = commonRun(old.slice(head).reverse(), now.slice(head).reverse());
  const [oldMiddle, newMiddle] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const middle =
    oldMiddle.length * newMiddle.length > MOST_PAIRS
      ? [...oldMiddle.map(asKind('removed')), ...newMiddle.map(asKind('added'))]
      : align(oldMiddle, newMiddle);
  const outer = now.map(asKind('same'));
  return joined([...outer.slice(0, head), ...middle, ...outer.slice(now.length - tail)]);
}

/** Each word with the space behind it. */
function wordsIn(text: string): string[] {
  return text.trim().match(/\S+\s*/g) ?? [];
}

function isSame(one: string, other: string): boolean {
  return one.trimEnd() === other.trimEnd();
}

function commonRun(one: string[], other: string[]): number {
  const shorter = Math.min(one.length, other.length);
  let length = 0;
  while (length < shorter && isSame(one[length]!, other[length]!)) length += 1;
  return length;
}

function asKind(kind: Passage['kind']): (words: string) => Passage {
  return (words) => ({ kind, words });
}

function align(old: string[], now: string[]): Passage[] {
  const lengths = commonLengths(old, now);
  const width = now.length + 1;
  const passages: Passage[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && isSame(old[i]!, now[j]!)) {
      passages.push({ kind: 'same', words: now[j]! });
      [i, j] = [i + 1, j + 1];
    } else if (
      j >= now.length ||
      (i < old.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    ) {
      passages.push({ kind: 'removed', words: old[i]! });
      i += 1;
    } else {
      passages.push({ kind: 'added', words: now[j]! });
      j += 1;
    }
  }
  return passages;
}

/** At `i * width + j`, how many words from there on are common; never more than the root of MOST_PAIRS. */
function commonLengths(old: string[], now: string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const [oldWords, newWords] = [old, now].map((words) => words.map((word) => word.trimEnd()));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        oldWords![i] === newWords![j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return lengths;
}

/** Neighbours of one kind as one passage; within a change, what was taken out comes first. */
function joined(passages: Passage[]): Passage[] {
  const runs: Passage[] = [];
  let change = { removed: '', added: '' };
  const close = (): void => {
    if (change.removed !== '') runs.push({ kind: 'removed', words: change.removed });
    if (change.added !== '') runs.push({ kind: 'added', words: change.added });
    change = { removed: '', added: '' };
  };
  for (const { kind, words } of passages) {
    const last = runs.at(-1);
    if (kind !== 'same') change[kind] += words;
    else if (last?.kind === 'same' && change.removed === '' && change.added === '') last.words += words;
    else {
      close();
      runs.push({ kind, words });
    }
  }
  close();
  return runs;
}

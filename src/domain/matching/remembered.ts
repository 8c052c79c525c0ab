// Words of names are few; a hostile text must not fill the memory with others.
const MOST = 30_000;
const LONGEST = 60;

/** The same function of a word, which is asked of each word once: names share most of their words. */
export function remembered<T>(of: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const made = of(word);
    if (known.size >= MOST) known.clear();
    if (word.length <= LONGEST) known.set(word, made);
    return made;
  };
}

/** What is known of numbers x(0) … x(n-1): each lies between `least` and `most`, and so do sums of neighbours. */
export interface KnownSum {
  /** First and last of the numbers that are added up. */
  from: number;
  to: number;
  least: number;
  most: number;
}

export interface Range {
  least: number;
  most: number;
}

/**
 * How far each number can be narrowed by all that is known of it and its neighbours. Sums of neighbours are differences
 * of running totals, and the narrowest bounds of differences are shortest paths (Cormen et al., Introduction to Algorithms,
 * "Difference constraints and shortest paths"); for whole numbers they are reached. O(n³).
 * @returns a range each, in order; where what is known contradicts itself, a range without anything in it
 */
export function narrowest(ranges: readonly Range[], sums: readonly KnownSum[]): Range[] {
  const nodes = ranges.length + 1;
  // `most[i * nodes + j]`: how much larger the running total before x(j) is than that before x(i), at most.
  const most = new Float64Array(nodes * nodes).fill(Infinity);
  for (let node = 0; node < nodes; node += 1) most[node * nodes + node] = 0;
  const know = ({ from, to, least, most: largest }: KnownSum): void => {
    const [ahead, back] = [from * nodes + to + 1, (to + 1) * nodes + from];
    most[ahead] = Math.min(most[ahead]!, largest);
    most[back] = Math.min(most[back]!, -least);
  };
  ranges.forEach((range, index) => know({ from: index, to: index, ...range }));
  sums.forEach(know);
  shortenPaths(most, nodes);
  return ranges.map((_, index) => ({
    least: 0 - most[(index + 1) * nodes + index]!,
    most: most[index * nodes + index + 1]!,
  }));
}

/** Floyd and Warshall: every way between two nodes by way of every third. */
function shortenPaths(most: Float64Array, nodes: number): void {
  for (let by = 0; by < nodes; by += 1) {
    for (let from = 0; from < nodes; from += 1) {
      const before = most[from * nodes + by]!;
      if (before === Infinity) continue;
      for (let to = 0; to < nodes; to += 1) {
        const way = before + most[by * nodes + to]!;
        if (way < most[from * nodes + to]!) most[from * nodes + to] = way;
      }
    }
  }
}

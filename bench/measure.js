/** A sample of a short function is taken over so many calls that it lasts about as long: other work meets all samples. */
const SAMPLE_MS = 100;
/** Long enough for the compiler to have settled on what is called often. */
const WARM_UP_MS = 1500;

/**
 * Times functions side by side. In each round every one has its turn, in an order that moves on from round to round,
 * so that whatever else the machine does meets all of them alike. Garbage is not collected in between by force: that
 * makes Node forget what it compiled, and every turn would begin cold.
 * @param contenders functions by name
 * @returns milliseconds a call, by name, one figure for each round
 */
export function timeInTurns(contenders, rounds = 15) {
  const names = Object.keys(contenders);
  const calls = Object.fromEntries(names.map((name) => [name, callsInSample(contenders[name])]));
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of turned(names, round)) {
      times[name].push(timeCalls(contenders[name], calls[name]));
    }
  }
  return times;
}

/** The list begun at another place. */
export function turned(list, by) {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}

export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** The number that `share` (0 to 1) of the numbers do not exceed. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** How many times longer one takes than the other: the median of the ratios of each round. */
export function ratio(times, base) {
  return median(times.map((time, round) => time / base[round]));
}

/** Warms up, and says how many calls make a sample. */
function callsInSample(call) {
  const times = [];
  const end = performance.now() + WARM_UP_MS;
  while (times.length === 0 || performance.now() < end) times.push(timeCalls(call, 1));
  return Math.max(1, Math.round(SAMPLE_MS / median(times)));
}

function timeCalls(call, calls) {
  const from = performance.now();
  for (let done = 0; done < calls; done += 1) call();
  return (performance.now() - from) / calls;
}

/** The same numbers at every run: what is measured must not differ from one run to the next. */
export class Random {
  constructor(seed) {
    this.state = seed;
  }

  /** 0 up to, but not, 1 (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not, `end`. */
  below(end) {
    return Math.floor(this.next() * end);
  }

  from(list) {
    return list[this.below(list.length)];
  }

  chance(share) {
    return this.next() < share;
  }

  digits(count) {
    return Array.from({ length: count }, () => this.below(10)).join('');
  }

  /** A shuffled copy. */
  shuffled(list) {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  }
}

/** Prints a heading and rows of text under it; the first column is left, the others right. */
export function printTable(heading, columns, rows) {
  const lines = [columns, ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  console.log(`\n${heading}`);
  for (const line of lines) {
    const cells = widths.map((width, at) => {
      const cell = line[at] ?? '';
      return at === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join('   ')}`.trimEnd());
  }
}

/** Milliseconds with three digits, more than which the clock of a shared machine does not know. */
export function inMs(ms) {
  return `${Number(ms.toPrecision(3))} ms`;
}

export function inTimes(ratio) {
  return `${ratio.toFixed(ratio < 100 ? 2 : 0)}x`;
}

export function inKb(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}

export function inMb(megabytes) {
  return `${megabytes.toFixed(0)} MB`;
}

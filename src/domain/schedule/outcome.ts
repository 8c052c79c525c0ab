/** What a pull came to, as far as the next one is concerned. */
export type PullOutcome =
  /** The site answered, whatever it showed. */
  | { kind: 'read' }
  /** It did not answer, or asked for patience: for how long, where it said so. */
  | { kind: 'unwell'; askedMs: number | null }
  /** It no longer takes the access that the patient gave. */
  | { kind: 'revoked' };

/** What a reading could not read, by the stable name of its cause (`HttpError`, `judgeOutcome`). */
export interface NamedGap {
  code: string;
  /** How long the site asked us to wait, in ms. */
  retryAfterMs?: number | undefined;
}

/** Causes that lie with the site or the way to it, and pass. */
const UNWELL: ReadonlySet<string> = new Set([
  'unreachable',
  'timeout',
  'connection-lost',
  'throttled',
  'unavailable',
  'request-failed',
  'outcome-throttled',
  'outcome-timeout',
  'outcome-transient',
]);

/**
 * Judges a reading by its failures. One type that fails for a reason of its own slows nothing down; where nothing at
 * all could be read, the site is taken for unwell whatever the reason.
 * @param linked whether the patient gave access that can be taken back; an open server has none to take
 */
export function pullOutcome(reading: { read: string[]; failed: NamedGap[] }, linked: boolean): PullOutcome {
  const { read, failed } = reading;
  if (linked && failed.some(({ code }) => code === 'unauthorized')) return { kind: 'revoked' };
  const isUnwell = failed.some(({ code }) => UNWELL.has(code)) || (failed.length > 0 && read.length === 0);
  if (!isUnwell) return { kind: 'read' };
  const asked = failed.map(({ retryAfterMs }) => retryAfterMs ?? 0);
  return { kind: 'unwell', askedMs: Math.max(...asked) || null };
}

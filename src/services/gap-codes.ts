import type { Followed } from '../domain/follow.js';
import type { History } from '../domain/history.js';
import type { SourceReading } from '../fhir/study-source.js';

/**
 * Stable names for what made a pull incomplete, in the order of the sentences of its verdict: those of the source, and
 * `another-patient`, `lost-permission` for a type that was readable before, `emptied` where studies were expected.
 * Empty for a complete pull.
 */
export function gapCodes(
  reading: Pick<SourceReading, 'failed' | 'refused'>,
  history: Pick<History, 'readable'>,
  {
    verdict,
    pull,
  }: { verdict: Pick<Followed['verdict'], 'complete'>; pull: Pick<Followed['pull'], 'otherPatient'> },
): string[] {
  if (verdict.complete) return [];
  const failed = reading.failed.map(({ code }) => code);
  const lost = reading.refused.filter(({ type }) => type === null || history.readable.includes(type));
  const codes = [
    ...failed,
    ...(pull.otherPatient ? ['another-patient'] : []),
    ...lost.map(() => 'lost-permission'),
  ];
  return codes.length > 0 ? codes : ['emptied'];
}

const DAY_MS = 86_400_000;

/** The last day (YYYY-MM-DD) that can be today somewhere, at that moment. */
export function latestDay(now: Date): string {
  return new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10);
}

/**
 * The day of an ISO 8601 date or time, as written: null where nothing stands, undefined where it is no date, or one
 * that cannot be: before 1990 (none of these lists is older) or after `latest`.
 */
export function readDay(value: unknown, latest: string): string | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  const day = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]{5,20}(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(value)?.[1] : undefined; // prettier-ignore
  if (day === undefined) return undefined;
  const time = new Date(`${day}T00:00:00Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
  return isReal && day >= '1990-01-01' && day <= latest ? day : undefined;
}

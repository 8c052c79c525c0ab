const DAY_MS = 86_400_000;

/** Whole days from one ISO day to another, negative where the second is earlier; null where either is missing or no date. */
export function daysBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const days = Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS);
  return Number.isFinite(days) ? days : null;
}

const DAY_MS = 86_400_000;

/** An offline token that nobody uses dies: after three months at Oracle, and ONC asks for no less of anybody. */
const UNUSED_DAYS = 90;

/** Days before its end at which a person is asked to link again. */
export const ASK_BEFORE_DAYS = 14;

export interface AccessTerms {
  at: Date;
  accessExpiresAt: Date | null;
  renewable: boolean;
  /** When the place said that renewing ends, if it said so. */
  statedEnd: Date | null;
}

/** When access ends unless it is used before; null where nothing tells. */
export function accessEnd({ at, accessExpiresAt, renewable, statedEnd }: AccessTerms): Date | null {
  if (!renewable) return accessExpiresAt;
  return statedEnd ?? new Date(at.getTime() + UNUSED_DAYS * DAY_MS);
}

/** Whether a person should link again before it ends; each renewal without a stated end moves it far away. */
export function endsSoon(endsAt: Date | null, at: Date): boolean {
  return endsAt !== null && endsAt.getTime() - at.getTime() <= ASK_BEFORE_DAYS * DAY_MS;
}

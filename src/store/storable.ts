/** What PostgreSQL cannot hold in a text: zero bytes, and halves of surrogate pairs. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** The text with U+FFFD in the place of every letter that the database cannot store. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}

/**
 * Puts U+FFFD in the place of every letter that the database cannot store, in all texts within a list or object of
 * parsed JSON. Done before anything is compared, so that what was stored equals what is read the next time.
 */
export function makeStorable(json: object): void {
  for (const [name, value] of Object.entries(json)) {
    if (typeof value === 'string') {
      const kept = storableText(value);
      if (kept !== value) (json as Record<string, unknown>)[name] = kept;
    } else if (typeof value === 'object' && value !== null) {
      makeStorable(value);
    }
  }
}

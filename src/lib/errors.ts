/**
 * Something outside this service failed. `permanent` means that trying again cannot help.
 * The message is for logs and pages: it says what to do, and holds no token and no patient data. A page says it in its
 * reader's language where `said` names the sentence of templates/words and its values.
 */
export class OutsideError extends Error {
  override name = 'OutsideError';
  readonly said: Sentence | null;
  constructor(
    message: string,
    readonly permanent: boolean,
    options: ErrorOptions & { said?: Sentence | null } = {},
  ) {
    super(message, options);
    this.said = options.said ?? null;
  }
}

/**
 * What the caller handed in cannot be used; the message says what and where, in one line. A page says it in its reader's
 * language where `said` names the sentence of templates/words and its values.
 */
export class InputError extends Error {
  override name = 'InputError';
  readonly said: Sentence | null;
  constructor(message: string, options: ErrorOptions & { said?: Sentence } = {}) {
    super(message, options);
    this.said = options.said ?? null;
  }
}

/** A sentence of templates/words, to be said in whatever language its reader has. */
export interface Sentence {
  id: string;
  values: Record<string, string | number>;
}

/**
 * Something outside this service failed. `permanent` means that trying again cannot help.
 * The message is for logs and pages: it says what to do, and holds no token and no patient data.
 */
export class OutsideError extends Error {
  override name = 'OutsideError';
  constructor(
    message: string,
    readonly permanent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
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

interface Sentence {
  id: string;
  values: Record<string, string | number>;
}

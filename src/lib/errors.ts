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

/** What the caller handed in cannot be used; the message says what and where, in one line. */
export class InputError extends Error {
  override name = 'InputError';
}

import 'reflect-metadata';
import { InputError, OutsideError } from './lib/errors.js';
import { startService } from './service.js';

startService(process.env).catch((error: unknown) => {
  const known = error instanceof InputError || error instanceof OutsideError;
  process.stderr.write(
    known
      ? `Scanwarden cannot start: ${error.message}\n`
      : `Scanwarden failed to start: ${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(error instanceof InputError ? 2 : 1);
});

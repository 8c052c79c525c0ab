import 'reflect-metadata';
import { InputError, OutsideError } from './lib/errors.js';
import { startService } from './service.js';

startService(process.env).catch((error: unknown) => {
  const known = error instanceof InputError || error instanceof OutsideError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    known
      ? `Scanwarden cannot start: ${message}\n`
      : `Scanwarden failed to start, by a fault of its own: ${message}\nNothing was lost. Start it again; if it fails again, report this line.\n`,
  );
  process.exit(error instanceof InputError ? 2 : 1);
});

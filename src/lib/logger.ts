import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Structured lines on stderr with ids, never names, addresses, tokens or resource bodies. */
export function makeLogger(level: 'info' | 'warn' = 'info'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: bareError } },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Errors of the database carry the query's parameters, which may be anything: only what and where is logged. */
function bareError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  return { type: name, message, stack };
}

/** Nest's own messages through the same logger: only warnings and errors are worth a line. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => logger.warn(String(message)),
    error: (message: unknown) =>
      logger.error(message instanceof Error ? { err: message } : {}, String(message)),
    fatal: (message: unknown) => logger.fatal(String(message)),
  };
}

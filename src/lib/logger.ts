import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Structured lines on stderr with ids, never names, addresses, tokens or resource bodies. */
export function makeLogger(level: 'info' | 'warn' = 'info'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
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

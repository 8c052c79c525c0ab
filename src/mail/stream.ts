import type { Level } from '../domain/level.js';

/**
 * The streams of mail a person can tell apart. The first three can be stopped with one click; the others can only be
 * set after sign-in, since missing one of them could do harm.
 */
export const STOPPABLE_STREAMS = ['digest', 'info', 'check'] as const;
export type StoppableStream = (typeof STOPPABLE_STREAMS)[number];
export type MailStream = StoppableStream | 'act' | 'security';

const STREAM_OF_LEVEL: Record<Level, Exclude<MailStream, 'security'>> = {
  quiet: 'digest',
  info: 'info',
  check: 'check',
  'act soon': 'act',
  'act now': 'act',
};

/** The stream that a notice of this level belongs to. */
export function streamOfLevel(level: Level): Exclude<MailStream, 'security'> {
  return STREAM_OF_LEVEL[level];
}

export function isStoppable(stream: string): stream is StoppableStream {
  return (STOPPABLE_STREAMS as readonly string[]).includes(stream);
}

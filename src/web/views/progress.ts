import type { Shell, Who } from './shell.js';

/** A look that is waited for, or made. */
export interface ProgressView extends Shell {
  who: Who;
  patientHref: string;
  organization: string;
  /** How far it is, line by line. */
  says: string[];
  /** After how many seconds it loads itself again where no script runs; null where the reader stopped that. */
  refresh: number | null;
  /** This page, the same without loading itself again, and the stream of what it says. */
  href: string;
  stillHref: string;
  eventsHref: string;
}

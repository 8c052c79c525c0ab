import type { GrantKind } from '../../domain/access.js';
import type { TimeView } from '../words/times.js';
import type { Shell, Who } from './shell.js';

/** Somebody who may see the record. */
export interface PersonView {
  name: string;
  /** It is the reader. */
  you: boolean;
  role: Who['role'];
  since: TimeView;
  until: TimeView | null;
  /** Null for all of them. */
  kinds: GrantKind[] | null;
  /** Null for all of them; else the names of those that the reader sees too. */
  places: string[] | null;
}

/** What people looked at and did on one day. */
export interface AccessDayView {
  day: TimeView;
  people: {
    name: string;
    deeds: {
      /** Ends the id of its words. */
      route: string;
      place: string | null;
      /** HH:mm by the reader's clock. */
      at: string;
    }[];
  }[];
}

/** Who looked, and who can see. */
export interface AccessLogView extends Shell {
  who: Who;
  patientHref: string;
  /** Where it is changed who can see. */
  peopleHref: string;
  people: PersonView[];
  /** Newest first; null for a helper, who reads of their own grant alone. */
  days: AccessDayView[] | null;
  /** Where older ones are found; null where there are none. */
  olderHref: string | null;
}

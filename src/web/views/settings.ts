import type { Situation } from '../../domain/situation.js';
import type { EndpointLevel } from '../../store/endpoint.store.js';
import type { TimeView } from '../words/times.js';
import type { Shell } from './shell.js';

/** What can be saved on the page, each with a sentence that says so. */
export const SAVED = [
  'mail',
  'zone',
  'language',
  'quiet',
  'no-quiet',
  'digest',
  'muted',
  'unmuted',
  'details',
  'no-details',
  'no-webhook',
] as const;
export type Saved = (typeof SAVED)[number];

/** One of a list to choose from. */
interface Choice {
  name: string;
  label: string;
  chosen: boolean;
}

export interface SettingsView extends Shell {
  /** Masked, like "e…@example.org". */
  email: string;
  /** Mail to the address came back for good. */
  stopped: boolean;
  streams: { stream: 'check' | 'info'; on: boolean }[];
  /** News that asks for nothing is mailed too. */
  newsByMail: boolean;
  languages: Choice[];
  /** IANA names by region, with the words and the offset that people know; times on pages are told in the chosen one. */
  zones: { region: string; zones: Choice[] }[];
  /** The times are those that are proposed, where it is off. `today`: what must be done today may come in them. */
  quiet: { on: boolean; from: string; until: string; today: boolean };
  digest: { mailed: boolean; weekdays: Choice[]; monthDays: Choice[]; hours: Choice[] };
  /** Either a place or a kind; `kept` counts messages that stand in the inbox alone because of it. */
  mutes: {
    unmuteAction: string;
    place: string | null;
    situation: Situation | null;
    since: TimeView;
    kept: number;
  }[];
  mutablePlaces: { id: string; label: string }[];
  mutableKinds: Situation[];
  /** `since`: when it was chosen that mails name more; null where they do not. */
  details: { since: TimeView | null; warning: string; version: string };
  /** Null where none is set up. */
  webhook: {
    address: string;
    fromLevel: EndpointLevel;
    failingSince: TimeView | null;
    problem: string;
    waiting: number;
  } | null;
  /** What was saved just now; null when the page was opened by itself. */
  saved: Saved | null;
}

export interface WebhookSecretView extends Shell {
  secret: string;
}

import type { Shell } from '../views/shell.js';
import type { TimeView } from '../words/times.js';
import type { ZoneChoice } from '../words/zones.js';

/** An office of the reader's, with what waits there. */
export interface OwnOfficeView {
  name: string;
  href: string;
  openCases: number;
}

/** The offices of the reader; for an operator also those that take part, without anything that they read. */
export interface OfficesView extends Shell {
  own: OwnOfficeView[];
  operator: {
    offices: { name: string; href: string; since: TimeView; left: TimeView | null; officers: number }[];
    zones: { region: string; zones: ZoneChoice[] }[];
  } | null;
}

export interface NamedPlaceView {
  id: string;
  name: string;
  city: string | null;
  state: string | null;
}

export interface OfficerView {
  name: string;
  email: string;
  state: 'in' | 'asked' | 'late' | 'ended';
  /** Since when that is so; of somebody who was asked until when the link works. */
  at: TimeView;
  endAction: string | null;
}

/** One office to the operator. */
export interface OfficeRunView extends Shell {
  name: string;
  zone: string;
  patients: number | null;
  since: TimeView;
  left: TimeView | null;
  organizations: (NamedPlaceView & { action: string })[];
  officers: OfficerView[];
  query: string;
  found: NamedPlaceView[];
  more: boolean;
  action: string;
}

/** To whoever opens the link that was mailed to an officer. */
export interface OfficerInvitationView extends Shell {
  office: string;
  by: string;
  email: string;
  token: string;
}

export interface OfficerInvitationOverView extends Shell {
  why: 'unknown' | 'closed' | 'late';
}

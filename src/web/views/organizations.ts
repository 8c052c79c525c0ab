import type { TimeView } from '../words/times.js';
import type { WebLink } from '../words/web-link.js';
import type { Shell } from './shell.js';

/** A name or a vendor that an operator added. */
export interface CuratedNameView {
  name: string;
  /** Of a vendor: an address or a note. */
  source: string | null;
  /** The source, where it is an address. */
  link: WebLink | null;
  by: string;
  at: TimeView;
  ended: TimeView | null;
  endAction: string | null;
}

export interface OrganizationsView extends Shell {
  query: string;
  organizations: {
    href: string;
    name: string;
    city: string | null;
    state: string | null;
    /** Its id, where another of the list has the same name in the same town. */
    apart: string | null;
  }[];
  more: boolean;
}

export interface OrganizationView extends Shell {
  name: string;
  city: string | null;
  state: string | null;
  /** As its own records name it. */
  aliases: string[];
  added: CuratedNameView[];
  /** Learnt in the review: names of reports that are the same place, and that are another. */
  same: string[];
  different: string[];
  vendors: CuratedNameView[];
  aliasAction: string;
  vendorAction: string;
  /** Null where its own records say where it is. */
  placeAction: string | null;
  placeSaid: boolean;
  states: StateChoice[];
}

export interface StateChoice {
  code: string;
  chosen: boolean;
}

/** Asking for town and state of a place. */
export interface PlaceQuestionView {
  organizationId: string;
  name: string;
  city: string | null;
  state: string | null;
}

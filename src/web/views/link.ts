import type { LinkProblem } from '../../smart/link-error.js';
import type { RefusedKind } from '../words/refused-kinds.js';
import type { TimeView } from '../words/times.js';
import type { Shell, Who } from './shell.js';

/** One place of the directory. */
export interface FoundSiteView {
  href: string;
  name: string;
  /** Another name of it that was searched for. */
  also: string | null;
  /** "Port Clay, OH and 3 more". */
  town: string | null;
  moreTowns: number;
  /** False while this installation is not registered there. */
  usable: boolean;
}

/** Searching the directory. */
export interface LinkView extends Shell {
  who: Who;
  patientHref: string;
  /** Where the search is sent (GET, field `q`); null for a helper, who asks the patient to link. */
  searchAction: string | null;
  query: string;
  sites: FoundSiteView[];
  /** There are more than are shown. */
  more: boolean;
}

/** One place before it is linked: what will be read, and what not. */
export interface LinkSiteView extends Shell {
  who: Who;
  searchHref: string;
  name: string;
  reads: RefusedKind[];
  /** Posts "go on to sign in there"; null where that cannot be. */
  linkAction: string | null;
  usable: boolean;
}

/** Back from the place, which said yes. */
export interface LinkConfirmView extends Shell {
  organization: string;
  action: string;
  /** What the place added, for hidden fields. */
  answer: { name: string; value: string }[];
}

export type ShownLinkProblem = LinkProblem | 'signed-out';

export interface LinkProblemView extends Shell {
  problem: ShownLinkProblem;
  /** Null where it is not known which place it was. */
  organization: string | null;
  /** Posts "try again"; asks for less where the place refused all at once. */
  retryAction: string | null;
  backHref: string;
}

/** What a place was asked for, and what it gives. */
export interface AccessView extends Shell {
  who: Who;
  organization: string;
  connectionHref: string;
  patientHref: string;
  /** Where a look is under way. */
  progressHref: string | null;
  reads: RefusedKind[];
  /** Asked for and not granted. */
  withheld: RefusedKind[];
  /** Granted for some of them only. */
  partly: RefusedKind[];
  linkedAt: TimeView;
  ends: TimeView | null;
  /** False where access ends by itself within hours. */
  renewable: boolean;
  /** It was taken back, or ran out. */
  ended: TimeView | null;
  relinkAction: string | null;
}

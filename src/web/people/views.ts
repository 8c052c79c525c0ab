import type { GrantRole } from '../../domain/notification.js';
import type { CareAuthority } from '../../domain/people/rules.js';
import type { InvitedRole, SharedKind } from '../../domain/people/scope.js';
import type { Duration } from '../../domain/people/until.js';
import type { Over } from '../invited.js';
import type { Shell, Who } from '../views/shell.js';
import type { TimeView } from '../words/times.js';

/** What part of a record somebody sees, in words. */
export interface ScopeView {
  role: GrantRole;
  /** "scans, breaches and cases". */
  kinds: string;
  /** The names of places, joined; null for all. */
  places: string | null;
  /** Null where it ends by being taken back. */
  until: TimeView | null;
}

/** Somebody who can see a record. */
export interface PersonView extends ScopeView {
  name: string;
  email: string;
  own: boolean;
  since: TimeView;
  /** Where the reader can change or end it; null where they may not. */
  href: string | null;
}

/** Somebody who was asked and has not answered. */
export interface InvitedView extends ScopeView {
  name: string;
  email: string;
  goodUntil: TimeView;
  withdrawAction: string;
}

/** Something that the patient keeps to themselves. */
export interface HiddenView {
  what: 'place' | 'scan' | 'breach';
  name: string;
  since: TimeView;
  action: string;
}

/** Keeps one thing from others, or says that it is kept. */
export interface HideView {
  action: string;
  peopleHref: string;
  what: 'connection' | 'study' | 'exposure';
  id: string;
  hidden: boolean;
}

/** A parent, to the patient who is of age: to be kept as it is, or ended. */
export interface ParentView {
  name: string;
  /** The words agreed to where it is kept. */
  consent: string;
  keepAction: string;
  fields: { name: string; value: string }[];
  endAction: string;
}

export interface PeopleListView extends Shell {
  who: Who;
  patientHref: string;
  /** Where it stands who looked. */
  accessLogHref: string;
  countingHref: string;
  people: PersonView[];
  /** Empty for everybody but a patient of age. */
  parents: ParentView[];
  invited: InvitedView[];
  /** Null where the reader lets nobody in. */
  newHref: string | null;
  /** Null where the reader cannot hide anything: they are not the patient. */
  hidden: HiddenView[] | null;
  /** Ends the reader's own access; null for the patient. */
  leaveAction: string | null;
}

/** The fields of a form with what stands in them. */
export interface TermsView {
  roles: { role: InvitedRole; chosen: boolean }[];
  where: 'all' | 'some';
  /** All places are theirs to share. */
  allPlaces: boolean;
  places: { id: string; name: string; chosen: boolean }[];
  kinds: { kind: SharedKind; chosen: boolean }[];
  until: Duration;
  durations: { duration: Duration; chosen: boolean }[];
  day: string;
  /** The first and the last day to choose, as YYYY-MM-DD. */
  firstDay: string;
}

export interface PeopleFormView extends Shell {
  who: Who;
  peopleHref: string;
  action: string;
  /** Whom it is about; null for somebody new, who is named in the form. */
  person: string | null;
  name: string;
  email: string;
  /** Null where the reader lets nobody in, and so asks the patient. */
  terms: TermsView | null;
  /** Stops sharing with this person; null for somebody new. */
  endAction: string | null;
}

export interface PeoplePreviewView extends Shell {
  who: Who;
  peopleHref: string;
  person: string;
  /** Null for somebody who is in already. */
  email: string | null;
  role: InvitedRole;
  until: TimeView | null;
  places: { name: string; scans: number }[];
  scans: { name: string; place: string; day: TimeView | null }[];
  breaches: string[];
  cases: number;
  /** Whether the words of reports are shown. */
  reports: boolean;
  /** Whether the patient's own reader is told that hidden things stay hidden. */
  hides: boolean;
  consent: string;
  fields: { name: string; value: string }[];
  sendAction: string;
  backAction: string;
}

/** An invitation to its reader. */
export interface WaitingInvitationView extends ScopeView {
  by: string;
  /** Whose record; null where it is that of who invites. */
  patient: string | null;
  placeCount: number;
  acceptAction: string;
  declineAction: string;
}

export interface InvitationsView extends Shell {
  invitations: WaitingInvitationView[];
}

/** To whoever opens the link of an invitation and has not signed in. */
export interface InvitationView extends Shell {
  by: string;
  role: InvitedRole;
  until: TimeView | null;
  email: string;
  token: string;
}

export interface InvitationOverView extends Shell {
  why: Over | 'other-address';
}

export interface AddPersonView extends Shell {
  /** The last day to choose, as YYYY-MM-DD. */
  today: string;
  authorities: CareAuthority[];
}

/** What an operator sees of claims: an address and a paper. */
export interface ClaimsView extends Shell {
  claims: { email: string; authority: CareAuthority; at: TimeView; proofHref: string; action: string }[];
}

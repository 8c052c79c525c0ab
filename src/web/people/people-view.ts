import type { GrantRole } from '../../domain/notification.js';
import { rolesToInvite } from '../../domain/people/rules.js';
import { kindsOf, type Scope, shows } from '../../domain/people/scope.js';
import { DURATIONS } from '../../domain/people/until.js';
import type { People } from '../../services/people.service.js';
import type { Invitation } from '../../store/people/invitation.store.js';
import type { SharedPlace, SharedWith } from '../../store/people/sharing.store.js';
import { type Locale, localeOf, wordsIn } from '../../words/words.js';
import { calendarDay, momentWords, type Reader, type TimeView } from '../words/times.js';
import { InvitationForm, TermsForm } from './people-forms.js';
import { invitationsAction } from './people-links.js';
import type { InvitedView, PersonView, ScopeView, TermsView } from './views.js';

/** What a scope shows, in words of the reader. A place that the reader does not see is not named. */
export function scopeView(
  role: GrantRole,
  scope: Scope & { until: Date | null },
  places: SharedPlace[],
  reader: Reader,
): ScopeView {
  const locale = localeOf(reader.language);
  const named = places.filter(({ id }) => scope.places?.includes(id)).map(({ name }) => name);
  return {
    role,
    kinds: kindWords(role, scope, locale),
    places: scope.places === null ? null : joined(named, locale),
    until: scope.until && endWords(scope.until, reader),
  };
}

/** "scans, breaches and cases". */
export function kindWords(role: GrantRole, scope: Scope, locale: Locale): string {
  const shown = kindsOf(role).filter((kind) => shows(scope, role, kind));
  return joined(
    shown.map((kind) => wordsIn(locale).say(`people.kind.${kind}`)),
    locale,
  );
}

/** "Elm, Lakeside and Northgate". */
export function joined(names: string[], locale: Locale): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

export function personView(
  person: SharedWith,
  own: SharedWith,
  href: string | null,
  places: SharedPlace[],
  reader: Reader,
): PersonView {
  return {
    ...scopeView(person.role, person, places, reader),
    name: person.name,
    email: person.email,
    own: person.id === own.id,
    since: momentWords(person.since, reader),
    href,
  };
}

export function invitedView(invitation: Invitation, places: SharedPlace[], reader: Reader): InvitedView {
  const { id, patientId, role, name, email, expiresAt } = invitation;
  return {
    ...scopeView(role, invitation, places, reader),
    name,
    email,
    goodUntil: momentWords(expiresAt, reader),
    withdrawAction: `${invitationsAction(patientId)}/${id}/withdraw`,
  };
}

/** What stands in a form that nobody has touched: to look, everywhere, for a year. */
export function freshTerms(): TermsForm {
  return Object.assign(new InvitationForm(), {
    role: 'helper' as const,
    where: 'all' as const,
    kinds: kindsOf('representative'),
    until: 'year' as const,
  });
}

/** The terms of somebody who is in, as the form has them. */
export function termsOf({ role, places, kinds, until }: SharedWith, zone: string): TermsForm {
  return Object.assign(new TermsForm(), {
    role: role === 'representative' ? role : ('helper' as const),
    where: places === null ? ('all' as const) : ('some' as const),
    places: places ?? [],
    kinds: kinds ?? kindsOf('representative'),
    until: until === null ? ('open' as const) : ('date' as const),
    day: until === null ? '' : lastDay(until, zone),
  });
}

export function termsView(
  form: TermsForm,
  people: People,
  places: SharedPlace[],
  { now, zone }: Reader,
): TermsView {
  const { own, patientHasAccount } = people;
  const roles = rolesToInvite(own, patientHasAccount);
  const most = roles.includes('representative') ? 'representative' : 'helper';
  return {
    roles: roles.map((role) => ({ role, chosen: role === form.role })),
    where: own.places === null ? form.where : 'some',
    allPlaces: own.places === null,
    places: places.map(({ id, name }) => ({ id, name, chosen: form.places.includes(id) })),
    kinds: kindsOf(most)
      .filter((kind) => shows(own, own.role, kind))
      .map((kind) => ({ kind, chosen: form.kinds.includes(kind) })),
    until: form.until,
    durations: DURATIONS.map((duration) => ({ duration, chosen: duration === form.until })),
    day: form.day ?? '',
    firstDay: calendarDay(now, { zone }),
  };
}

/** The last day on which something holds in a zone. */
export function lastDay(until: Date, zone: string): string {
  return calendarDay(new Date(until.getTime() - 1), { zone });
}

/** The last moment of what ends: "until 10 May" holds that whole day. */
export function endWords(until: Date, reader: Reader): TimeView {
  return momentWords(new Date(until.getTime() - 1), reader);
}

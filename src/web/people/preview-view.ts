import { hearsOfBreach } from '../../domain/notification.js';
import { type InvitedRole, type Scope, shows } from '../../domain/people/scope.js';
import { examName } from '../../domain/study.js';
import type { Seen } from '../../store/people/preview.reader.js';
import { localeOf, wordsIn } from '../../words/words.js';
import { scanKind } from '../../domain/messages/scan-kind.js';
import { statedDay, type Reader } from '../words/times.js';
import type { TermsForm } from './people-forms.js';
import type { PeoplePreviewView } from './views.js';

/** What somebody would see, told as lists. */
export function seenView(
  seen: Seen,
  terms: Scope & { role: InvitedRole },
  reader: Reader,
): Pick<PeoplePreviewView, 'places' | 'scans' | 'breaches' | 'cases' | 'reports' | 'role'> {
  const words = wordsIn(localeOf(reader.language));
  return {
    role: terms.role,
    reports: shows(terms, terms.role, 'reports'),
    places: seen.places.map(({ name, scans }) => ({ name, scans })),
    scans: seen.scans.map(({ facts, place }) => ({
      name: examName(facts) ?? words.say('scan.a', { kind: scanKind(facts.modalities).replaceAll('-', '') }),
      place,
      day: facts.started === null ? null : statedDay(facts.started, reader),
    })),
    breaches: seen.breaches
      .filter(({ situation, answer }) => hearsOfBreach(terms.role, situation, answer))
      .map(({ organization }) => organization),
    cases: seen.cases,
  };
}

/** The fields of a form, to be sent once more as they are. */
export function fieldsOf(
  form: TermsForm & { name?: string; email?: string },
): { name: string; value: string }[] {
  const { name, email, role, where, places, kinds, until, day } = form;
  return [
    ...(name === undefined ? [] : [{ name: 'name', value: name }]),
    ...(email === undefined ? [] : [{ name: 'email', value: email }]),
    { name: 'role', value: role },
    { name: 'where', value: where },
    ...places.map((value) => ({ name: 'places', value })),
    ...kinds.map((value) => ({ name: 'kinds', value })),
    { name: 'until', value: until },
    { name: 'day', value: day ?? '' },
  ];
}

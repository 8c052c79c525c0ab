import { endsSoon } from '../domain/access-end.js';
import { askedScopes, type GrantedType, grantedTypes } from '../domain/scopes.js';
import { folded } from '../lib/fold.js';
import type { AccessFacts } from '../store/access.store.js';
import type { FoundSite, Site } from '../store/site.store.js';
import { siteHref } from './record-links.js';
import type { AccessView, FoundSiteView } from './views/link.js';
import { type RefusedKind, refusedKinds } from './words/refused-kinds.js';
import { momentWords, type Reader, type TimeView } from './words/times.js';

/** One place that was found, with the name by which it was searched for where that is another. */
export function foundSiteView(patientId: string, query: string, site: FoundSite): FoundSiteView {
  const { id, name, aliases, places, usable } = site;
  const searched = folded(query).split(' ').filter(Boolean);
  const holds = (text: string): boolean => {
    const words = folded(text).split(' ');
    return searched.every((start) => words.some((word) => word.startsWith(start)));
  };
  return {
    href: siteHref(patientId, id),
    name,
    also: searched.length === 0 || holds(name) ? null : (aliases.find(holds) ?? null),
    town: places.find(holds) ?? places[0] ?? null,
    moreTowns: Math.max(0, places.length - 1),
    usable,
  };
}

/** What is going to be asked for at a place, in the reader's words. */
export function kindsAsked({ registration }: Site): RefusedKind[] {
  const asked = askedScopes({ own: registration?.scopes ?? null, v2: true, imaging: true });
  return namedKinds(grantedTypes(asked, asked), 'all');
}

/** What a place gives, compared with what it was asked for. */
export function accessWords(
  { asked, granted, linkedAt, endsAt, renewable, revokedAt }: AccessFacts,
  reader: Reader,
): Pick<AccessView, 'reads' | 'withheld' | 'partly' | 'linkedAt' | 'ends' | 'renewable' | 'ended'> {
  const types = grantedTypes(asked, granted);
  return {
    reads: namedKinds(types, 'all'),
    withheld: refusedKinds(types.filter((one) => one.granted === 'none').map(({ type }) => type)),
    partly: namedKinds(types, 'part'),
    linkedAt: momentWords(linkedAt, reader),
    ends: soonEnd({ endsAt, revokedAt }, reader),
    renewable,
    ended: revokedAt === null ? null : momentWords(revokedAt, reader),
  };
}

/** When access ends, where that is soon enough to say so. */
export function soonEnd(
  { endsAt, revokedAt }: Pick<AccessFacts, 'endsAt' | 'revokedAt'>,
  reader: Reader,
): TimeView | null {
  return revokedAt === null && endsAt !== null && endsSoon(endsAt, reader.now)
    ? momentWords(endsAt, reader)
    : null;
}

/** Types without an everyday word are left out: they name who made what. */
function namedKinds(types: GrantedType[], granted: GrantedType['granted']): RefusedKind[] {
  const kinds = refusedKinds(types.filter((one) => one.granted === granted).map(({ type }) => type));
  return kinds.filter((kind) => kind !== 'other');
}

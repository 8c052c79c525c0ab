import type { CuratedName, OrganizationRow } from '../store/pages/organizations.reader.js';
import type { CuratedNameView, OrganizationView } from './views/organizations.js';
import { momentWords, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

export function organizationHref(id: string): string {
  return `/organizations/${id}`;
}

/** An organization besides what every page carries, and the states to choose from. */
export function organizationView(
  row: OrganizationRow,
  reader: Reader,
): Omit<OrganizationView, 'lang' | 'csrf' | 'viewer' | 'states'> {
  const href = organizationHref(row.id);
  const learnt = (verdict: 'same' | 'different') =>
    row.learnt.filter((one) => one.verdict === verdict).map(({ name }) => name);
  const unknown = row.city === null || row.state === null;
  return {
    name: row.name,
    city: row.city,
    state: row.state,
    aliases: row.aliases,
    added: row.added.map((one) => nameView(one, `${href}/aliases`, reader)),
    same: learnt('same'),
    different: learnt('different'),
    vendors: row.vendors.map((one) => nameView(one, `${href}/vendors`, reader)),
    aliasAction: `${href}/aliases`,
    vendorAction: `${href}/vendors`,
    placeAction: unknown || row.placeSaid ? `${href}/place` : null,
    placeSaid: row.placeSaid,
  };
}

function nameView(given: CuratedName, action: string, reader: Reader): CuratedNameView {
  const { id, name, source, by, at, endedAt } = given;
  return {
    name,
    source,
    link: webLink(source),
    by,
    at: momentWords(new Date(at), reader),
    ended: endedAt === null ? null : momentWords(new Date(endedAt), reader),
    endAction: endedAt === null ? `${action}/${id}/end` : null,
  };
}

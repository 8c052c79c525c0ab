import type { BundlePage } from '../bundle.js';

/**
 * The searches whose last page still names a next one. Pages are grouped by the type they searched. Where the pages
 * of a group name themselves and point at each other, every next page must be among them; otherwise only the last
 * page in reading order can tell.
 * @returns the type of each such group, null where none is told
 */
export function unreadSearches(pages: BundlePage[]): (string | null)[] {
  const groups = [...groupByType(pages)];
  return groups.filter(([, group]) => hasUnreadPage(group)).map(([type]) => type);
}

function groupByType(pages: BundlePage[]): Map<string | null, BundlePage[]> {
  const groups = new Map<string | null, BundlePage[]>();
  let previous: string | null = null;
  for (const page of pages) {
    // A page without self link and without entries carries on with the search before it.
    const type: string | null = page.searchedType ?? commonestMatch(page) ?? previous;
    groups.set(type, [...(groups.get(type) ?? []), page]);
    previous = type;
  }
  return groups;
}

function commonestMatch(page: BundlePage): string | null {
  const counts = new Map<string, number>();
  for (const { resource, isMatch } of page.entries) {
    if (isMatch) counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1);
  }
  const [commonest] = [...counts].sort(([, a], [, b]) => b - a);
  return commonest?.[0] ?? null;
}

function hasUnreadPage(group: BundlePage[]): boolean {
  const selves = group.map((page) => page.self).filter((self) => self !== null);
  const known = new Set(selves.map(comparable));
  const nexts = group.filter((page) => page.next !== null).map(nextOf);
  const isLinked = known.size === group.length && nexts.some((next) => known.has(next));
  if (isLinked) return nexts.some((next) => !known.has(next));
  return (group.at(-1)?.next ?? null) !== null;
}

function nextOf(page: BundlePage): string {
  const isRelative = page.next !== null && page.self !== null && URL.canParse(page.next, page.self);
  return isRelative ? new URL(page.next ?? '', page.self ?? '').href : (page.next ?? '');
}

function comparable(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address;
}

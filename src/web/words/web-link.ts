/** An address outside this service that may stand in a page, with the host a reader sees before following it. */
export interface WebLink {
  href: string;
  host: string;
}

/** Null unless the address is an absolute http(s) one: feeds and records hand us addresses of any kind. */
export function webLink(address: string | null): WebLink | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href, host } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? { href, host } : null;
}

import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { HttpError } from './http-error.js';
import { mayAsk, type PrivateNetworks } from './private-address.js';

type Resolver = (
  host: string,
  options: { all: true; family?: number; hints?: number },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Takes an address that a person or a server handed us. Only http and https, no credentials, no literal address that
 * the setting forbids. Names are checked when they are resolved, at each connect.
 * @throws HttpError bad-address, private-address
 */
export function checkedUrl(text: string, allowed: PrivateNetworks): URL {
  if (!URL.canParse(text)) throw new HttpError('bad-address', '');
  const url = new URL(text);
  const plain = url.username === '' && url.password === '';
  if (!/^https?:$/.test(url.protocol) || !plain) throw new HttpError('bad-address', '');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !mayAsk(literal, allowed)) throw new HttpError('private-address', url.host);
  return url;
}

/**
 * Connects only to addresses that the setting allows. A literal address never reaches the resolver, so it is looked
 * at here; a name is resolved once and the connection is made to the very addresses that were checked, which leaves
 * no second answer for a rebinding name server to change.
 */
export function guardedConnector(allowed: PrivateNetworks, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(allowed) });
  return (options, done) => {
    if (isIP(options.hostname) && !mayAsk(options.hostname, allowed)) {
      done(new HttpError('private-address', options.hostname), null);
      return;
    }
    connect(options, done);
  };
}

/** A resolver that refuses a name if any address behind it is forbidden. */
export function guardedLookup(allowed: PrivateNetworks, resolve: Resolver = lookup): LookupFunction {
  return (host, options, done) => {
    const family = options.family === 4 || options.family === 6 ? options.family : 0;
    resolve(host, { all: true, family, hints: options.hints ?? 0 }, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return done(error ?? new HttpError('unreachable', host), '', 0);
      const refused = addresses.some(({ address }) => !mayAsk(address, allowed));
      if (refused) return done(new HttpError('private-address', host), '', 0);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

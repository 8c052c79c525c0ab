import { HttpError } from '../lib/http/http-error.js';
import { isTypeName } from './resource.js';

/**
 * The address of the next page. Relative links come in two forms: from the host's root (`/app/fhir/r4/…`) and from
 * the FHIR base (`/Patient?page=2`, `Patient?page=2`); the first is told by the base's own path standing in front.
 * @param request the address whose answer named the link
 * @throws HttpError foreign-origin where scheme, host or port differ from the base's; bad-address
 */
export function nextAddress(link: string, base: URL, request: URL): URL {
  const target = absoluteAddress(link.trim(), base, request);
  if (target.origin !== base.origin) throw new HttpError('foreign-origin', base.host);
  if (target.username !== '' || target.password !== '') throw new HttpError('bad-address', base.host);
  target.hash = '';
  return target;
}

function absoluteAddress(link: string, base: URL, request: URL): URL {
  const basePath = base.pathname.replace(/\/$/, '');
  const isFromBase = isTypeName(firstSegment(link)) && !link.startsWith(`${basePath}/`);
  const text = isFromBase ? `${base.origin}${basePath}/${link.replace(/^\//, '')}` : link;
  if (!URL.canParse(text, request.href)) throw new HttpError('bad-address', base.host);
  return new URL(text, request.href);
}

/** `ImagingStudy` of `/ImagingStudy?page=2`; nothing of `//host/…`, which names another host. */
function firstSegment(link: string): string {
  return /^\/?([^/\\?#:]+)(?=[/?#]|$)/.exec(link)?.[1] ?? '';
}

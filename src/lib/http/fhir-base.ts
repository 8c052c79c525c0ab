const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether what is sent there stays unread on its way: https, or this very machine. */
export function isConfidential(url: URL): boolean {
  return url.protocol === 'https:' || LOOPBACK.test(url.hostname);
}

/**
 * The base address of a FHIR server in one way of writing (host in small letters, no slash at the end), or null where
 * it is none that a token may be sent to. Directories write the same base in several ways.
 */
export function fhirBaseIn(text: string): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || !plain || !isConfidential(url)) return null;
  return url.href.replace(/\/+$/, '');
}

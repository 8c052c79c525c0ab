import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** What the signature of a message says, and whether it holds. */
export interface DkimCheck {
  valid: boolean;
  domain: string;
  selector: string;
  /** Names of the headers it covers, in lower case. */
  covers: string[];
}

/**
 * Checks the one signature of a message as RFC 6376 says (rsa-sha256, relaxed/relaxed), from the bytes that came over the
 * wire and the public key alone.
 */
export function checkDkim(raw: string, publicKey: KeyObject): DkimCheck {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((line) => /^dkim-signature:/i.test(line)) ?? '';
  const tags = tagsOf(signature.slice(signature.indexOf(':') + 1));
  const covers = (tags.get('h') ?? '').toLowerCase().split(':');
  const body = createHash('sha256')
    .update(relaxedBody(raw.slice(end + 4)), 'utf8')
    .digest('base64');
  const unsigned = relaxedHeader(signature).replace(/(?<=[;: ]b=)[^;]*/, '');
  const signed = [...covers.map((name) => relaxedHeader(lastOf(headers, name))), unsigned].join('\r\n');
  const holds = createVerify('sha256')
    .update(signed, 'utf8')
    .verify(publicKey, tags.get('b') ?? '', 'base64');
  return {
    valid: holds && body === tags.get('bh'),
    domain: tags.get('d') ?? '',
    selector: tags.get('s') ?? '',
    covers,
  };
}

/** Section 3.2: names and values, the space in values without meaning. */
function tagsOf(list: string): Map<string, string> {
  const pairs = list.split(';').map((tag) => tag.split(/=(.*)/s).map((part) => part.replace(/\s+/g, '')));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

/** Section 3.4.2. */
function relaxedHeader(line: string): string {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
}

function lastOf(headers: string[], name: string): string {
  return headers.findLast((line) => line.toLowerCase().startsWith(`${name}:`)) ?? '';
}

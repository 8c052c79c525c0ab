/** The United States, the United Kingdom, and the states in which the GDPR holds (ISO 3166-1 alpha-2 and alpha-3). */
const CODES: Record<string, string> = {
  ...codes(
    'US:USA GB:GBR AT:AUT BE:BEL BG:BGR HR:HRV CY:CYP CZ:CZE DK:DNK EE:EST ES:ESP FI:FIN FR:FRA DE:DEU GR:GRC',
  ),
  ...codes(
    'HU:HUN IE:IRL IT:ITA LT:LTU LU:LUX LV:LVA MT:MLT NL:NLD PL:POL PT:PRT RO:ROU SE:SWE SI:SVN SK:SVK',
  ),
  ...codes('IS:ISL LI:LIE NO:NOR'),
};
const ALSO: Record<string, string> = {
  'U S': 'US',
  'U S A': 'US',
  'UNITED STATES OF AMERICA': 'US',
  UK: 'GB',
  ENGLAND: 'GB',
  SCOTLAND: 'GB',
  WALES: 'GB',
  'NORTHERN IRELAND': 'GB',
  'GREAT BRITAIN': 'GB',
};
const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });
const BY_WORD = new Map([
  ...Object.entries(CODES),
  ...[...new Set(Object.values(CODES))].map((code): [string, string] => [
    plain(NAMES.of(code) ?? code),
    code,
  ]),
  ...Object.entries(ALSO),
]);

function codes(pairs: string): Record<string, string> {
  const each = pairs.split(' ').map((pair) => pair.split(':') as [string, string]);
  return Object.fromEntries(
    each.flatMap(([two, three]) => [
      [two, two],
      [three, two],
    ]),
  );
}

/**
 * The country of an address (Address.country, R4 section 2.24.0.16: a code or a name) as ISO 3166-1 alpha-2; any other
 * code of two letters as it is; null where it cannot be read.
 */
export function countryCode(stated: string | null): string | null {
  const word = plain(stated ?? '');
  return BY_WORD.get(word) ?? (/^[A-Z]{2}$/.test(word) ? word : null);
}

function plain(word: string): string {
  return word
    .toUpperCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

/** What a browser says of itself, coarsely: enough for its owner to know it by. Null where it says nothing that we know. */
export interface Device {
  browser: string | null;
  system: string | null;
}

/** The first that fits counts: most browsers name others after themselves. */
const BROWSERS: [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bSafari\//],
];

const SYSTEMS: [name: string, sign: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/** Browser and system by a User-Agent header (RFC 9110, section 10.1.5). It proves nothing: anybody may send any. */
export function deviceOf(userAgent: string): Device {
  return { browser: nameIn(BROWSERS, userAgent), system: nameIn(SYSTEMS, userAgent) };
}

function nameIn(names: [string, RegExp][], userAgent: string): string | null {
  return names.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;
}

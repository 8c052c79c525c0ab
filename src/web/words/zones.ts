import { DateTime } from 'luxon';
import { type Locale, localeOf, type Words, wordsIn } from '../../words/words.js';
import type { Reader } from './times.js';

/** Every zone that this installation can tell the time of. */
export const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];

/** How a language calls the time of a place, where it calls most zones so (CLDR, location format). */
const TIME_OF: Partial<Record<Locale, RegExp>> = { es: /^hora de (.+)$/ };

/** Making a format takes long; there are as many as zones that readers live in. */
const called = new Map<string, string>();

/** "New York" for America/New_York, "Nueva York" in Spanish, "Buenos Aires" for America/Argentina/Buenos_Aires. */
export function zoneWords(zone: string, language: string): string {
  const key = `${language} ${zone}`;
  const words = called.get(key) ?? placeOf(zone, localeOf(language));
  called.set(key, words);
  return words;
}

function placeOf(zone: string, locale: Locale): string {
  const own = zone.split('/').at(-1)!.replaceAll('_', ' ');
  const pattern = TIME_OF[locale];
  if (pattern === undefined) return own;
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortGeneric' });
  const time = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return pattern.exec(time)?.[1] ?? own;
}

export interface ZoneChoice {
  name: string;
  /** "New York (GMT-04:00)". */
  label: string;
  chosen: boolean;
}

/** The zones by region, each with its offset at a moment; the chosen one is there whatever it is. */
export function zoneChoices(
  chosen: string,
  { language, now }: Pick<Reader, 'language' | 'now'>,
): { region: string; zones: ZoneChoice[] }[] {
  const words = wordsIn(localeOf(language));
  const names = ZONES.includes(chosen) ? ZONES : [chosen, ...ZONES];
  const regions = new Map<string, ZoneChoice[]>();
  for (const name of names) {
    const region = name.includes('/')
      ? regionWords(name.split('/')[0]!, words)
      : words.say('settings.everywhere');
    const label = `${zoneWords(name, language)} (${offsetOf(name, now)})`;
    regions.set(region, [...(regions.get(region) ?? []), { name, label, chosen: name === chosen }]);
  }
  return [...regions].map(([region, zones]) => ({ region, zones }));
}

/** One that only an old account names is called as it is. */
function regionWords(region: string, words: Words): string {
  const id = `settings.region.${region}`;
  return words.has(id) ? words.say(id) : region;
}

function offsetOf(zone: string, now: Date): string {
  return `GMT${DateTime.fromJSDate(now, { zone }).toFormat('ZZ')}`;
}

import { InputError } from '../lib/errors.js';

/** Milliseconds since 1970 of an ISO 8601 argument. @throws InputError naming the option */
export function instantArgument(option: string, value: string): number {
  const instant = Date.parse(value);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(instant))
    throw new InputError(`${option}: "${value}" is no ISO 8601 date and time`);
  return instant;
}

/** An http(s) address without a trailing slash. @throws InputError naming the option */
export function urlArgument(option: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new InputError(`${option}: "${value}" is no http or https address`);
  return value.replace(/\/+$/, '');
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** All that an address on this computer may be written as; of any other, the address alone. */
export function loopbackNames(url: string): string[] {
  const { hostname } = new URL(url);
  if (!LOOPBACK.includes(hostname)) return [url];
  return LOOPBACK.map((name) => url.replace(`//${hostname}`, `//${name}`));
}

const SECONDS: Record<string, number> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration such as 30m, 6h or 1d. @throws InputError naming the option */
export function durationArgument(option: string, value: string): number {
  const [, figure, unit] = /^(\d+)([mhd])$/.exec(value) ?? [];
  const seconds = Number(figure) * (SECONDS[unit ?? ''] ?? NaN);
  if (!(seconds >= 60)) throw new InputError(`${option}: "${value}" is no duration such as 30m, 6h or 1d`);
  return seconds;
}

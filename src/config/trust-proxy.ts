import { isIP } from 'node:net';
import { InputError } from '../lib/errors.js';

const NAMED = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose X-Forwarded-For is believed: so many proxies before us, or those of these addresses and networks (the setting
 * `trust proxy` of Express). Null where nobody's is.
 * @throws InputError where it is neither
 */
export function trustProxyIn(given: string | undefined): number | string[] | null {
  if (given === undefined) return null;
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  const networks = given.split(',').map((one) => one.trim());
  if (!networks.every(isNetwork))
    throw new InputError(
      'TRUST_PROXY is the number of proxies before Scanwarden, or their addresses with commas between',
    );
  return networks;
}

function isNetwork(written: string): boolean {
  const [address = '', bits, ...rest] = written.split('/');
  if (NAMED.includes(written)) return true;
  const width = isIP(address) === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= width);
  return isIP(address) !== 0 && fits && rest.length === 0;
}

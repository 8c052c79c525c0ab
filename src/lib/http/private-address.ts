import { BlockList, isIPv4 } from 'node:net';

/** Which addresses inside private networks may be asked: none, this machine only, or every private network. */
export type PrivateNetworks = 'none' | 'loopback' | 'all';

const LOOPBACK = addressList(['127.0.0.0/8'], ['::1/128']);

/** Networks that organizations use inside (RFC 1918, RFC 6598, RFC 4193). */
const INSIDE = addressList(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'], ['fc00::/7']);

/**
 * Never a health record or a feed: "this network", link-local with the clouds' metadata services, protocol
 * assignments, documentation, benchmarks, multicast, reserved (IANA special-purpose registries, RFC 6890).
 */
const NEVER = addressList(
  [
    '0.0.0.0/8',
    '100.100.100.200/32',
    '168.63.129.16/32',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/3',
  ],
  ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', 'fd00:ec2::254/128'],
);

/** The only part of IPv6 from which public addresses are given out (RFC 4291, section 2.4). */
const GLOBAL_V6 = addressList([], ['2000::/3']);

/** Prefixes whose last 32 bits are an IPv4 address: mapped (RFC 4291) and NAT64 (RFC 6052). */
const EMBEDS_V4 = addressList([], ['::ffff:0:0/96', '64:ff9b::/96']);

/** Whether a request may go to this IP address (without brackets, any notation) under the setting. */
export function mayAsk(address: string, allowed: PrivateNetworks): boolean {
  const ip = embeddedV4(address) ?? address;
  if (within(NEVER, ip)) return false;
  if (within(LOOPBACK, ip)) return allowed !== 'none';
  const isPublic = isIPv4(ip) ? !within(INSIDE, ip) : within(GLOBAL_V6, ip);
  return isPublic || (allowed === 'all' && within(INSIDE, ip));
}

function embeddedV4(address: string): string | null {
  if (isIPv4(address) || !within(EMBEDS_V4, address)) return null;
  // The URL parser writes IPv6 in one way only: groups in hexadecimal, the IPv4 part as the last two.
  const canonical = new URL(`http://[${address.split('%')[0]}]/`).hostname.slice(1, -1);
  const [high = 0, low = 0] = canonical.split(':').slice(-2).map(hexGroup);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function hexGroup(group: string): number {
  return group === '' ? 0 : Number.parseInt(group, 16);
}

function within(list: BlockList, ip: string): boolean {
  return isIPv4(ip) ? list.check(ip, 'ipv4') : list.check(ip.split('%')[0] ?? ip, 'ipv6');
}

function addressList(v4: string[], v6: string[]): BlockList {
  const list = new BlockList();
  for (const cidr of v4) addSubnet(list, cidr, 'ipv4');
  for (const cidr of v6) addSubnet(list, cidr, 'ipv6');
  return list;
}

function addSubnet(list: BlockList, cidr: string, family: 'ipv4' | 'ipv6'): void {
  const [network = '', bits] = cidr.split('/');
  list.addSubnet(network, Number(bits), family);
}

import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkedUrl, guardedLookup } from '../../src/lib/http/guarded-connect.js';
import { mayAsk, type PrivateNetworks } from '../../src/lib/http/private-address.js';

const PUBLIC = [
  '93.184.215.14',
  '8.8.8.8',
  '172.32.0.1',
  '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
  '::ffff:8.8.8.8',
];
const LOOPBACK = [
  '127.0.0.1',
  '127.255.0.3',
  '::1',
  '::ffff:127.0.0.1',
  '0:0:0:0:0:ffff:7f00:1',
  '64:ff9b::7f00:1',
];
const INSIDE = [
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  'fd12::1',
  '::ffff:c0a8:101',
];
const NEVER = [
  '0.0.0.0',
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '168.63.129.16',
  '100.100.100.200',
  'fd00:ec2::254',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2001:0:4136::1',
  '64:ff9b:1::1',
];

describe('an address in a private network', () => {
  it.each<[PrivateNetworks, string[], string[]]>([
    ['none', PUBLIC, [...LOOPBACK, ...INSIDE, ...NEVER]],
    ['loopback', [...PUBLIC, ...LOOPBACK], [...INSIDE, ...NEVER]],
    ['all', [...PUBLIC, ...LOOPBACK, ...INSIDE], NEVER],
  ])('is asked as the setting "%s" says', (allowed, asked, refused) => {
    expect(asked.filter((ip) => !mayAsk(ip, allowed))).toEqual([]);
    expect(refused.filter((ip) => mayAsk(ip, allowed))).toEqual([]);
  });

  it('is judged the same inside IPv6 as by itself', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom<PrivateNetworks>('none', 'loopback', 'all'), (ip, allowed) => {
        expect(mayAsk(`::ffff:${ip}`, allowed)).toBe(mayAsk(ip, allowed));
        expect(mayAsk(`64:ff9b::${ip}`, allowed)).toBe(mayAsk(ip, allowed));
      }),
    );
  });
});

describe('an address that a person hands us', () => {
  it.each([
    'http://127.0.0.1/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://2130706433/',
    'http://127.1:8080/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]:9200/',
    'http://[::ffff:a00:1]/',
    'https://10.0.0.1:6379/x',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is seen through, however it is written', (address) => {
    expect(() => checkedUrl(address, 'none')).toThrow(/private network/);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://a.example/',
    'javascript:1',
    'https://u:p@a.example/',
    'https://u@a.example',
    'a',
    '',
  ])('%j is refused', (address) => {
    expect(() => checkedUrl(address, 'all')).toThrow(/must start with https/);
  });

  it('passes when it is public', () => {
    expect(checkedUrl('https://hospital.example:8443/fhir', 'none').port).toBe('8443');
  });
});

describe('a name', () => {
  const resolved = (allowed: PrivateNetworks, ...ips: string[]): Promise<unknown> => {
    const addresses = ips.map((address): LookupAddress => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    const lookup = guardedLookup(allowed, (_host, _options, done) => done(null, addresses));
    return new Promise((resolve, reject) => {
      lookup('hospital.example', { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
    });
  };

  it('leads to the very addresses that were checked', async () => {
    expect(await resolved('none', '8.8.8.8', '2606:4700::1')).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
  });

  it('is refused if any address behind it is private', async () => {
    await expect(resolved('none', '8.8.8.8', '10.0.0.1')).rejects.toMatchObject({ code: 'private-address' });
    await expect(resolved('loopback', '::1', '192.168.0.1')).rejects.toMatchObject({
      code: 'private-address',
    });
  });

  it('may lead to this machine where that is allowed', async () => {
    expect(await resolved('loopback', '127.0.0.1')).toHaveLength(1);
  });

  it('that leads nowhere is unreachable', async () => {
    await expect(resolved('none')).rejects.toMatchObject({ code: 'unreachable' });
  });
});

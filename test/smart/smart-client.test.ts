import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GuardedHttp } from '../../src/lib/guarded-http.js';
import type { PrivateNetworks } from '../../src/lib/http/private-address.js';
import { discover } from '../../src/smart/discovery.js';
import { LinkError } from '../../src/smart/link-error.js';
import { SmartClient } from '../../src/smart/smart-client.js';
import { FhirServer, type Reply } from '../fhir/support/fhir-server.js';

let place: FhirServer;
let other: FhirServer;
let http: GuardedHttp;

beforeEach(async () => {
  place = await FhirServer.start();
  other = await FhirServer.start();
  http = guarded('loopback');
});
afterEach(async () => {
  await http.close();
  await place.close();
  await other.close();
});

function guarded(privateNetworks: PrivateNetworks): GuardedHttp {
  return new GuardedHttp({ privateNetworks, wait: () => Promise.resolve() });
}

async function refreshWith(reply: Reply, through = http): Promise<unknown> {
  place.on('token', reply);
  const server = {
    issuer: null,
    authorizationEndpoint: `${place.base}/authorize`,
    tokenEndpoint: `${place.base}/token`,
    v2: true,
    imagingBase: null,
  };
  const registration = { clientId: 'app', auth: 'none' as const, secret: null, scopes: null };
  const client = await SmartClient.at({ fhirBase: place.base, server, registration }, through);
  return client.refresh('a refresh token').catch((error: unknown) => error);
}

const json = { 'content-type': 'application/json' };
const problem = (error: unknown): string => (error instanceof LinkError ? error.problem : String(error));

describe('a token request', () => {
  it('is understood in whatever way servers write their answer', async () => {
    const answer = {
      access_token: 'a',
      token_type: 'BEARER',
      expires_in: 570,
      refresh_token_expires_in: '86400',
    };
    expect(await refreshWith({ headers: json, body: answer })).toEqual({
      access: 'a',
      expiresIn: 570,
      refresh: null,
      refreshExpiresIn: 86_400,
      scopes: null,
      patient: null,
    });
  });

  it('follows no redirect, so that the token stays with the server that it belongs to', async () => {
    const reply = { status: 307, headers: { location: `${other.base}/token` } };
    expect(problem(await refreshWith(reply))).toBe('refused');
    expect(other.seen).toEqual([]);
  });

  it('goes to no address that the setting forbids', async () => {
    const strict = guarded('none');
    expect(problem(await refreshWith({ body: {} }, strict))).toBe('refused');
    expect(place.seen).toEqual([]);
    await strict.close();
  });

  it.each([429, 500, 502, 503])(
    'is not sent again by itself after %s, which is an outage',
    async (status) => {
      expect(problem(await refreshWith({ status, headers: { ...json, 'retry-after': '0' }, body: {} }))).toBe(
        'busy',
      );
      expect(place.asked('token')).toHaveLength(1);
    },
  );

  it('is an outage where the server breaks off, or sends without end', async () => {
    expect(problem(await refreshWith((_request, response) => void response.destroy()))).toBe('busy');
    const endless: Reply = (_request, response) => {
      response.writeHead(200, json);
      const more = (): void =>
        void (response.write(' '.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
      more();
    };
    expect(problem(await refreshWith(endless))).toBe('refused');
  });

  it.each([
    [400, 'invalid_grant', 'revoked'],
    [401, 'invalid_grant', 'revoked'],
    [401, 'invalid_client', 'unready'],
    [400, 'temporarily_unavailable', 'busy'],
    [400, 'whatever_else', 'refused'],
  ])('is told apart by its error: %s %s', async (status, error, expected) => {
    const headers = { ...json, 'www-authenticate': 'Bearer error="invalid_token"' };
    const thrown = await refreshWith({
      status,
      headers,
      body: { error, error_description: 'a refresh token' },
    });
    expect(problem(thrown)).toBe(expected);
    expect(String((thrown as Error).stack)).not.toContain('a refresh token');
    expect((thrown as Error).cause).toBeUndefined();
  });

  it('is never taken for a revocation where the answer is no OAuth answer', async () => {
    for (const body of ['<html>', '', '[]', '{"error":7}'])
      expect(problem(await refreshWith({ status: 400, headers: json, body }))).toBe('refused');
  });
});

describe('the configuration of a place', () => {
  it('is not followed to another server', async () => {
    const reply = { status: 302, headers: { location: `${other.base}/.well-known/smart-configuration` } };
    place.on('.well-known/smart-configuration', reply);
    expect(problem(await discover(http, place.base).catch((error: unknown) => error))).toBe('unready');
    expect(other.seen).toEqual([]);
  });

  it('may not lead a person, or a token, to where others can listen', async () => {
    const good = {
      authorization_endpoint: 'https://a.example/auth',
      token_endpoint: 'https://a.example/token',
    };
    for (const [name, address] of [
      ['authorization_endpoint', 'http://a.example/auth'],
      ['authorization_endpoint', 'javascript:alert(1)'],
      ['token_endpoint', 'https://user:word@a.example/token'],
      ['token_endpoint', 'https://169.254.169.254/token'],
      ['token_endpoint', undefined],
    ] as const) {
      place.on('.well-known/smart-configuration', { body: { ...good, [name]: address } });
      expect(problem(await discover(http, place.base).catch((error: unknown) => error))).toBe('unready');
    }
    place.on('.well-known/smart-configuration', { body: good });
    expect(await discover(http, place.base)).toMatchObject({ issuer: null, v2: false, imagingBase: null });
  });
});

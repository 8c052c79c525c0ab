import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FhirServer, outcome, type Reply, searchset, study } from './support/fhir-server.js';
import { gapOf, idsOf, PATIENT, readFrom, TOKEN } from './support/reading.js';

const FAST = { limits: { headersMs: 150, bodyMs: 150, deadlineMs: 400, answerBytes: 200_000 } };

let server: FhirServer;
let other: FhirServer;

beforeEach(async () => {
  server = await FhirServer.start();
  other = await FhirServer.start();
});

afterEach(async () => {
  await server.close();
  await other.close();
});

const silent: Reply = () => undefined;
const stalled: Reply = (_request, response) => void response.writeHead(200).write('{"resourceType"');
const cutOff: Reply = (request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"resourceType":"Bundle"', () => request.socket.destroy());
};
/** Headers and a broken body in one piece, which `fetch` alone would wait on for ever. */
const garbled: Reply = (request) =>
  void request.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n');
const reset: Reply = (request) => void request.socket.destroy();

function dripping(_request: unknown, response: ServerResponse): void {
  response.writeHead(200);
  const drip = setInterval(() => response.write(' '), 40);
  response.on('close', () => clearInterval(drip));
}

/** Sends 300 MB in pieces as fast as they are taken, and counts what went out. */
function flood(sent: { bytes: number }): Reply {
  return (_request, response) => {
    const piece = Buffer.alloc(65_536, 32);
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    const pour = (): void => {
      while (sent.bytes < 300 * 1024 * 1024 && !response.destroyed) {
        sent.bytes += piece.length;
        if (!response.write(piece)) return void response.once('drain', pour);
      }
      response.end();
    };
    pour();
  };
}

const TROUBLES: [name: string, reply: Reply, list: string, code: string][] = [
  ['says nothing', silent, 'failed', 'timeout'],
  ['stops in the middle', stalled, 'failed', 'timeout'],
  ['drips for ever', dripping, 'failed', 'timeout'],
  ['breaks off', cutOff, 'failed', 'connection-lost'],
  ['breaks the protocol', garbled, 'failed', 'unexpected-content'],
  ['hangs up', reset, 'failed', 'connection-lost'],
  [
    'answers HTML',
    { body: '<html>pat-7</html>', headers: { 'content-type': 'text/html' } },
    'failed',
    'unexpected-content',
  ],
  [
    'answers half a Bundle',
    { body: '{"resourceType":"Bundle","entry":[{"resource":{"id":"pat-7"' },
    'failed',
    'unexpected-content',
  ],
  ['answers null', { body: 'null' }, 'failed', 'unexpected-content'],
  ['answers a JSON string', { body: '"pat-7"' }, 'failed', 'unexpected-content'],
  ['answers a JSON list', { body: '[]' }, 'failed', 'unexpected-content'],
  ['answers nothing at all', { body: '' }, 'failed', 'unexpected-content'],
  ['answers one resource', { body: study('a') }, 'failed', 'unexpected-content'],
  [
    'answers an error outcome with 200',
    { body: outcome('error', 'exception', 'pat-7') },
    'failed',
    'outcome-exception',
  ],
  [
    'answers a refusing outcome with 200',
    { body: outcome('error', 'forbidden', 'pat-7') },
    'refused',
    'outcome-forbidden',
  ],
  [
    'redirects',
    { status: 302, headers: { location: 'http://127.0.0.1:9/x?patient=pat-7' } },
    'failed',
    'redirect',
  ],
  ['answers 400', { status: 400, body: outcome('error', 'invalid', 'pat-7') }, 'failed', 'bad-request'],
  [
    'answers 400 "not supported"',
    { status: 400, body: outcome('error', 'not-supported') },
    'refused',
    'not-offered',
  ],
  [
    'answers 400 and knows no such type',
    { status: 400, body: outcome('error', 'processing', "Unknown resource type 'ImagingStudy'") },
    'refused',
    'not-offered',
  ],
  ['answers 403', { status: 403, body: outcome('error', 'forbidden', 'pat-7') }, 'refused', 'forbidden'],
  ['answers 404', { status: 404, body: '<html>' }, 'refused', 'not-offered'],
  ['answers 500', { status: 500, body: outcome('fatal', 'required', 'pat-7') }, 'failed', 'server-error'],
  ['answers 429 for ever', { status: 429, headers: { 'retry-after': '2' } }, 'failed', 'throttled'],
  ['answers 503 for ever', { status: 503 }, 'failed', 'unavailable'],
  ['answers too much', { body: ' '.repeat(300_000) }, 'failed', 'too-large'],
  ['compresses unasked', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, 'failed', 'compressed'],
  [
    'names a foreign next page',
    searchset([study('a')], 'https://elsewhere.example/fhir?patient=pat-7'),
    'failed',
    'foreign-origin',
  ],
  [
    'names a next page that is no address',
    searchset([study('a')], 'http://127.0.0.1:443:443/x?patient=pat-7'),
    'failed',
    'bad-address',
  ],
];

describe('a server in trouble', () => {
  it.each(TROUBLES)(
    'that %s is named for its type, and the other types are read',
    async (_name, reply, list, code) => {
      server.on('ImagingStudy', reply);
      server.on('Encounter', searchset([{ resourceType: 'Encounter', id: 'e' }]));

      const reading = await readFrom(server.base, { settings: FAST });

      expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list, code });
      expect(reading.read).not.toContain('ImagingStudy');
      expect(reading.read).toContain('Encounter');
      // Who asks for patience to the last is asked no further: what was not asked by then is told the same.
      const others = [...reading.failed, ...reading.refused].filter(({ type }) => type !== 'ImagingStudy');
      expect(others.filter((gap) => gap.code !== 'throttled' || code !== 'throttled')).toEqual([]);
      expect(idsOf(reading, 'Encounter')).toEqual(['e']);
    },
  );

  it.each(TROUBLES)(
    'that %s while it reads the patient is told without token, patient id or address',
    async (_name, reply) => {
      server.on('Patient/pat-7', reply);
      for (const type of ['ImagingStudy', 'Encounter', 'Appointment']) server.on(type, reply);

      const reading = await readFrom(server.base, { settings: FAST });
      const told = JSON.stringify([reading.failed, reading.refused]);

      expect(reading.failed).not.toEqual([]);
      for (const secret of [TOKEN, PATIENT, '?', 'fhir/r4', 'elsewhere']) expect(told).not.toContain(secret);
    },
  );

  it('that refuses the access is asked no more, and the connection must be linked again', async () => {
    server.on('Patient/pat-7', { status: 401 });

    const reading = await readFrom(server.base);

    expect(server.seen).toHaveLength(1);
    expect(reading.failed).toHaveLength(11);
    expect(new Set(reading.failed.map((gap) => gap.code))).toEqual(new Set(['unauthorized']));
    expect(reading.failed[0]?.why).toMatch(/must be linked again/);
  });

  it('that refuses the access half way keeps what was read before', async () => {
    server.on('ImagingStudy', searchset([study('a')], `${server.base}/p2`)).on('p2', { status: 401 });

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'unauthorized' });
  });

  it('that sends 300 MB is cut off after the limit and not held in memory', async () => {
    const sent = { bytes: 0 };
    server.on('ImagingStudy', flood(sent));
    const before = process.memoryUsage().rss;

    const reading = await readFrom(server.base, { settings: { limits: { answerBytes: 5 * 1024 * 1024 } } });

    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'too-large' });
    expect(sent.bytes).toBeLessThan(40 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('cannot pass the limit in many pages either', async () => {
    const page = (at: number) =>
      searchset([{ ...study(`s${at}`), note: 'x'.repeat(90_000) }], `${server.base}/p${at + 1}`);
    server.on('ImagingStudy', page(0));
    for (let at = 1; at < 20; at += 1) server.on(`p${at}`, page(at));

    const reading = await readFrom(server.base, { settings: { limits: { budgetBytes: 1_000_000 } } });

    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'too-large' });
    expect(idsOf(reading, 'ImagingStudy').length).toBeGreaterThan(5);
  });
});

describe('patience', () => {
  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'x-ms-retry-after-ms': '130' }, 130],
    [{ 'retry-after': '60' }, 60_000],
    [{}, 1_000],
  ])('waits as the server asks (%j), then reads on', async (headers, pause) => {
    server.on(
      'ImagingStudy',
      { status: 429, headers: headers as Record<string, string> },
      searchset([study('a')]),
    );

    const reading = await readFrom(server.base);

    expect(reading).toMatchObject({ pauses: [pause], failed: [] });
    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
  });

  it('leaves a server alone for the whole pull that asks to be asked tomorrow, and says until when', async () => {
    server.on('ImagingStudy', { status: 429, headers: { 'retry-after': '86400' } });

    const reading = await readFrom(server.base);

    expect(reading.pauses).toEqual([]);
    for (const type of ['ImagingStudy', 'Appointment'])
      expect(reading.failed).toContainEqual(
        expect.objectContaining({ type, code: 'throttled', retryAfterMs: 86_400_000 }),
      );
  });

  it.each([502, 503, 504])('asks again after %i', async (status) => {
    server.on('ImagingStudy', { status }, { status }, searchset([study('a')]));

    expect(await readFrom(server.base)).toMatchObject({ pauses: [1_000, 2_000], failed: [] });
  });

  it('asks again after a broken connection', async () => {
    server.on('ImagingStudy', reset, searchset([study('a')]));

    expect(await readFrom(server.base)).toMatchObject({ failed: [] });
  });

  it('ends after four attempts', async () => {
    server.on('ImagingStudy', { status: 503 });

    await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(4);
  });

  it('is not wasted on an error that stays', async () => {
    server.on('ImagingStudy', { status: 500 });

    await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(1);
  });
});

describe('the token', () => {
  it('never goes with a next link to another origin', async () => {
    server.on('ImagingStudy', searchset([study('a')], `${other.base}/ImagingStudy?page=2`));

    const reading = await readFrom(server.base);

    expect(other.seen).toEqual([]);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'foreign-origin' });
    expect(gapOf(reading, 'ImagingStudy')?.why).toMatch(/another server/);
    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
  });

  it.each([
    ['another scheme', (base: string) => base.replace('http:', 'https:')],
    ['another name for the host', (base: string) => base.replace('127.0.0.1', 'localhost')],
    ['no scheme', (_: string, foreign: string) => foreign.replace('http:', '')],
    ['backslashes', (_: string, foreign: string) => foreign.replace('http://', '\\\\')],
    ['a user name', (base: string) => base.replace('http://', 'http://user@')],
  ])('never goes along with a next link with %s', async (_name, link) => {
    server.on('ImagingStudy', searchset([study('a')], `${link(server.base, other.base)}/p2`));

    const reading = await readFrom(server.base);

    expect(other.seen).toEqual([]);
    expect(server.asked('p2')).toEqual([]);
    expect(gapOf(reading, 'ImagingStudy')?.list).toBe('failed');
  });

  it.each([301, 302, 303, 307, 308])('never goes through a redirect (%i)', async (status) => {
    const moved = { status, headers: { location: `${other.base}/ImagingStudy` } };
    server.on('ImagingStudy', moved).on('Patient/pat-7', moved);

    const reading = await readFrom(server.base);

    expect(other.seen).toEqual([]);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'redirect' });
  });

  it('is not told when it cannot be sent', async () => {
    const reading = await readFrom(server.base, { token: 'tok\nSECRET' });

    expect(reading.failed).toMatchObject([{ type: null, code: 'unauthorized' }]);
    expect(JSON.stringify(reading)).not.toContain('SECRET');
    expect(server.seen).toEqual([]);
  });
});

describe('pages', () => {
  it.each([
    ['from the root of the host', '/fhir/r4/ImagingStudy?page=2'],
    ['from the base, with a slash', '/ImagingStudy?page=2'],
    ['from the base, without', 'ImagingStudy?page=2'],
    ['from the page itself', '?page=2'],
  ])('are found %s', async (_name, next) => {
    server
      .on('ImagingStudy', searchset([study('a')], next))
      .on('ImagingStudy?page=2', searchset([study('b')]));

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a', 'b']);
    expect(reading.failed).toEqual([]);
  });

  it('that lead back end the reading', async () => {
    server.on('ImagingStudy', searchset([study('a')], '/ImagingStudy?page=2'));
    server.on('ImagingStudy?page=2', searchset([study('b')], '/ImagingStudy?page=2'));

    const reading = await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(2);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'page-loop' });
  });

  it('without end are cut off', async () => {
    let page = 0;
    server.on('ImagingStudy', (_request, response) => {
      page += 1;
      response.end(JSON.stringify(searchset([study(`s${page}`)], `/ImagingStudy?page=${page}`).body));
    });

    const reading = await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(1_000);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'too-many-pages' });
    expect(idsOf(reading, 'ImagingStudy')).toHaveLength(1_000);
  });

  const expired: [string, Reply][] = [
    ['410', { status: 410 }],
    ['404', { status: 404 }],
    ['400', { status: 400 }],
    ['an outcome', { body: outcome('fatal', 'expired') }],
    ['a list with an outcome', searchset([outcome('fatal', 'not-found')])],
  ];

  it.each(expired)('that expired (%s) start the search again, once', async (_name, gone) => {
    server.on(
      'ImagingStudy',
      searchset([study('a'), study('b')], '/p2'),
      searchset([study('b')], `${server.base}/p3`),
    );
    server
      .on('/p2', gone)
      .on('p2', gone)
      .on('p3', searchset([study('c')]));

    const reading = await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(2);
    expect(idsOf(reading, 'ImagingStudy')).toEqual(['b', 'c']);
    expect(reading.failed).toEqual([]);
  });

  it.each(expired)('that expire again (%s) leave all that was read, and a gap', async (_name, gone) => {
    server.on(
      'ImagingStudy',
      searchset([study('a')], `${server.base}/p2`),
      searchset([study('b')], `${server.base}/p2`),
    );
    server.on('p2', gone);

    const reading = await readFrom(server.base);

    expect(server.asked('ImagingStudy')).toHaveLength(2);
    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a', 'b']);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed' });
  });

  it('inside a page whose next link is foreign are kept all the same', async () => {
    const inner = [searchset([study('a')], `${other.base}/x`).body, searchset([study('b')]).body];
    server.on('ImagingStudy', searchset(inner as object[]));

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a', 'b']);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'foreign-origin' });
  });

  it('missing after a refusal are a failure', async () => {
    server.on('ImagingStudy', searchset([outcome('error', 'suppressed')], `${server.base}/p2`));
    server.on('p2', { status: 500 });

    expect(gapOf(await readFrom(server.base), 'ImagingStudy')).toMatchObject({
      list: 'failed',
      code: 'server-error',
    });
  });

  it('that are forbidden later are a failure, not a refusal', async () => {
    server.on('ImagingStudy', searchset([study('a')], `${server.base}/p2`)).on('p2', { status: 403 });

    expect(gapOf(await readFrom(server.base), 'ImagingStudy')).toMatchObject({
      list: 'failed',
      code: 'forbidden',
    });
  });
});

describe('an address', () => {
  it.each([
    ['http://10.0.0.5/fhir', 'private-address'],
    ['http://[::1]:8080/fhir', 'private-address'],
    ['http://2130706433/fhir', 'private-address'],
    ['http://169.254.169.254/latest', 'private-address'],
    ['http://user:pass@hospital.example/fhir', 'bad-address'],
    ['ftp://hospital.example/fhir', 'bad-address'],
    ['hospital.example', 'bad-address'],
    ['https://hospital.example/fhir?x=1', 'bad-address'],
  ])('%s is not asked', async (base, code) => {
    const reading = await readFrom(base, { settings: { privateNetworks: 'none' } });

    expect(reading.failed).toMatchObject([{ type: null, code }]);
  });

  it('whose name leads into this machine is not asked where that is off', async () => {
    const base = server.base.replace('127.0.0.1', 'localhost');

    const reading = await readFrom(base, { settings: { privateNetworks: 'none' } });

    expect(server.seen).toEqual([]);
    expect(gapOf(reading, 'Patient')).toMatchObject({ list: 'failed', code: 'private-address' });
  });

  it('where nobody listens is told as such', async () => {
    const { base } = other;
    await other.close();

    expect(gapOf(await readFrom(base), 'ImagingStudy')).toMatchObject({
      list: 'failed',
      code: 'unreachable',
    });
    other = await FhirServer.start();
  });
});

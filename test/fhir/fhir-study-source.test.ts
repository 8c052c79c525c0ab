import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FhirServer, outcome, searchset, study } from './support/fhir-server.js';
import { gapOf, idsOf, PATIENT, readFrom, TOKEN } from './support/reading.js';

const EVERY_TYPE = [
  'Appointment',
  'Consent',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'ExplanationOfBenefit',
  'ImagingStudy',
  'Patient',
  'Procedure',
  'Provenance',
  'ServiceRequest',
];

let server: FhirServer;

beforeEach(async () => {
  server = await FhirServer.start();
});

afterEach(async () => {
  await server.close();
});

describe('a reading of a FHIR server', () => {
  it('brings the patient and every page of every type, and says which types were read', async () => {
    server.on('ImagingStudy', searchset([study('a')], `${server.base}/page?n=2`));
    server.on('page', searchset([study('b')], `${server.base}/page3`)).on('page3', searchset([study('c')]));
    server.on('DiagnosticReport', searchset([{ resourceType: 'DiagnosticReport', id: 'r' }]));
    const told: string[] = [];

    const reading = await readFrom(server.base, { progress: (type, count) => told.push(`${type} ${count}`) });

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a', 'b', 'c']);
    expect(idsOf(reading, 'Patient')).toEqual([PATIENT]);
    expect(reading).toMatchObject({ read: EVERY_TYPE, refused: [], failed: [] });
    expect(told).toEqual(
      expect.arrayContaining(['Patient 1', 'ImagingStudy 1', 'ImagingStudy 2', 'ImagingStudy 3']),
    );
  });

  it('asks each type for this patient only, with the token', async () => {
    await readFrom(server.base);

    expect(server.asked().sort()).toEqual(
      [
        ...EVERY_TYPE.filter((type) => type !== 'Patient').map((type) => `${type}?patient=pat-7`),
        'Patient/pat-7',
      ].sort(),
    );
    expect(new Set(server.seen.map((request) => request.authorization))).toEqual(
      new Set([`Bearer ${TOKEN}`]),
    );
  });

  it('sends no authorization where the connection has no token', async () => {
    await readFrom(server.base, { token: null });

    expect(new Set(server.seen.map((request) => request.authorization))).toEqual(new Set([undefined]));
  });

  it('takes a base address with a slash at its end', async () => {
    expect(await readFrom(`${server.base}/`)).toMatchObject({ failed: [] });
  });

  it('reads a Bundle without link, type and total', async () => {
    server.on('ImagingStudy', { body: { resourceType: 'Bundle', entry: [{ resource: study('a') }] } });

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(reading.failed).toEqual([]);
  });

  it('opens a searchset inside a searchset, and follows its next page too', async () => {
    const inner = { ...(searchset([study('a')], `${server.base}/inner2`).body as object) };
    server.on('ImagingStudy', searchset([inner])).on('inner2', searchset([study('b')]));

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a', 'b']);
    expect(reading.failed).toEqual([]);
  });

  it('keeps of a repeated id the copy that came last', async () => {
    server.on('ImagingStudy', searchset([study('a'), study('b')], `${server.base}/p2`));
    server.on('p2', searchset([{ ...study('a'), description: 'newer' }]));

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy').sort()).toEqual(['a', 'b']);
    expect(reading.resources).toContainEqual({ ...study('a'), description: 'newer' });
  });

  it("hands on another patient's study, for the core to put aside", async () => {
    server.on('ImagingStudy', searchset([study('mine'), study('theirs', 'pat-8')]));

    expect(idsOf(await readFrom(server.base), 'ImagingStudy')).toEqual(['mine', 'theirs']);
  });

  it('leaves warnings out of what failed', async () => {
    server.on(
      'ImagingStudy',
      searchset([study('a'), outcome('warning', 'incomplete'), outcome('information', 'x')]),
    );

    const reading = await readFrom(server.base);

    expect(reading).toMatchObject({ failed: [], refused: [], read: EVERY_TYPE });
    expect(reading.resources.some((resource) => resource.resourceType === 'OperationOutcome')).toBe(false);
  });

  it('names an error outcome among the entries, and keeps the entries beside it', async () => {
    server.on('ImagingStudy', searchset([study('a'), outcome('error', 'timeout', 'patient pat-7 ran long')]));

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(gapOf(reading, 'ImagingStudy')).toEqual({
      list: 'failed',
      code: 'outcome-timeout',
      why: 'the source ran out of time',
    });
    expect(reading.read).not.toContain('ImagingStudy');
  });

  it('names an entry that holds nothing', async () => {
    const entry = [{ resource: study('a') }, { fullUrl: 'urn:x' }, null];
    server.on('ImagingStudy', { body: { resourceType: 'Bundle', type: 'searchset', entry } });

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ list: 'failed', code: 'unreadable-entry' });
  });

  it('does not take a page for everything when the source counts more and names no further page', async () => {
    server.on('ImagingStudy', {
      body: { resourceType: 'Bundle', type: 'searchset', total: 45, entry: [{ resource: study('a') }] },
    });

    expect(gapOf(await readFrom(server.base), 'ImagingStudy')).toMatchObject({
      list: 'failed',
      code: 'short-answer',
    });
  });

  it('puts aside a resource nested deep enough to break whoever walks through it', async () => {
    const deep = `${'{"extension":['.repeat(10_000)}{}${']}'.repeat(10_000)}`;
    server.on('ImagingStudy', {
      body: `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ImagingStudy","x":${deep}}}]}`,
    });

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual([]);
    expect(gapOf(reading, 'ImagingStudy')).toMatchObject({ code: 'unreadable-entry' });
  });
});

describe('the patient of the connection', () => {
  it.each([
    [{ status: 404 }, 'not-found', /check the patient id/],
    [{ status: 410 }, 'not-found', /check the patient id/],
    [{ status: 403 }, 'forbidden', /does not allow this patient/],
    [{ status: 302, headers: { location: '/fhir/r4/Patient/pat-8' } }, 'redirect', /merged/],
    [{ body: { resourceType: 'Patient', id: 'pat-8' } }, 'other-patient', /another patient/],
    [{ body: outcome('fatal', 'processing') }, 'outcome-processing', /error while processing/],
    [{ body: { resourceType: 'Basic' } }, 'unexpected-content', /other than a patient/],
  ])('fails with clear words and is not used on %j', async (reply, code, words) => {
    server.on('Patient/pat-7', reply).on('ImagingStudy', searchset([study('a')]));

    const reading = await readFrom(server.base);

    expect(gapOf(reading, 'Patient')).toMatchObject({ list: 'failed', code });
    expect(gapOf(reading, 'Patient')?.why).toMatch(words);
    expect(idsOf(reading, 'Patient')).toEqual([]);
    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(server.asked('Patient/pat-8')).toEqual([]);
  });

  it.each(['../../admin', 'a/b', 'a?b=c', '', '..', 'a b'])(
    'is not asked for under the id %j',
    async (patientId) => {
      const reading = await readFrom(server.base, { patientId });

      expect(reading.failed).toMatchObject([{ type: null, code: 'bad-patient-id' }]);
      expect(server.seen).toEqual([]);
    },
  );

  it('may have an id of 88 characters', async () => {
    expect(await readFrom(server.base, { patientId: `e${'A1-.'.repeat(21)}xyz` })).toMatchObject({
      failed: [],
    });
  });
});

describe('organizations', () => {
  const named = (id: string) => ({
    ...study('a'),
    performer: [{ actor: { reference: `Organization/${id}` } }],
  });

  it('are read where the records name them', async () => {
    server.on('ImagingStudy', searchset([named('org-1')]));
    server.on(
      'Encounter',
      searchset([
        {
          resourceType: 'Encounter',
          id: 'e',
          serviceProvider: { reference: `${server.base}/Organization/org-2` },
        },
      ]),
    );
    server.on('Organization/org-1', { body: { resourceType: 'Organization', id: 'org-1', name: 'North' } });
    server.on('Organization/org-2', { body: { resourceType: 'Organization', id: 'org-2', name: 'South' } });

    const reading = await readFrom(server.base);

    expect(idsOf(reading, 'Organization').sort()).toEqual(['org-1', 'org-2']);
    expect(reading.read).toContain('Organization');
  });

  it('that cannot be read leave the pull complete', async () => {
    server.on('ImagingStudy', searchset([named('org-1')])).on('Organization/org-1', { status: 500 });

    const reading = await readFrom(server.base);

    expect(reading.failed).toEqual([]);
    expect(gapOf(reading, 'Organization')).toMatchObject({ list: 'refused', code: 'server-error' });
  });

  it('on other servers, and with ids that are none, are not asked for', async () => {
    const references = [
      'https://elsewhere.example/fhir/Organization/x',
      'Organization/../../admin',
      '#Organization/1',
    ];
    const performer = references.map((reference) => ({ actor: { reference } }));
    server.on('ImagingStudy', searchset([{ ...study('a'), performer }]));

    await readFrom(server.base);

    expect(server.asked('Organization')).toEqual([]);
  });

  it('are read up to a bound', async () => {
    server.on(
      'ImagingStudy',
      searchset(Array.from({ length: 60 }, (_, at) => ({ ...named(`org-${at}`), id: `s${at}` }))),
    );

    const reading = await readFrom(server.base);

    expect(server.asked('Organization')).toHaveLength(50);
    expect(reading.refused).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'too-many' })]));
  });
});

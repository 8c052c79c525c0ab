import { describe, expect, it } from '@jest/globals';
import { readDirectory } from '../../../src/fhir/directory/read-directory.js';
import { InputError } from '../../../src/lib/errors.js';
import { aBrand, anEndpoint, bundleOf } from '../../support/directories.js';

const HARBOR = 'https://fhir.harbor.example/r4';

describe('a User-access Brands bundle', () => {
  it('names a place after its brand, with aliases, portal, towns and branches', () => {
    const portal = {
      url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
      extension: [
        { url: 'portalName', valueString: 'MyHarbor' },
        { url: 'portalEndpoint', valueReference: { reference: 'Endpoint/e1' } },
      ],
    };
    const directory = readDirectory(
      bundleOf(
        aBrand('b2', 'Harbor Clinic Eastside', {
          partOf: { reference: 'Organization/b1' },
          address: [{ city: 'Elmford', state: 'OH' }],
        }),
        aBrand('b1', 'Harbor Health', {
          alias: ['Harbor Hospital'],
          extension: [portal],
          address: [{ city: 'Port Clay', state: 'OH' }],
        }),
        anEndpoint('e1', `${HARBOR}/`, { name: 'Harbor R4' }),
      ),
    );
    expect(directory).toEqual({
      places: [
        {
          fhirBase: HARBOR,
          name: 'Harbor Health',
          aliases: ['Harbor Clinic Eastside', 'Harbor R4', 'Harbor Hospital', 'MyHarbor'],
          places: ['Port Clay, OH', 'Elmford, OH'],
        },
      ],
      rejected: [],
    });
  });

  it('follows references by fullUrl, and branches that point at each other only once', () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          fullUrl: 'urn:uuid:1',
          resource: aBrand('b1', 'Harbor Health', {
            endpoint: [{ reference: 'urn:uuid:3' }],
            partOf: { reference: 'urn:uuid:2' },
          }),
        },
        {
          fullUrl: 'urn:uuid:2',
          resource: aBrand('b2', 'Harbor Group', { partOf: { reference: 'urn:uuid:2' } }),
        },
        { fullUrl: 'urn:uuid:3', resource: anEndpoint('e1', HARBOR) },
      ],
    };
    expect(readDirectory(bundle).places).toMatchObject([{ name: 'Harbor Health', aliases: [] }]);
  });

  it('makes one place of one address, however often it is listed and written', () => {
    const { places } = readDirectory(
      bundleOf(
        aBrand('b1', 'Harbor Health', { endpoint: [{ reference: 'Endpoint/e1' }] }),
        aBrand('b2', 'Bay Radiology', { endpoint: [{ reference: 'Endpoint/e2' }] }),
        anEndpoint('e1', HARBOR),
        anEndpoint('e2', 'https://FHIR.HARBOR.example/r4//'),
      ),
    );
    expect(places).toMatchObject([{ fhirBase: HARBOR, name: 'Harbor Health', aliases: ['Bay Radiology'] }]);
  });
});

describe('a vendor’s list of endpoints', () => {
  it('names places after the organization within, whose id is none and whose reference lacks the #', () => {
    const contained = [{ resourceType: 'Organization', id: 'q/7+Zz==', name: 'Mill  Creek Medical' }];
    const managed = anEndpoint('e1', HARBOR, { contained, managingOrganization: { reference: 'q/7+Zz==' } });
    expect(readDirectory(bundleOf(managed)).places).toMatchObject([{ name: 'Mill Creek Medical' }]);
  });

  it('falls back on the endpoint’s own name, and on a manager of the same bundle', () => {
    const { places } = readDirectory(
      bundleOf(
        anEndpoint('e1', HARBOR, { name: 'Harbor' }),
        anEndpoint('e2', 'https://b.example', { managingOrganization: { reference: 'Organization/o' } }),
        aBrand('o', 'Bay Clinic'),
      ),
    );
    expect(places.map(({ name }) => name)).toEqual(['Harbor', 'Bay Clinic']);
  });

  it('says of every entry that it cannot take where it stands and why, and takes the others', () => {
    const version = {
      url: 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version',
      valueCode: '1.0.2',
    };
    const { places, rejected } = readDirectory({
      resourceType: 'Bundle',
      entry: [
        null,
        { resource: 'text' },
        { resource: anEndpoint('1', 'http://plain.example/fhir', { name: 'A' }) },
        { resource: anEndpoint('2', 'javascript:alert(1)', { name: 'B' }) },
        { resource: anEndpoint('3', 'https://user:word@c.example', { name: 'C' }) },
        { resource: anEndpoint('4', HARBOR, { name: 'D', status: 'off' }) },
        { resource: anEndpoint('5', HARBOR, { name: 'E', connectionType: { code: 'dicom-wado-rs' } }) },
        { resource: anEndpoint('6', HARBOR, { name: 'F', extension: [version] }) },
        { resource: anEndpoint('7', HARBOR) },
        { resource: { resourceType: 'Endpoint', id: '8', name: ['G'], address: 7 } },
        { resource: anEndpoint('9', HARBOR, { name: 'H' }) },
      ],
    });
    expect(places).toMatchObject([{ fhirBase: HARBOR, name: 'H' }]);
    const reasons = rejected.map(({ entry, rejected: why }) => `${entry} ${why}`);
    const address = 'the address is no https address of a server';
    expect(reasons).toEqual([
      '1 the entry holds no resource',
      '2 the entry holds no resource',
      `3 ${address}`,
      `4 ${address}`,
      `5 ${address}`,
      '6 the endpoint is not in use (off)',
      '7 the endpoint is no FHIR REST server',
      '8 the endpoint serves a version of FHIR before R4',
      '9 the endpoint has no name',
      `10 ${address}`,
    ]);
  });

  it.each([null, 7, [], {}, { resourceType: 'Bundle' }, { resourceType: 'Patient', entry: [] }])(
    'refuses a file that is no bundle: %j',
    (document) => {
      expect(() => readDirectory(document)).toThrow(InputError);
    },
  );
});

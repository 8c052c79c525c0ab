import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hospitalsAfter } from '../../src/sandbox/apply-events.js';
import { SEARCHES } from '../../src/sandbox/fhir-search.js';
import type { HospitalId } from '../../src/sandbox/hospitals.js';
import { pressButton } from '../../src/sandbox/press-button.js';
import { isImagingStudy } from '../../src/sandbox/shapes.js';
import { AT, MIGUEL, SAM, ServedSandbox, get, namesOn, pagesFrom, refusal } from './served-sandbox.js';

let sandbox: ServedSandbox;
const base = (hospital?: HospitalId) => sandbox.base(hospital);

beforeAll(async () => {
  sandbox = await ServedSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.events = [];
});

describe('a reading', () => {
  it('gives one resource, with meta and narrative that differ each time and a record that does not', async () => {
    const study = hospitalsAfter([]).lakeside.find(isImagingStudy);
    const url = `${base()}/ImagingStudy/${study?.id}`;
    const [first, second] = [await get(url), await get(url)];
    expect(first.meta).not.toEqual(second.meta);
    expect(first.text).not.toEqual(second.text);
    expect({ ...first, meta: 0, text: 0 }).toEqual({ ...second, meta: 0, text: 0 });
    expect(first).toMatchObject({ ...study });
  });

  it('says 404 for an id, a type, a hospital and a path that are not there', async () => {
    expect(await refusal(`${base()}/Patient/nobody`)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await refusal(`${base()}/Claim?patient=1`)).toMatchObject({ status: 404, code: 'not-supported' });
    expect(await refusal(`${base()}/constructor`)).toMatchObject({ status: 404, code: 'not-supported' });
    expect(await refusal(`${base()}/.well-known/smart-configuration`)).toMatchObject({ status: 404 });
    expect(await refusal(`${base()}/Patient/${SAM}/_history`)).toMatchObject({ status: 404 });
    expect(await refusal(`${base()}/`)).toMatchObject({ status: 404 });
    expect(await refusal(`${sandbox.origin}/sandbox/southport/fhir/Patient`)).toMatchObject({ status: 404 });
  });

  it('says 405 to whatever would change the record', async () => {
    const asked: [string, string][] = [
      ['POST', 'Patient'],
      ['PUT', `Patient/${SAM}`],
      ['PATCH', `Patient/${SAM}`],
      ['DELETE', `Patient/${SAM}`],
    ];
    for (const [method, path] of asked) {
      const { status, headers } = await refusal(`${base()}/${path}`, { method });
      expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  it('names in its capability statement exactly what it serves', async () => {
    const statement = await get(`${base('northgate')}/metadata`);
    expect(statement).toMatchObject({
      resourceType: 'CapabilityStatement',
      status: 'active',
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['application/fhir+json'],
    });
    const [{ resource }] = statement.rest as [{ resource: { type: string }[] }];
    expect(resource.map(({ type }) => type)).toEqual(Object.keys(SEARCHES));
  });
});

describe('what happens', () => {
  it('shows at the next reading, and only where it happened', async () => {
    const press = { kind: 'unknown-study', at: AT, patient: 'sam', hospital: 'lakeside' } as const;
    const before = namesOn(await pagesFrom(`${base()}/ImagingStudy?patient=${SAM}`));
    const miguels = namesOn(await pagesFrom(`${base()}/ImagingStudy?patient=${MIGUEL}`));
    sandbox.events = [pressButton(press, [])];
    const after = namesOn(await pagesFrom(`${base()}/ImagingStudy?patient=${SAM}`));
    expect(after.slice(0, -1)).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
    expect(namesOn(await pagesFrom(`${base()}/ImagingStudy?patient=${MIGUEL}`))).toEqual(miguels);
  });

  it('takes one hospital out of service, with a time to come back, and not the other nor the breach list', async () => {
    const press = { kind: 'hospital-down', at: AT, hospital: 'lakeside' } as const;
    sandbox.events = [pressButton(press, [])];
    for (const path of ['metadata', `Patient/${SAM}`, `ImagingStudy?patient=${SAM}`]) {
      const { status, code, headers } = await refusal(`${base()}/${path}`);
      expect([status, code]).toEqual([503, 'transient']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await get(`${base('northgate')}/metadata`)).fhirVersion).toBe('4.0.1');
    sandbox.events.push(pressButton({ ...press, kind: 'hospital-up' }, sandbox.events));
    expect((await get(`${base()}/metadata`)).fhirVersion).toBe('4.0.1');
  });

  it('puts a reported breach on the list that is served beside the hospitals', async () => {
    const list = async (view: string) => {
      const response = await fetch(`${sandbox.origin}/sandbox/breach-list/${view}.csv`);
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      return response.text();
    };
    expect(await list('under-investigation')).not.toContain('Lakeside Hospital');
    sandbox.events = [pressButton({ kind: 'breach-reported', at: AT }, [])];
    expect(await list('under-investigation')).toContain('"Lakeside Hospital","VT"');
    expect(await list('archive')).not.toContain('Lakeside Hospital');
  });
});

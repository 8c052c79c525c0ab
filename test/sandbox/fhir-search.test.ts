import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'fhir-kit-client';
import { get as httpGet } from 'node:http';
import { patientIdAt } from '../../src/sandbox/family.js';
import { SEARCHES } from '../../src/sandbox/fhir-search.js';
import { HOSPITAL_IDS, type HospitalId } from '../../src/sandbox/hospitals.js';
import { pressButton } from '../../src/sandbox/press-button.js';
import {
  AT,
  MIGUEL,
  SAM,
  ServedSandbox,
  get,
  linkOf,
  namesOn,
  pagesFrom,
  refusal,
  type Bundle,
} from './served-sandbox.js';

let sandbox: ServedSandbox;
const base = (hospital?: HospitalId) => sandbox.base(hospital);
const heldOf: ServedSandbox['heldOf'] = (...asked) => sandbox.heldOf(...asked);
beforeAll(async () => {
  sandbox = await ServedSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.events = [];
});

describe('a search', () => {
  const clinical = Object.keys(SEARCHES).filter((type) => SEARCHES[type]?.includes('patient'));

  it.each(HOSPITAL_IDS)('at %s walks to the end of every type without loss or repeats', async (hospital) => {
    const patient = patientIdAt(hospital, 'rosa');
    for (const type of clinical) {
      const pages = await pagesFrom(`${base(hospital)}/${type}?patient=${patient}`);
      expect(namesOn(pages)).toEqual(heldOf(hospital, type, patient));
      expect(pages.slice(0, -1).every(({ entry }) => entry?.length === 5)).toBe(true);
    }
  });

  it('shows each patient their own and nothing of the others', async () => {
    for (const type of clinical) {
      const [sams, miguels] = [
        namesOn(await pagesFrom(`${base()}/${type}?patient=${SAM}&_count=50`)),
        namesOn(await pagesFrom(`${base()}/${type}?subject=Patient/${MIGUEL}&patient=${MIGUEL}&_count=50`)),
      ];
      expect(sams.filter((name) => miguels.includes(name))).toEqual([]);
      expect(sams).toEqual(heldOf('lakeside', type, SAM));
    }
  });

  it('runs over one patient only: without one it is refused, with two it finds nothing', async () => {
    for (const type of [...clinical, 'Patient']) {
      expect(await refusal(`${base()}/${type}`)).toMatchObject({ status: 400, code: 'invalid' });
    }
    expect(namesOn([await get(`${base()}/ImagingStudy?patient=${SAM}&patient=${MIGUEL}`)])).toEqual([]);
  });

  it('takes a patient by id, by reference and by absolute reference, as patient or as subject', async () => {
    const held = heldOf('lakeside', 'ImagingStudy', SAM);
    for (const asked of [`patient=${SAM}`, `subject=Patient/${SAM}`, `patient=${base()}/Patient/${SAM}`]) {
      expect(namesOn(await pagesFrom(`${base()}/ImagingStudy?${asked}`))).toEqual(held);
    }
  });

  it('answers with an R4 searchset whose links are absolute', async () => {
    const page = await get(`${base()}/ImagingStudy?patient=${MIGUEL}&_sort=started`);
    expect(page).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    expect(linkOf(page, 'self')).toBe(`${base()}/ImagingStudy?patient=${MIGUEL}`);
    expect(linkOf(page, 'next')).toMatch(new RegExp(`^${base()}/ImagingStudy\\?_page=[\\w-]+$`));
    const [entry] = page.entry ?? [];
    expect(entry?.search.mode).toBe('match');
    expect(entry?.fullUrl).toBe(`${base()}/ImagingStudy/${entry?.resource.id}`);
  });

  it('builds its links from the host that the request was made to', async () => {
    const body = await new Promise<string>((resolve, reject) => {
      const url = `${base()}/ImagingStudy?patient=${MIGUEL}`;
      httpGet(url, { headers: { host: 'hospital.test:8080' } }, (response) => {
        response
          .setEncoding('utf8')
          .toArray()
          .then((parts) => resolve(parts.join('')), reject);
      }).on('error', reject);
    });
    const next = linkOf(JSON.parse(body) as Bundle, 'next');
    expect(next).toMatch(/^http:\/\/hospital\.test:8080\/sandbox\/lakeside\/fhir\/ImagingStudy\?_page=/);
  });

  it('counts the matches at one hospital and not at the other', async () => {
    const lakeside = await get(`${base()}/ImagingStudy?patient=${MIGUEL}`);
    expect(lakeside.total).toBe(heldOf('lakeside', 'ImagingStudy', MIGUEL).length);
    const northgate = await get(
      `${base('northgate')}/ImagingStudy?patient=${patientIdAt('northgate', 'rosa')}`,
    );
    expect(northgate).not.toHaveProperty('total');
  });

  it('leaves entry out where nothing matches', async () => {
    const page = await get(`${base()}/ImagingStudy?patient=nobody`);
    expect(page).toMatchObject({ type: 'searchset', total: 0 });
    expect(page).not.toHaveProperty('entry');
  });

  it('keeps the page length within bounds and refuses nonsense', async () => {
    const long = await get(`${base()}/ImagingStudy?patient=${MIGUEL}&_count=100000`);
    expect(linkOf(long, 'next')).toBeUndefined();
    const short = await pagesFrom(`${base()}/ImagingStudy?patient=${MIGUEL}&_count=1`);
    expect(namesOn(short)).toEqual(namesOn([long]));
    for (const count of ['0', '-1', 'many', '1.5']) {
      expect(await refusal(`${base()}/ImagingStudy?patient=${MIGUEL}&_count=${count}`)).toMatchObject({
        status: 400,
      });
    }
  });

  it('can be posted, with the patient in the body alone, and goes on by links without it', async () => {
    const answer = await fetch(`${base()}/ImagingStudy/_search`, {
      method: 'POST',
      body: new URLSearchParams({ patient: MIGUEL, _count: '3' }),
    });
    const first = (await answer.json()) as Bundle;
    expect(first.entry).toHaveLength(3);
    const next = linkOf(first, 'next') ?? '';
    expect(next).not.toContain(MIGUEL);
    expect(namesOn([first, ...(await pagesFrom(next))])).toEqual(heldOf('lakeside', 'ImagingStudy', MIGUEL));
  });

  it('finds a patient by id and by number, and an organization without either', async () => {
    const byId = await get(`${base()}/Patient?_id=${SAM}`);
    const [sam] = byId.entry ?? [];
    const [{ system, value }] = sam?.resource.identifier as [{ system: string; value: string }];
    const asked = encodeURIComponent(`${system}|${value}`);
    expect(namesOn([await get(`${base()}/Patient?identifier=${asked}`)])).toEqual([`Patient/${SAM}`]);
    expect(namesOn([await get(`${base()}/Patient?identifier=${value}`)])).toEqual([`Patient/${SAM}`]);
    expect(namesOn([await get(`${base()}/Patient?identifier=elsewhere|${value}`)])).toEqual([]);
    expect((await get(`${base()}/Organization`)).entry).toHaveLength(1);
  });

  it('ends with 410 when what it runs over changes between two pages', async () => {
    const page = await get(`${base()}/ImagingStudy?patient=${MIGUEL}`);
    sandbox.events = [pressButton({ kind: 'ids-reissued', at: AT, hospital: 'lakeside' }, [])];
    expect(await refusal(linkOf(page, 'next') ?? '')).toMatchObject({ status: 410, code: 'expired' });
  });

  it('refuses a page link that it did not write', async () => {
    const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const tokens = [
      'rubbish',
      forged(null),
      forged(['ImagingStudy', [], 0, 50, 'x']),
      forged(['ImagingStudy', [['patient']], 0, 50, 'x']),
      forged(['Patient', [['_id', SAM]], 0, 50, 'x']),
      forged(['ImagingStudy', [['patient', SAM]], -5, 50, 'x']),
    ];
    for (const token of tokens) {
      expect(await refusal(`${base()}/ImagingStudy?_page=${token}`)).toMatchObject({ status: 400 });
    }
  });

  it('can be walked by the client the service uses', async () => {
    const client = new Client({ baseUrl: base() });
    let page = (await client.search({
      resourceType: 'ImagingStudy',
      searchParams: { patient: MIGUEL },
    })) as unknown as Bundle | undefined;
    const pages: Bundle[] = [];
    while (page) {
      pages.push(page);
      page = (await client.nextPage({ bundle: page as never })) as unknown as Bundle | undefined;
    }
    expect(namesOn(pages)).toEqual(heldOf('lakeside', 'ImagingStudy', MIGUEL));
  });
});

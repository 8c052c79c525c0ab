import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ListedPlace } from '../../src/domain/listed-place.js';
import { type ClientRegistration, SiteStore } from '../../src/store/site.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

const PUBLIC: ClientRegistration = { clientId: 'app-1', auth: 'none', secret: null, scopes: null };
const SECRET: ClientRegistration = { clientId: 'app-2', auth: 'secret', secret: 'open sesame', scopes: null };
const HARBOR: ListedPlace = {
  fhirBase: 'https://harbor.example/r4',
  name: 'Harbor Health',
  aliases: ['Saint-Étienne Clinic'],
  places: ['Port Clay, OH'],
};
const BAY: ListedPlace = {
  fhirBase: 'https://bay.example/r4',
  name: 'Bay Radiology',
  aliases: [],
  places: ['Port Clay, OH'],
};

let database: TestDatabase;
let ground: FlowGround;
let sites: SiteStore;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
  sites = ground.get(SiteStore);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(() => ground.rows('TRUNCATE client_registration, site CASCADE'));

const added = { settlingHours: 12, pullEverySeconds: 7200 };

describe('a directory of places', () => {
  it('is taken over once, however often its file is read, and follows what changed in it', async () => {
    expect(await sites.takeOver([HARBOR, BAY], 'acme', 'a.json')).toEqual({ added: 2, changed: 0 });
    expect(await sites.takeOver([HARBOR, BAY], null, 'a.json')).toEqual({ added: 0, changed: 0 });
    const renamed = { ...BAY, name: 'Bay Imaging' };
    expect(await sites.takeOver([HARBOR, renamed], null, 'b.json')).toEqual({ added: 0, changed: 1 });
    expect(await ground.rows('SELECT name, vendor FROM site ORDER BY name')).toEqual([
      { name: 'Bay Imaging', vendor: 'acme' },
      { name: 'Harbor Health', vendor: 'acme' },
    ]);
  });

  it('is found by the beginnings of words, in any order, with or without accents', async () => {
    await sites.takeOver([HARBOR, BAY], null, 'a.json');
    const names = async (text: string): Promise<string[]> =>
      (await sites.search(text, 10)).map(({ name }) => name);
    expect(await names('port')).toEqual(['Bay Radiology', 'Harbor Health']);
    expect(await names('heal HARB')).toEqual(['Harbor Health']);
    expect(await names('saint etienne')).toEqual(['Harbor Health']);
    expect(await names('arbor')).toEqual([]);
  });

  it.each(["'; DROP TABLE site; --", '& | ! :* <->', '', '   ', '\\'])(
    'is searched without harm for %j',
    async (text) => {
      await sites.takeOver([HARBOR], null, 'a.json');
      expect(await sites.search(text, 10)).toEqual([]);
    },
  );

  it('is searched through its index when it is large', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...BAY,
      fhirBase: `https://h${index}.example`,
      name: `Clinic ${index}`,
    }));
    await sites.takeOver(many, null, 'a.json');
    await ground.rows('ANALYZE site');
    const sent = await ground.statementsOf(() => sites.search('clinic 1999', 10));
    const plan = await ground.rows(`EXPLAIN ${sent[0]!}`, ['clinic:* & 1999:*', 10]);
    expect(JSON.stringify(plan)).toContain('site_search');
  });
});

describe('a place', () => {
  it('can be linked through its own registration, or through the one of its vendor', async () => {
    await sites.takeOver([HARBOR], 'acme', 'a.json');
    const unregistered = await sites.findAt(HARBOR.fhirBase);
    expect(unregistered).toMatchObject({ name: 'Harbor Health', registration: null });
    expect(await sites.register('acme', PUBLIC)).toBe(1);
    expect((await sites.findAt(HARBOR.fhirBase))?.registration).toEqual(PUBLIC);
    await sites.add({ fhirBase: HARBOR.fhirBase, name: 'Harbor', ...added }, SECRET);
    expect(await sites.findAt(HARBOR.fhirBase)).toMatchObject({
      ...added,
      name: 'Harbor',
      registration: SECRET,
    });
    expect((await sites.search('harb', 5))[0]).toMatchObject({ usable: true });
  });

  it('keeps the name that was given by hand, and is still found by its listed ones', async () => {
    await sites.takeOver([HARBOR], null, 'a.json');
    const id = await sites.add({ fhirBase: HARBOR.fhirBase, name: 'Our hospital', ...added }, PUBLIC);
    expect(await sites.add({ fhirBase: HARBOR.fhirBase, name: 'Our hospital', ...added }, SECRET)).toBe(id);
    expect(await sites.takeOver([HARBOR], null, 'a.json')).toEqual({ added: 0, changed: 0 });
    expect(await sites.search('clay', 5)).toMatchObject([{ id, name: 'Our hospital' }]);
    expect(await ground.count('client_registration')).toBe(1);
  });

  it('has its secret sealed in the database', async () => {
    await sites.add({ ...HARBOR, ...added }, SECRET);
    const [row] = await ground.rows<{ secret_sealed: Buffer }>(
      'SELECT secret_sealed FROM client_registration',
    );
    expect(row!.secret_sealed.toString('latin1')).not.toContain('sesame');
  });
});

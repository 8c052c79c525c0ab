import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allows, type Visitor as Knocking } from '../../src/domain/access.js';
import { type Family, startFamily } from './pages/support/family.js';
import { anOffice, type Office } from './pages/support/offices.js';
import { Program, programOf } from './api/program.js';
import { type Page, Visitor } from './service/support/visitor.js';
import { recordRoutes, type Route, ROUTES } from './support/routes.js';

const ROLES = {
  nobody: null,
  operator: { roles: ['operator'], grant: null },
  officer: { roles: ['privacy-officer'], grant: 'officer' },
  father: { roles: [], grant: 'self' },
  daughter: { roles: [], grant: 'representative' },
  helper: { roles: [], grant: 'helper' },
  stranger: { roles: [], grant: null },
} as const satisfies Record<string, Knocking | null>;
/** Representatives whose grant ended, ran out, has not begun, or leaves every place out. */
const ENDED = ['revoked', 'expired', 'early'] as const;
type Role = keyof typeof ROLES | (typeof ENDED)[number] | 'scoped';

let family: Family;
const carers = new Map<Role, Visitor>();
let exposureId: string;
let siteId: string;
let expectationId: string;
let shared: { grantId: string; invitationId: string; hiddenId: string };
let office: Office & { handoverId: string };
let followed: { caseId: string; requestId: string; replyId: string };
beforeAll(async () => {
  family = await startFamily();
  const { story, patientId, organizationId } = family;
  expectationId = await story.expectation(patientId, family.daughter.accountId);
  exposureId = await story.exposure(patientId, organizationId, { situation: 'S13', level: 'check' });
  // Confirmed, or a helper would not hear of it.
  const accountId = family.daughter.accountId;
  await story.insert('exposure_answer', { exposure_id: exposureId, account_id: accountId, answer: 'know' });
  // Known and not registered: who asks for it is let in, and led nowhere.
  siteId = await aLinkedSite();
  followed = await aCase();
  shared = await whatIsShared();
  carers.set('revoked', await carer({ revoked_at: '2090-05-01' }));
  carers.set('expired', await carer({ valid_from: '2020-01-01', valid_until: '2020-02-01' }));
  carers.set('early', await carer({ valid_from: '2999-01-01' }));
  carers.set('scoped', await carer({ places: [] }));
  office = await anOfficeWithACase();
});
afterAll(() => family.app.close());

async function carer(terms: Record<string, unknown>): Promise<Visitor> {
  const { story, patientId } = family;
  const accountId = await story.account('Vera');
  const grant = { account_id: accountId, patient_id: patientId, role: 'representative', ...terms };
  await story.insert('patient_grant', grant);
  return story.browser(accountId);
}

/** The place of the family's connection, as if it had been linked there. */
async function aLinkedSite(): Promise<string> {
  const { app, connectionId } = family;
  const [site] = await app.query<{ id: string }>(
    `INSERT INTO site (fhir_base, name, source, words) SELECT fhir_base, site_name, 'a.json', '' FROM connection WHERE id = $1 RETURNING id`,
    [connectionId],
  );
  await app.query(
    `INSERT INTO connection_access (connection_id, site_id, server, asked, granted, linked_at) VALUES ($1, $2, '{}', '{}', '{}', now())`,
    [connectionId, site!.id],
  );
  return site!.id;
}

/** The case of the family's breach, with a letter that was sent and a reply. */
async function aCase(): Promise<{ caseId: string; requestId: string; replyId: string }> {
  const { story, patientId, daughter } = family;
  const said = { account_id: daughter.accountId, at: '2090-05-01' };
  const caseId = await story.insert('patient_case', {
    patient_id: patientId,
    exposure_id: exposureId,
    situation: 'S12',
    level: 'act soon',
    steps: ['hotline'],
    account_id: daughter.accountId,
    opened_at: said.at,
  });
  const letter = { case_id: caseId, kind: 'other', recipient: 'Lakeside', sent_on: said.at, ...said };
  const reply = {
    case_id: caseId,
    type: 'application/pdf',
    bytes: Buffer.from('%PDF-'),
    sha256: '',
    ...said,
  };
  return {
    caseId,
    requestId: await story.insert('case_request', letter),
    replyId: await story.insert('case_reply', reply),
  };
}

/** What the helper sees, somebody else who is invited, and a breach that the father keeps to himself. */
async function whatIsShared(): Promise<{ grantId: string; invitationId: string; hiddenId: string }> {
  const { app, story, patientId, helper, father } = family;
  const [grant] = await app.query<{ id: string }>(
    'SELECT id FROM patient_grant WHERE account_id = $1 AND patient_id = $2',
    [helper.accountId, patientId],
  );
  const invitation = {
    patient_id: patientId,
    invited_by: father.accountId,
    email: 'rosa@family.test',
    name: 'Rosa',
    role: 'helper',
    consent_version: '1-en',
    consent_text: 'I let Rosa look.',
    token_hash: Buffer.from('rosa'),
    expires_at: '2090-05-11',
  };
  return {
    grantId: grant!.id,
    invitationId: await story.insert('invitation', invitation),
    hiddenId: await story.insert('hidden_item', {
      patient_id: patientId,
      exposure_id: await otherExposure(),
    }),
  };
}

/** The office of the family's hospital with its officer, and the family's case as it was sent there. */
async function anOfficeWithACase(): Promise<typeof office> {
  const { story, organizationId, daughter } = family;
  const { providerId, officer } = await anOffice(family, 'Lakeside Health', [organizationId]);
  const month = { provider_id: providerId, month: '2090-04-01', version: 1, made_at: '2090-05-02' };
  await story.insert('summary', month);
  const handoverId = await story.insert('handover', {
    case_id: followed.caseId,
    provider_id: providerId,
    account_id: daughter.accountId,
    version: '1-en',
    words: 'I send it.',
    contents: {
      patient: { name: 'Miguel', birthDate: null },
      sender: { name: 'Elena', role: 'representative' },
      organization: 'Lakeside',
      study: null,
      breach: { name: 'Lakeside', reportedOn: null },
      letter: null,
    },
    letter: Buffer.from('%PDF-'),
    sent_at: '2090-05-01',
  });
  return { providerId, handoverId, officer };
}

async function otherExposure(): Promise<string> {
  const { story, patientId, organizationId } = family;
  return story.exposure(patientId, organizationId, { situation: 'S12', level: 'act soon' });
}

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** The address of the family's own rows; what is of no patient is an id that nobody has. */
function addressOf(path: string): string {
  const { patientId, flagId, studyId, connectionId, organizationId } = family;
  const ids: Record<string, string> = {
    patientId,
    flagId,
    studyId,
    connectionId,
    organizationId,
    letter: 'access',
    exposureId,
    siteId,
    expectationId,
    ...followed,
    ...shared,
    providerId: office.providerId,
    month: '2090-04',
    form: 'pdf',
    handoverId: office.handoverId,
    // To an operator an office that nobody has: one of theirs would be gone once it is asked to leave.
    officeId: path.startsWith('/patients/') ? office.providerId : NOBODYS,
  };
  return path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? NOBODYS);
}

/** Signed in anew each time, since one of the routes signs out. */
async function visitorAs(role: Role): Promise<Visitor> {
  const { app, story } = family;
  return role === 'nobody' ? new Visitor(app.origin, null) : story.browser(accountOf(role));
}

function accountOf(role: Exclude<Role, 'nobody'>): string {
  if (role === 'officer') return office.officer.accountId;
  return (carers.get(role) ?? family[role as 'father']).accountId;
}

const API = '/api/';
/** With a token of its own, and without cookies; made anew each time, since one of the routes ends all tokens. */
async function programAs(role: Role): Promise<Program> {
  const { app } = family;
  return role === 'nobody' ? new Program(app.origin, null) : programOf(app, accountOf(role));
}

async function knockAsProgram(role: Role, { method, path }: Route): Promise<Page> {
  const program = await programAs(role);
  const searched = /fhir\/[A-Z]\w+$/.test(path) ? `?patient=${family.patientId}` : '';
  const { text, ...answer } =
    method === 'GET'
      ? await program.get(addressOf(path) + searched)
      : await program.post(addressOf(path), {});
  return { ...answer, html: text };
}

async function knock(role: Role, route: Route): Promise<Page> {
  const { method, path } = route;
  // A stream ends at once where no look is under way.
  if (path.endsWith('/events')) await family.app.query('UPDATE connection SET next_pull_at = NULL');
  if (path.startsWith(API)) return knockAsProgram(role, route);
  const visitor = await visitorAs(role);
  return method === 'GET' ? visitor.get(addressOf(path)) : visitor.post(addressOf(path), await formOf(role));
}

/** A form of ours with nothing in it: enough to be let in, too little to change anything. */
async function formOf(role: Role): Promise<Record<string, string>> {
  if (role !== 'nobody') return {};
  const { html } = await (await visitorAs('nobody')).get('/sign-in');
  return { _csrf: /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' };
}

/** How a visitor is turned away: to the sign-in page, by a refusal, or as if the patient were not there. */
function turnedAway(role: Role, { method, rule, path }: Route, page: Page): boolean {
  if (role === 'nobody' && path.startsWith(API)) return page.status === 401;
  if (role === 'nobody')
    return method === 'GET'
      ? page.status === 303 && page.headers.get('location') === '/sign-in'
      : page.status === 403;
  const aboutPatient = rule === 'view' || rule === 'act' || rule === 'officer';
  return page.status === 403 || (aboutPatient && page.status === 404);
}

/** What only those who act for the patient are handed, though nothing changes by it. */
const PAPERS = /\/(replies\/:replyId|:caseId\/pdf|handovers\/new|leave(\/.*)?)$/;
/** Looks among the scans, and changes nothing: posted, so that no address tells what somebody looked for. */
const LOOKED_FOR = '/patients/:patientId/over-time';

/** By the rules of FHIR the patient stands in the query, or is that of the row. */
const FHIR = '/api/fhir/';

describe('every route', () => {
  it('is known here, and says what it asks of its visitor', () => {
    expect(ROUTES.length).toBeGreaterThan(20);
    expect(ROUTES.filter(({ rule }) => rule === undefined)).toEqual([]);
  });

  it('reads, or is posted to: no other method is in use', () => {
    expect([...new Set(ROUTES.map(({ method }) => method))].sort()).toEqual(['GET', 'POST']);
  });

  it('about a patient asks for a grant', () => {
    const patients = ROUTES.filter(({ path }) => path.includes(':patientId'));
    expect(patients.length).toBeGreaterThan(5);
    for (const { method, path, rule } of patients) {
      const looks = (method === 'GET' && !PAPERS.test(path)) || path === LOOKED_FOR;
      expect({ path, rule }).toEqual({ path, rule: looks ? 'view' : 'act' });
    }
    expect(
      ROUTES.filter(
        ({ rule, path }) =>
          (rule === 'view' || rule === 'act') && !path.includes(':patientId') && !path.startsWith(FHIR),
      ),
    ).toEqual([]);
  });
});

describe.each(Object.keys(ROLES) as (keyof typeof ROLES)[])('%s', (role) => {
  it.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'is let in or turned away as the rule of %s says',
    async (_name, route) => {
      const page = await knock(role, route);
      expect({ status: page.status, in: !turnedAway(role, route, page) }).toEqual({
        status: page.status,
        in: allows(route.rule, ROLES[role]),
      });
      expect(page.status).toBeLessThan(500);
    },
  );
});

const OF_RECORD = recordRoutes().map((route) => [`${route.method} ${route.path}`, route] as const);
/** What names something within a record. */
const ITEM = /:(connectionId|studyId|flagId|exposureId|caseId|expectationId|organizationId)\b/;
const OF_ITEMS = OF_RECORD.filter(([name]) => ITEM.test(name));

describe.each(ENDED)('somebody whose grant is %s', (role) => {
  it.each(OF_RECORD)('finds nothing at %s', async (_name, route) => {
    expect((await knock(role, route)).status).toBe(404);
  });
});

/** A form with nothing in it is refused before anything is looked up. */
async function findsNothing(role: Role, route: Route): Promise<void> {
  const { status } = await knock(role, route);
  if (route.method === 'GET') expect(status).toBe(404);
  else expect([400, 404]).toContain(status);
}

describe('what a grant leaves out', () => {
  it.each(OF_ITEMS)('is not there at %s', async (_name, route) => findsNothing('scoped', route));
});

describe('what the patient hides', () => {
  beforeAll(async () => {
    const { story, patientId, connectionId, studyId } = family;
    const items = [{ connection_id: connectionId }, { study_id: studyId }, { exposure_id: exposureId }];
    for (const item of items) await story.insert('hidden_item', { patient_id: patientId, ...item });
  });

  // A scan to come is still there for who announced it.
  const others = OF_ITEMS.filter(([name]) => !name.includes(':expectationId'));
  it.each(others)('is not there for others at %s', async (_name, route) => {
    await findsNothing('daughter', route);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LinkService } from '../../src/services/link.service.js';
import { LinkError } from '../../src/smart/link-error.js';
import { AccessStore } from '../../src/store/access.store.js';
import { SiteStore } from '../../src/store/site.store.js';
import { HospitalVisitor } from '../support/hospital-visitor.js';
import { LinkGround, SESSION } from '../support/link-ground.js';

let link: LinkGround;
let who: { patientId: string; accountId: string };

beforeAll(async () => {
  link = await LinkGround.open();
});
afterAll(() => link?.close());
beforeEach(async () => {
  await link.ground.empty();
  await link.ground.rows('TRUNCATE site, client_registration CASCADE');
  who = await link.ground.addPatient();
  const { hospital } = link;
  const usual = { patient: 'pat-1', withholds: () => false, renewable: true, rotates: true, fails: null };
  Object.assign(hospital.behaviour, usual);
  hospital.tokenRequests.length = 0;
  hospital.fhir.on('.well-known/smart-configuration', { body: hospital.configuration() });
});

function problemOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof LinkError ? error.problem : String(error)),
  );
}

describe('linking a place', () => {
  it.each(['public', 'secret', 'key'] as const)('gets access as a %s client', async (kind) => {
    await link.addSite(link.registrations[kind]);
    const { access } = await link.held(await link.link(who));
    expect(await link.hospital.knows(access!)).toBe(true);
    const [request] = link.hospital.tokenRequests;
    expect(request?.form.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
    expect(request?.form.has('client_assertion')).toBe(kind === 'key');
    expect(request?.authorization?.startsWith('Basic ') ?? false).toBe(kind === 'secret');
  });

  it('asks with PKCE, the server the token is for, and all that is read, the scans among it', async () => {
    await link.addSite();
    const { searchParams } = new URL(await link.begin(who));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      aud: link.hospital.fhir.base,
      code_challenge_method: 'S256',
      redirect_uri: 'https://scanwarden.example/connect/callback',
    });
    expect(searchParams.get('scope')).toMatch(/^launch\/patient offline_access .*patient\/ImagingStudy\.rs/);
    const less = new URL(await link.begin(who, { imaging: false }));
    expect(less.searchParams.get('scope')).not.toContain('ImagingStudy');
  });

  it('asks in the words of SMART 1 where the place knows no others, and for what the registration says', async () => {
    const configuration = { ...link.hospital.configuration(), capabilities: [] };
    link.hospital.fhir.on('.well-known/smart-configuration', { body: configuration });
    await link.addSite();
    expect(new URL(await link.begin(who)).searchParams.get('scope')).toContain('patient/ImagingStudy.read');
    await link.addSite({ ...link.registrations.public, scopes: 'launch/patient patient/*.read' });
    const own = new URL(await link.begin(who)).searchParams.get('scope');
    expect(own).toBe('launch/patient patient/*.read');
  });

  it('keeps what was asked and what was granted, and whose record it is', async () => {
    link.hospital.behaviour.withholds = (scope) => scope.includes('ImagingStudy');
    await link.addSite();
    const id = await link.link(who);
    const facts = (await link.ground.get(AccessStore).facts(id, who.patientId))!;
    expect(facts.asked).toContain('patient/ImagingStudy.rs');
    expect(facts.granted).not.toContain('patient/ImagingStudy.rs');
    expect(facts.granted).toContain('patient/DiagnosticReport.rs');
    const [row] = await link.ground.rows('SELECT fhir_patient_id, token_sealed, site_name FROM connection');
    expect(row).toEqual({ fhir_patient_id: 'pat-1', token_sealed: null, site_name: 'Harbor' });
  });

  it('keeps where scans are asked for, where the place names another server for them', async () => {
    const imaging = { url: 'https://imaging.example/fhir/', capabilities: ['smart-imaging-access'] };
    const inside = { url: 'http://10.0.0.1/fhir', capabilities: ['smart-imaging-access'] };
    for (const [other, base] of [
      [imaging, 'https://imaging.example/fhir'],
      [inside, null],
    ] as const) {
      const body = { ...link.hospital.configuration(), associated_endpoints: [other] };
      link.hospital.fhir.on('.well-known/smart-configuration', { body });
      await link.addSite();
      await link.link(who);
      const rows = await link.ground.rows("SELECT server ->> 'imagingBase' AS base FROM connection_access");
      expect(rows).toEqual([{ base }]);
    }
  });

  it('uses an answer once', async () => {
    await link.addSite();
    const back = await new HospitalVisitor().answer(await link.begin(who));
    await link.finish(back, who.patientId);
    expect(await problemOf(link.finish(back, who.patientId))).toBe('stale');
    expect(link.hospital.tokenRequests).toHaveLength(1);
  });

  it('takes no answer from another session, for another patient, after its time, or with another state', async () => {
    await link.addSite();
    const back = await new HospitalVisitor().answer(await link.begin(who));
    const links = link.ground.get(LinkService);
    const other = await link.ground.addPatient();
    expect(await problemOf(links.finish(back.searchParams, 'another', who.patientId))).toBe('stale');
    expect(await problemOf(link.finish(back, other.patientId))).toBe('stale');
    const forged = new URL(back);
    forged.searchParams.set('state', 'forged');
    expect(await problemOf(link.finish(forged, who.patientId))).toBe('stale');
    link.ground.clock.pass({ hours: 1 });
    expect(await problemOf(link.finish(back, who.patientId))).toBe('stale');
    expect(link.hospital.tokenRequests).toHaveLength(0);
  });

  it('changes nothing by looking at an answer', async () => {
    await link.addSite();
    const back = await new HospitalVisitor().answer(await link.begin(who));
    const state = back.searchParams.get('state')!;
    for (let time = 0; time < 3; time += 1)
      expect(await link.ground.get(LinkService).look(state, SESSION)).toMatchObject({
        site: { name: 'Harbor' },
      });
    await link.finish(back, who.patientId);
  });

  it('refuses an answer that names another issuer', async () => {
    await link.addSite();
    const back = await new HospitalVisitor().answer(await link.begin(who));
    back.searchParams.set('iss', 'https://evil.example');
    expect(await problemOf(link.finish(back, who.patientId))).toBe('refused');
    expect(link.hospital.tokenRequests).toHaveLength(0);
  });

  it('is refused by the place where the token would be for another server', async () => {
    await link.addSite();
    const address = new URL(await link.begin(who));
    address.searchParams.set('aud', 'https://other.example/fhir');
    const back = await new HospitalVisitor().answer(address.href);
    expect(back.searchParams.get('error')).toBe('invalid_request');
  });

  it('tells what went wrong apart', async () => {
    const { behaviour, fhir } = link.hospital;
    const siteId = await link.addSite();
    behaviour.patient = null;
    expect(await problemOf(link.link(who))).toBe('no-patient');
    behaviour.patient = '../../Patient/other';
    expect(await problemOf(link.link(who))).toBe('no-patient');
    Object.assign(behaviour, { patient: 'pat-1', fails: 503 });
    expect(await problemOf(link.link(who))).toBe('busy');
    behaviour.fails = null;
    fhir.on('.well-known/smart-configuration', { status: 503 });
    expect(await problemOf(link.begin(who))).toBe('busy');
    for (const body of [
      '<html>',
      '[]',
      {},
      { ...link.hospital.configuration(), token_endpoint: 'http://a.example' },
    ]) {
      fhir.on('.well-known/smart-configuration', { body });
      expect(await problemOf(link.begin(who))).toBe('unready');
    }
    await link.ground.rows('UPDATE site SET registration_id = NULL WHERE id = $1', [siteId]);
    expect(await problemOf(link.begin(who))).toBe('unready');
    expect(await link.ground.count('connection')).toBe(0);
  });
});

describe('linking a place again', () => {
  it('keeps the connection and its history', async () => {
    await link.addSite();
    const id = await link.link(who);
    const before = await link.held(id);
    expect(await link.link(who, { connectionId: id })).toBe(id);
    expect((await link.held(id)).access).not.toBe(before.access);
    expect(await link.ground.count('connection')).toBe(1);
  });

  it('does not join another record to it', async () => {
    await link.addSite();
    const id = await link.link(who);
    const before = await link.held(id);
    link.hospital.behaviour.patient = 'pat-2';
    expect(await problemOf(link.link(who, { connectionId: id }))).toBe('other-patient');
    expect(await link.held(id)).toEqual(before);
    expect(await link.ground.rows('SELECT fhir_patient_id FROM connection')).toEqual([
      { fhir_patient_id: 'pat-1' },
    ]);
  });

  it('takes no connection of another patient', async () => {
    await link.addSite();
    const id = await link.link(who);
    const other = await link.ground.addPatient();
    expect(await problemOf(link.link(other, { connectionId: id }))).toBe('stale');
  });

  it('does not link the record of one person as that of another who is cared for by the same', async () => {
    await link.addSite();
    await link.link(who);
    const other = await link.ground.addPatient();
    await link.ground.grant(who.accountId, other.patientId, 'representative');
    const asOther = { patientId: other.patientId, accountId: who.accountId };
    expect(await problemOf(link.link(asOther))).toBe('other-record');
    await link.ground.rows(
      `UPDATE patient_grant SET valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' WHERE account_id = $1 AND patient_id = $2`,
      [who.accountId, who.patientId],
    );
    expect(await link.link(asOther)).toEqual(expect.any(String));
  });

  it('links no place for somebody who could not see it afterwards, and leaves the access that is there', async () => {
    await link.addSite();
    const id = await link.link(who);
    const before = await link.held(id);
    const carer = { patientId: who.patientId, accountId: await link.ground.addAccount() };
    await link.ground.grant(carer.accountId, who.patientId, 'representative');
    await link.ground.rows('INSERT INTO hidden_item (patient_id, connection_id) VALUES ($1, $2)', [
      who.patientId,
      id,
    ]);
    expect(await problemOf(link.link(carer))).toBe('not-here');
    expect(await link.held(id)).toEqual(before);
    await link.ground.rows('UPDATE hidden_item SET shown_at = now()');
    expect(await link.link(carer)).toBe(id);
    await link.ground.rows("UPDATE patient_grant SET places = '{}' WHERE account_id = $1", [carer.accountId]);
    expect(await problemOf(link.link(carer))).toBe('not-here');
    await link.ground.rows('UPDATE connection SET fhir_patient_id = $1', ['another']);
    expect(await problemOf(link.link(carer))).toBe('not-here');
  });

  it('gives a registered place a secret that only the key of this installation opens', async () => {
    await link.addSite(link.registrations.key);
    const site = await link.ground.get(SiteStore).findAt(link.hospital.fhir.base);
    expect(site?.registration).toEqual(link.registrations.key);
  });
});

describe('taking access back', () => {
  it.each(['public', 'secret', 'key'] as const)(
    'ends it at the place, as a %s client, and here',
    async (kind) => {
      await link.addSite(link.registrations[kind]);
      const connectionId = await link.link(who);
      const { access } = await link.held(connectionId);
      expect(await link.access.revoke(connectionId)).toBe(true);
      expect(await link.hospital.knows(access!)).toBe(false);
      expect(await link.held(connectionId)).toEqual({ access: null, refresh: null });
    },
  );

  it('destroys the tokens here though the place has no way to take them back, or fails', async () => {
    const { revocation_endpoint, ...less } = link.hospital.configuration();
    expect(revocation_endpoint).toBeDefined();
    link.hospital.fhir.on('.well-known/smart-configuration', { body: less });
    await link.addSite();
    const connectionId = await link.link(who);
    expect(await link.access.revoke(connectionId)).toBe(false);
    expect(await link.held(connectionId)).toEqual({ access: null, refresh: null });
  });
});

import { Injectable } from '@nestjs/common';
import { randomPKCECodeVerifier } from 'openid-client';
import { Config } from '../config/config.js';
import { SETTLING_HOURS } from '../domain/assess.js';
import { askedScopes } from '../domain/scopes.js';
import { isFhirId } from '../fhir/resource.js';
import { Clock } from '../lib/clock.js';
import { GuardedHttp } from '../lib/guarded-http.js';
import { hashToken, randomToken } from '../lib/keys.js';
import { discover } from '../smart/discovery.js';
import { LinkError } from '../smart/link-error.js';
import { SmartClient } from '../smart/smart-client.js';
import { AccessStore, type LinkedAccess } from '../store/access.store.js';
import { ConnectionStore } from '../store/connection.store.js';
import { type Launch, type LaunchKey, LaunchStore } from '../store/launch.store.js';
import { type ClientRegistration, type Site, SiteStore } from '../store/site.store.js';
import { firstAccess } from './held-access.js';

/** Time to sign in at the place, where a password may have to be found first. */
const JOURNEY_MINUTES = 30;
const PULL_EVERY_SECONDS = 6 * 3600;

/** Who wants to link a place, and for whom. */
export interface Linking {
  accountId: string;
  session: string;
  patientId: string;
  site: Site;
  /** The connection that is linked again; null for a new one. */
  connectionId: string | null;
  /** Ask for the list of scans too. */
  imaging: boolean;
}

/** A record at its place. */
interface PatientRecord {
  fhirBase: string;
  fhirPatientId: string;
}

type Registered = Site & { registration: ClientRegistration };

/** The journey of linking a place: away to its authorization server, and back (SMART App Launch 2.2, standalone). */
@Injectable()
export class LinkService {
  constructor(
    private readonly sites: SiteStore,
    private readonly launches: LaunchStore,
    private readonly accesses: AccessStore,
    private readonly connections: ConnectionStore,
    private readonly http: GuardedHttp,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Begins a journey; returns where the person goes on at the place. @throws LinkError */
  async begin({ accountId, session, patientId, site, connectionId, imaging }: Linking): Promise<string> {
    const place = registered(site);
    const server = await discover(this.http, place.fhirBase);
    const scopes = askedScopes({ own: place.registration.scopes, v2: server.v2, imaging });
    const [state, verifier] = [randomToken(), randomPKCECodeVerifier()];
    const launch = { accountId, patientId, siteId: site.id, connectionId, verifier, server, scopes };
    const at = this.clock.now();
    const expiresAt = new Date(at.getTime() + JOURNEY_MINUTES * 60_000);
    await this.launches.begin(keyOf(state, session), launch, at, expiresAt);
    const client = await SmartClient.at({ ...place, server }, this.http);
    return client.signInAddress({ redirectUri: this.redirectUri(), scopes, state, verifier });
  }

  /** The journey that this answer ends, and its place; null where there is none. Changes nothing. */
  async look(state: string, session: string): Promise<{ launch: Launch; site: Site } | null> {
    const launch = await this.launches.find(keyOf(state, session), this.clock.now());
    const site = launch && (await this.sites.find(launch.siteId));
    return launch && site ? { launch, site } : null;
  }

  /**
   * Ends a journey: trades the code for access, and keeps it with the connection, new or linked again. Returns its id.
   * @param answer what the place added to the address that it led back to
   * @throws LinkError
   */
  async finish(answer: URLSearchParams, session: string, patientId: string): Promise<string> {
    const state = answer.get('state') ?? '';
    const launch = await this.launches.use(keyOf(state, session), patientId, this.clock.now());
    const site = launch && (await this.sites.find(launch.siteId));
    if (!launch || !site) throw new LinkError('stale');
    const place = registered(site);
    const client = await SmartClient.at({ ...place, server: launch.server }, this.http);
    const callback = new URL(`${this.redirectUri()}?${answer.toString()}`);
    const tokens = await client.redeem(callback, state, launch.verifier);
    const fhirPatientId = tokens.patient;
    if (fhirPatientId === null || !isFhirId(fhirPatientId)) throw new LinkError('no-patient');
    const record = await this.recordFor(launch, { fhirBase: place.fhirBase, fhirPatientId });
    const at = this.clock.now();
    const { siteId, server, scopes: asked } = launch;
    const linked = { siteId, server, asked, linkedAt: at, ...firstAccess(tokens, asked, at) };
    return this.save(launch.patientId, place, record, linked);
  }

  private redirectUri(): string {
    return `${this.config.publicUrl}/connect/callback`;
  }

  /**
   * The record that is linked. A place linked again must name the same one: another may be another person's, or a merged
   * one, and joining them silently would show scans as new or gone. A new place must not be the record of somebody else
   * who is watched, nor one that who links it could not see afterwards.
   */
  private async recordFor(launch: Launch, named: PatientRecord): Promise<PatientRecord> {
    const { connectionId, patientId, accountId } = launch;
    const before =
      connectionId === null
        ? named
        : await this.connections.recordOf({ id: connectionId, patientId, accountId });
    if (before === null) throw new LinkError('stale');
    if (before.fhirPatientId !== named.fhirPatientId) throw new LinkError('other-patient');
    if (await this.accesses.isAnothers(before, patientId, accountId)) throw new LinkError('other-record');
    if (!(await this.connections.mayBring(launch, before))) throw new LinkError('not-here');
    // Its address may be written in another way than the directory writes it.
    return before;
  }

  private save(
    patientId: string,
    { name, pullEverySeconds, settlingHours }: Site,
    record: PatientRecord,
    linked: LinkedAccess,
  ): Promise<string> {
    const connection = {
      ...record,
      patientId,
      siteName: name,
      token: null,
      pullEverySeconds: pullEverySeconds ?? PULL_EVERY_SECONDS,
      settlingHours: settlingHours ?? SETTLING_HOURS,
    };
    return this.connections.transaction(async (manager) => {
      const id = await this.connections.add(connection, manager);
      await this.accesses.save(manager, id, linked);
      return id;
    });
  }
}

function registered(site: Site): Registered {
  const { registration } = site;
  if (registration === null) throw new LinkError('unready');
  return { ...site, registration };
}

function keyOf(state: string, session: string): LaunchKey {
  return { stateHash: hashToken(state), sessionHash: hashToken(session) };
}

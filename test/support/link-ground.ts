import { generateKeyPairSync } from 'node:crypto';
import { ConnectionAccess } from '../../src/services/connection-access.service.js';
import { LinkService } from '../../src/services/link.service.js';
import { readClientKey } from '../../src/smart/client-key.js';
import { AccessStore } from '../../src/store/access.store.js';
import { ConnectionStore } from '../../src/store/connection.store.js';
import { type ClientRegistration, SiteStore } from '../../src/store/site.store.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { FlowGround } from './flow-ground.js';
import { HospitalVisitor } from './hospital-visitor.js';
import { SmartServer } from './smart-server.js';

const REDIRECT = 'https://scanwarden.example/connect/callback';
export const SESSION = 'the session of the person who links';

/** The journeys on a real database, beside a hospital with a real authorization server. */
export class LinkGround {
  private constructor(
    readonly ground: FlowGround,
    readonly hospital: SmartServer,
    readonly registrations: Record<'public' | 'secret' | 'key', ClientRegistration>,
    private readonly database: TestDatabase,
  ) {}

  static async open(): Promise<LinkGround> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const jwk = await readClientKey(JSON.stringify(privateKey.export({ format: 'jwk' })));
    const { kid, alg } = jwk;
    const hospital = await SmartServer.start(REDIRECT, [
      { client_id: 'public-app', token_endpoint_auth_method: 'none' },
      {
        client_id: 'secret-app',
        token_endpoint_auth_method: 'client_secret_basic',
        client_secret: 'a/secret:+%',
      },
      {
        client_id: 'key-app',
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES384',
        jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg }] } as never,
      },
    ]);
    const database = await freshDatabase();
    const ground = await FlowGround.open(database.url);
    const registrations = {
      public: { clientId: 'public-app', auth: 'none' as const, secret: null, scopes: null },
      secret: { clientId: 'secret-app', auth: 'secret' as const, secret: 'a/secret:+%', scopes: null },
      key: { clientId: 'key-app', auth: 'key' as const, secret: JSON.stringify(jwk), scopes: null },
    };
    return new LinkGround(ground, hospital, registrations, database);
  }

  async addSite(registration: ClientRegistration = this.registrations.public): Promise<string> {
    const site = {
      fhirBase: this.hospital.fhir.base,
      name: 'Harbor',
      settlingHours: null,
      pullEverySeconds: null,
    };
    return this.ground.get(SiteStore).add(site, registration);
  }

  /** Begins a journey; returns the address at the hospital that the person is led to. */
  async begin(who: { patientId: string; accountId: string }, more: object = {}): Promise<string> {
    const site = await this.ground.get(SiteStore).findAt(this.hospital.fhir.base);
    const linking = { ...who, site: site!, connectionId: null, imaging: true, session: SESSION, ...more };
    return this.ground.get(LinkService).begin(linking);
  }

  finish(back: URL, patientId: string): Promise<string> {
    return this.ground.get(LinkService).finish(back.searchParams, SESSION, patientId);
  }

  /** A whole journey of a person who says yes; returns the connection. */
  async link(who: { patientId: string; accountId: string }, more: object = {}): Promise<string> {
    const back = await new HospitalVisitor().answer(await this.begin(who, more));
    return this.finish(back, who.patientId);
  }

  /** The access that is kept for a connection now. */
  async held(connectionId: string): Promise<{ access: string | null; refresh: string | null }> {
    const connections = this.ground.get(ConnectionStore);
    return connections.transaction(async (manager) => {
      const { access, refresh } = (await this.ground.get(AccessStore).lock(manager, connectionId))!;
      return { access, refresh };
    });
  }

  get access(): ConnectionAccess {
    return this.ground.get(ConnectionAccess);
  }

  async close(): Promise<void> {
    await this.ground.close();
    await this.database.drop();
    await this.hospital.close();
  }
}

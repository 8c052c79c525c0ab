import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ClientMetadata, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { READ_TYPES } from '../../src/domain/scopes.js';
import { FhirServer } from '../fhir/support/fhir-server.js';

/** What the authorization server of a hospital does, as a test wants it. */
export interface SmartBehaviour {
  /** Whose record the token is for; null leaves it out. */
  patient: string | null;
  /** Scopes that the person, or the hospital, does not give. */
  withholds: (scope: string) => boolean;
  /** Gives refresh tokens. */
  renewable: boolean;
  /** A refresh token is good once. */
  rotates: boolean;
  /** Answers token requests with this status instead. */
  fails: number | null;
  /** What a token request waits for. */
  before: () => Promise<void>;
}

const SECONDS = 3600;

/** A FHIR server of its own with an authorization server on another port: oidc-provider, and the little that SMART adds. */
export class SmartServer {
  readonly behaviour: SmartBehaviour = {
    patient: 'pat-1',
    withholds: () => false,
    renewable: true,
    rotates: true,
    fails: null,
    before: () => Promise.resolve(),
  };
  /** What came to the token endpoint: its parameters, and how the client made itself known. */
  readonly tokenRequests: { form: URLSearchParams; authorization: string | undefined }[] = [];
  private readonly grants: string[] = [];

  private constructor(
    readonly fhir: FhirServer,
    private readonly server: Server,
    private provider: Provider,
  ) {}

  /** @param clients each may come back to these addresses */
  static async start(redirectUri: string, clients: ClientMetadata[]): Promise<SmartServer> {
    const fhir = await FhirServer.start();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const smart = new SmartServer(fhir, server, undefined as unknown as Provider);
    smart.provider = smart.providerFor(issuer, redirectUri, clients);
    smart.provider.use((context, next) => smart.around(context as KoaContextWithOIDC, next));
    const answer = smart.provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const isInteraction = request.url?.startsWith('/interaction/') ?? false;
      void (isInteraction ? smart.interact(request, response) : answer(request, response));
    });
    fhir.on('.well-known/smart-configuration', { body: smart.configuration() });
    return smart;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  configuration(): Record<string, unknown> {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/auth`,
      token_endpoint: `${this.issuer}/token`,
      revocation_endpoint: `${this.issuer}/token/revocation`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code'],
      capabilities: [
        'launch-standalone',
        'context-standalone-patient',
        'permission-v2',
        'permission-offline',
      ],
    };
  }

  /** Takes back every permission that was given here. */
  async revokeAll(): Promise<void> {
    for (const id of this.grants.splice(0)) await (await this.provider.Grant.find(id))?.destroy();
  }

  /** Whether a token is good at this hospital now. */
  async knows(accessToken: string): Promise<boolean> {
    const token = await this.provider.AccessToken.find(accessToken);
    return token !== undefined && (await this.provider.Grant.find(token.grantId!)) !== undefined;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.fhir.close();
  }

  private providerFor(issuer: string, redirectUri: string, clients: ClientMetadata[]): Provider {
    return new Provider(issuer, {
      clients: clients.map(({ jwks, ...client }) => ({
        ...client,
        // Fetched, as at a hospital: given directly it would be of another realm than the one that tests run in.
        ...(jwks && { jwks_uri: this.serve(client.client_id, jwks) }),
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      })),
      scopes: ['launch/patient', 'offline_access', ...READ_TYPES.map((type) => `patient/${type}.rs`)],
      // Its own refuses this machine, where the keys of our client lie.
      fetch: (url) => fetch(url),
      pkce: { required: () => true },
      extraParams: {
        aud: (_context, value) => {
          if (value !== this.fhir.base) throw new errors.InvalidRequest('aud is not this server');
        },
      },
      features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      issueRefreshToken: () => this.behaviour.renewable,
      rotateRefreshToken: () => this.behaviour.rotates,
      ttl: {
        AccessToken: SECONDS,
        RefreshToken: 90 * 24 * SECONDS,
        Grant: 90 * 24 * SECONDS,
        Session: SECONDS,
      },
      enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
      cookies: { keys: ['a key of this test'] },
    });
  }

  private serve(name: string, jwks: object): string {
    this.fhir.on(`jwks-${name}`, { body: jwks, headers: { 'content-type': 'application/json' } });
    return `${this.fhir.base}/jwks-${name}`;
  }

  private async around(context: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (context.path !== '/token') return next();
    await this.behaviour.before();
    if (this.behaviour.fails !== null) {
      context.status = this.behaviour.fails;
      context.body = '<html>Maintenance</html>';
      return;
    }
    await next();
    const { form, authorization } = {
      form: context.oidc?.body ?? {},
      authorization: context.headers.authorization,
    };
    this.tokenRequests.push({ form: new URLSearchParams(form as Record<string, string>), authorization });
    if (isTokens(context.body) && this.behaviour.patient !== null)
      context.body = { ...context.body, patient: this.behaviour.patient };
  }

  /** The hospital's own page: a person who says yes or no. */
  private async interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      const button = (name: string): string => `<button name="answer" value="${name}">${name}</button>`;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<form method="post"><h1>Harbor sign-in</h1>${button('Allow')}${button('Refuse')}</form>`);
      return;
    }
    const answer = new URLSearchParams(await textOf(request)).get('answer');
    if (answer === 'Refuse') {
      const error = { error: 'access_denied', error_description: 'the person said no' };
      return this.provider.interactionFinished(request, response, error);
    }
    const { params } = await this.provider.interactionDetails(request, response);
    const grantId = await this.grantOf(String(params['client_id']), String(params['scope']).split(' '));
    const result = { login: { accountId: 'a-person' }, consent: { grantId } };
    return this.provider.interactionFinished(request, response, result);
  }

  private async grantOf(clientId: string, scopes: string[]): Promise<string> {
    const grant = new this.provider.Grant({ accountId: 'a-person', clientId });
    for (const scope of scopes) {
      if (this.behaviour.withholds(scope)) grant.rejectOIDCScope(scope);
      else grant.addOIDCScope(scope);
    }
    const id = await grant.save();
    this.grants.push(id);
    return id;
  }
}

function isTokens(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && 'access_token' in body;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

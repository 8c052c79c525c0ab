import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  Configuration,
  customFetch,
  None,
  PrivateKeyJwt,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
  tokenRevocation,
} from 'openid-client';
import type { GuardedHttp } from '../lib/guarded-http.js';
import { HttpError } from '../lib/http/http-error.js';
import type { ClientRegistration } from '../store/site.store.js';
import { openClientKey } from './client-key.js';
import type { SmartServer } from './discovery.js';
import { guardedFetch } from './guarded-fetch.js';
import { LinkError, problemOfOAuth } from './link-error.js';
import { type Tokens, tokensIn } from './tokens.js';

/** A FHIR server with its authorization server, and how this installation is known there. */
export interface SmartPlace {
  fhirBase: string;
  server: SmartServer;
  registration: ClientRegistration;
}

/** OAuth 2.0 at one place, as SMART App Launch 2.2 profiles it; openid-client speaks, our guarded HTTP carries. */
export class SmartClient {
  private constructor(
    private readonly configuration: Configuration,
    private readonly place: SmartPlace,
  ) {}

  static async at(place: SmartPlace, http: GuardedHttp): Promise<SmartClient> {
    const { server, registration, fhirBase } = place;
    const metadata = {
      issuer: server.issuer ?? fhirBase,
      authorization_endpoint: server.authorizationEndpoint,
      token_endpoint: server.tokenEndpoint,
      ...(server.revocationEndpoint ? { revocation_endpoint: server.revocationEndpoint } : {}),
    };
    const auth = await clientAuth(registration);
    const configuration = new Configuration(metadata, registration.clientId, undefined, auth);
    configuration[customFetch] = guardedFetch(http);
    // Both addresses were found confidential when they were discovered: http is this very machine.
    const plain = [server.authorizationEndpoint, server.tokenEndpoint].some((one) => one.startsWith('http:'));
    if (plain) allowInsecureRequests(configuration);
    return new SmartClient(configuration, place);
  }

  /** Where the person signs in at the place and says what may be read. */
  async signInAddress(journey: {
    redirectUri: string;
    scopes: string[];
    state: string;
    verifier: string;
  }): Promise<string> {
    const { redirectUri, scopes, state, verifier } = journey;
    return buildAuthorizationUrl(this.configuration, {
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      // The server that the token is for: the place gives no token for another one.
      aud: this.place.fhirBase,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /**
   * Trades the code of an answer for tokens.
   * @param callback the address that the place led back to, with all that it added
   * @throws LinkError
   */
  async redeem(callback: URL, state: string, verifier: string): Promise<Tokens> {
    // An issuer can be compared only where the place publishes its own (RFC 9207).
    if (this.place.server.issuer === null) callback.searchParams.delete('iss');
    const checks = { expectedState: state, pkceCodeVerifier: verifier };
    return this.tokens(authorizationCodeGrant(this.configuration, callback, checks));
  }

  /** @throws LinkError `revoked` where the place no longer accepts it, anything else where it may do so later */
  async refresh(refreshToken: string): Promise<Tokens> {
    return this.tokens(refreshTokenGrant(this.configuration, refreshToken));
  }

  /** Takes a token back at the place, and with a refresh token what came of it (RFC 7009, 2.1). @throws LinkError */
  async revoke(token: string): Promise<void> {
    try {
      await tokenRevocation(this.configuration, token);
    } catch (error) {
      throw linkError(error);
    }
  }

  private async tokens(answer: Promise<TokenEndpointResponse>): Promise<Tokens> {
    try {
      return tokensIn(await answer);
    } catch (error) {
      throw linkError(error);
    }
  }
}

async function clientAuth({ auth, secret }: ClientRegistration): Promise<ClientAuth> {
  if (auth === 'none' || secret === null) return None();
  return auth === 'secret' ? ClientSecretBasic(secret) : PrivateKeyJwt(await openClientKey(secret));
}

/** What the library threw may hold an answer's text: only its kind goes on. */
function linkError(error: unknown): unknown {
  if (error instanceof ResponseBodyError)
    return new LinkError(error.error === 'invalid_grant' ? 'revoked' : problemOfOAuth(error.error));
  if (error instanceof AuthorizationResponseError) return new LinkError(problemOfOAuth(error.error));
  if (!(error instanceof ClientError)) return error;
  const busy = error.code === 'OAUTH_TIMEOUT' || (error.cause instanceof HttpError && !error.cause.permanent);
  return new LinkError(busy ? 'busy' : 'refused');
}

import { isObject, objectsIn, stringIn } from '../fhir/resource.js';
import type { GuardedHttp } from '../lib/guarded-http.js';
import { fhirBaseIn, isConfidential } from '../lib/http/fhir-base.js';
import { checkedUrl } from '../lib/http/guarded-connect.js';
import { HttpError } from '../lib/http/http-error.js';
import { LinkError } from './link-error.js';

/** What a place says of its authorization server, as far as it is needed; kept with what was linked there. */
export interface SmartServer {
  /** Null where none is published. */
  issuer: string | null;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** Where access is taken back (RFC 7009); none is known of a place that was linked before this was kept. */
  revocationEndpoint?: string | null;
  /** Understands scopes such as `patient/ImagingStudy.rs` (`permission-v2`). */
  v2: boolean;
  /** Where scans are asked for with the same token, if anywhere (SMART Imaging Access). */
  imagingBase: string | null;
}

const IMAGING = 'smart-imaging-access';

/**
 * Reads `.well-known/smart-configuration` (SMART App Launch 2.2, "Conformance").
 * @throws LinkError `busy` where it cannot be read now, `unready` where it cannot be used
 */
export async function discover(http: GuardedHttp, fhirBase: string): Promise<SmartServer> {
  const document = await read(http, `${fhirBase}/.well-known/smart-configuration`);
  const authorizationEndpoint = endpointIn(http, document['authorization_endpoint']);
  const tokenEndpoint = endpointIn(http, document['token_endpoint']);
  if (authorizationEndpoint === null || tokenEndpoint === null) throw new LinkError('unready');
  return {
    issuer: stringIn(document['issuer']),
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: endpointIn(http, document['revocation_endpoint']),
    v2: capabilitiesIn(document).includes('permission-v2'),
    imagingBase: imagingBaseIn(http, document, fhirBase),
  };
}

async function read(http: GuardedHttp, address: string): Promise<Record<string, unknown>> {
  try {
    const { status, bytes } = await http.ask(address, { headers: { accept: 'application/json' } });
    if (status >= 500 || status === 429) throw new LinkError('busy');
    const document: unknown = status === 200 ? JSON.parse(bytes.toString('utf8')) : null;
    if (isObject(document)) return document;
  } catch (error) {
    if (error instanceof HttpError) throw new LinkError(error.permanent ? 'unready' : 'busy');
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LinkError('unready');
}

/** The imaging server may be another one than that of the record; it is taken from the place itself only. */
function imagingBaseIn(
  http: GuardedHttp,
  document: Record<string, unknown>,
  fhirBase: string,
): string | null {
  if (capabilitiesIn(document).includes(IMAGING)) return fhirBase;
  const other = objectsIn(document['associated_endpoints']).find((one) =>
    capabilitiesIn(one).includes(IMAGING),
  );
  const url = endpointIn(http, other?.['url']);
  return url === null ? null : fhirBaseIn(url);
}

function capabilitiesIn(value: Record<string, unknown>): unknown[] {
  return Array.isArray(value['capabilities']) ? value['capabilities'] : [];
}

/** An address that passes the guard and keeps what is sent there to itself. */
function endpointIn(http: GuardedHttp, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  try {
    const url = checkedUrl(value, http.privateNetworks);
    return isConfidential(url) ? url.href : null;
  } catch (error) {
    if (error instanceof HttpError) return null;
    throw error;
  }
}

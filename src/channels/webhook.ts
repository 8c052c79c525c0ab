import { createHmac } from 'node:crypto';
import { Clock } from '../lib/clock.js';
import type { GuardedHttp } from '../lib/guarded-http.js';
import { checkedUrl } from '../lib/http/guarded-connect.js';
import { HttpError, type HttpErrorCode } from '../lib/http/http-error.js';
import { refusal } from '../words/refusal.js';
import { Channel, type Endpoint, type NeutralNotice, NotTakenError } from './channel.js';

/** What went wrong, in words for the log; an answer with an error status says the status. */
export const NOT_TAKEN = {
  timeout: 'it did not answer in time',
  insecure: 'no secure connection could be made',
  'private-address': 'it is an address inside a private network',
  'connection-lost': 'it broke off the connection',
  'too-large': 'its answer was too long',
  redirect: 'it sent us on to another address, which we do not follow',
  unreachable: 'it could not be reached',
} as const;
export const STATUS_NOT_TAKEN = /^it answered with the error (\d{3})$/;

const LONGEST_ADDRESS = 500;

/**
 * A POST of JSON to an address of the reader's own, signed so that it can tell that it is ours: `Scanwarden-Signature` is
 * `v1=` and the HMAC-SHA256 (RFC 2104), in hexadecimal, of `Scanwarden-Timestamp` (seconds since 1970), a full stop and the
 * body, by the secret. Any answer of 2xx takes it. Redirects are not followed.
 */
export class WebhookChannel extends Channel {
  readonly name = 'webhook';

  constructor(
    private readonly http: GuardedHttp,
    private readonly clock: Clock,
  ) {
    super();
  }

  override check(address: string): void {
    if (address.length > LONGEST_ADDRESS || !URL.canParse(address)) throw refusal('settings.refused.address');
    const url = this.allowed(address);
    const inside = this.http.privateNetworks !== 'none' && url.protocol === 'http:';
    if (url.protocol !== 'https:' && !inside) throw refusal('settings.refused.https');
  }

  override async send({ address, secret }: Endpoint, notice: NeutralNotice): Promise<void> {
    const body = JSON.stringify(bodyOf(notice));
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const headers = {
      'content-type': 'application/json',
      'Scanwarden-Delivery': notice.deliveryId,
      'Scanwarden-Timestamp': timestamp,
      'Scanwarden-Signature': signatureOf(secret, timestamp, body),
    };
    const { status } = await this.http
      .ask(address, { method: 'POST', headers, body })
      .catch((error: unknown) => {
        throw error instanceof HttpError ? new NotTakenError(whyNotTaken(error.code)) : error;
      });
    if (status >= 300 && status < 400) throw new NotTakenError(NOT_TAKEN.redirect);
    if (status < 200 || status >= 300) throw new NotTakenError(`it answered with the error ${status}`);
  }

  private allowed(address: string): URL {
    try {
      return checkedUrl(address, this.http.privateNetworks);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw refusal(
        `settings.refused.${error.code === 'private-address' ? 'privateAddress' : 'plainAddress'}`,
      );
    }
  }
}

/** What is not named could not be reached. */
function whyNotTaken(code: HttpErrorCode): string {
  return code in NOT_TAKEN ? NOT_TAKEN[code as keyof typeof NOT_TAKEN] : NOT_TAKEN.unreachable;
}

/** The signature of one request, as its receiver works it out. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function bodyOf({ code, level, title, tone, link, createdAt }: NeutralNotice): Record<string, string> {
  return { code, level, title, tone, link, at: createdAt.toISOString() };
}

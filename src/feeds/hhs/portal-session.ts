import type { GuardedHttp } from '../../lib/guarded-http.js';
import { OutsideError } from '../../lib/errors.js';
import type { PortalPost } from './portal-page.js';

/** One visit of the portal: requests one after the other, with the cookies that it gave. */
export class PortalSession {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly http: GuardedHttp,
    private readonly shell: string,
  ) {}

  open(): Promise<Uint8Array> {
    return this.send(this.shell);
  }

  /** @throws OutsideError where the form leads to another server: cookies and state go to the portal alone */
  post({ action, fields }: PortalPost): Promise<Uint8Array> {
    const url = new URL(action, this.shell);
    if (url.origin !== new URL(this.shell).origin)
      throw new OutsideError(
        'the form of the HHS breach portal leads to another server; it was not posted',
        false,
        { said: { id: 'feeds.fault.portal-elsewhere', values: {} } },
      );
    return this.send(url.href, new URLSearchParams(fields).toString());
  }

  private async send(url: string, form?: string): Promise<Uint8Array> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie !== '' && { cookie }),
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await this.http.fetchBytes(url, {
      headers,
      ...(form !== undefined && { method: 'POST', body: form }),
    });
    for (const given of answer.cookies) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(given) ?? [];
      if (name !== '') this.cookies.set(name.trim(), value.trim());
    }
    return answer.bytes;
  }
}

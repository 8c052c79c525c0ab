import { type Page, Visitor } from '../../service/support/visitor.js';

/** A browser without scripts that keeps its cookies, as one that is used for months does. */
export class Browser {
  private readonly jar = new Map<string, string>();

  constructor(
    readonly origin: string,
    readonly userAgent = '',
    readonly headers: Record<string, string> = {},
  ) {}

  get(path: string): Promise<Page> {
    return this.send(path, {});
  }

  /** Sends a form of ours with its token. */
  async post(path: string, fields: Record<string, string> = {}): Promise<Page> {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get('/sign-in')).html)?.[1];
    const _csrf = token ?? /name="_csrf" value="([^"]+)"/.exec((await this.get('/our-mail')).html)?.[1] ?? '';
    return this.send(path, { method: 'POST', body: new URLSearchParams({ _csrf, ...fields }) });
  }

  /** Opens a link to sign in, and presses the button of its page. */
  async signIn(link: string): Promise<Page> {
    return this.post('/sign-in/confirm', { token: link.slice(link.lastIndexOf('/') + 1) });
  }

  cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async send(path: string, init: RequestInit): Promise<Page> {
    const headers = { 'user-agent': this.userAgent, ...this.headers };
    const page = await new Visitor(this.origin, this.cookies()).send(path, { ...init, headers });
    for (const cookie of page.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return page;
  }
}

/** What a browser got: where it ended up is for the caller to follow. */
export interface Page {
  status: number;
  headers: Headers;
  html: string;
}

/** A browser without scripts: it keeps its session, sends its forms with their token, and follows nothing by itself. */
export class Visitor {
  constructor(
    readonly origin: string,
    readonly cookie: string | null,
    readonly accountId = '',
  ) {}

  async get(path: string): Promise<Page> {
    return this.send(path, {});
  }

  /** Sends a form of ours: urlencoded, or multipart where the fields hold a file. */
  async post(path: string, fields: Record<string, string | Blob> = {}): Promise<Page> {
    return this.send(path, { method: 'POST', body: bodyOf({ _csrf: await this.token(), ...fields }) });
  }

  /** Whatever a client of another make sends. */
  async send(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    if (this.cookie !== null) headers.set('cookie', this.cookie);
    const response = await fetch(this.origin + path, { ...init, headers, redirect: 'manual' });
    return { status: response.status, headers: response.headers, html: await response.text() };
  }

  /** Follows the answer to a form to the page it leads to. */
  async follow(page: Page): Promise<Page> {
    return this.get(page.headers.get('location') ?? '/no-location');
  }

  private async token(): Promise<string> {
    const { html } = await this.get('/our-mail');
    return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  }
}

function bodyOf(fields: Record<string, string | Blob>): URLSearchParams | FormData {
  const entries = Object.entries(fields);
  if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new URLSearchParams(entries);
  const form = new FormData();
  for (const [name, value] of entries)
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, 'breach_report.csv');
  return form;
}

/** The words of a page, as a reader sees them. */
export function wordsOf({ html }: Page): string {
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/\s+/g, ' ');
}

import type { Visitor } from '../../service/support/visitor.js';

export interface ServerEvent {
  event: string;
  /** What it says, its lines after one another. */
  data: string;
}

/** A stream of server-sent events, as a browser of this visitor gets it. */
export class EventStream {
  private text = '';

  private constructor(
    readonly status: number,
    readonly headers: Headers,
    private readonly reader: ReadableStreamDefaultReader<string>,
    private readonly leaving: AbortController,
  ) {}

  static async open({ origin, cookie }: Visitor, path: string): Promise<EventStream> {
    const leaving = new AbortController();
    const headers = { cookie: cookie ?? '', accept: 'text/event-stream', 'accept-encoding': 'gzip' };
    const response = await fetch(origin + path, { headers, redirect: 'manual', signal: leaving.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    return new EventStream(response.status, response.headers, reader, leaving);
  }

  /** The next event; null where the stream ended. What is only a sign of life is passed over. */
  async next(): Promise<ServerEvent | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.reader.read();
        if (done) return null;
        this.text += value;
        continue;
      }
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(this.text.slice(0, end)) ?? [];
      this.text = this.text.slice(end + 2);
      if (event !== undefined && data !== undefined)
        return { event, data: (JSON.parse(data) as string[]).join(' ') };
    }
  }

  /** The reader closes the page. */
  leave(): void {
    this.leaving.abort();
  }
}

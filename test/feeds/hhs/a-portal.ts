import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const SHELL = '/ocr/breach/breach_report.jsf';

/** A portal of JavaServer Faces: state of the view, a session, and ids of links that differ from those of their pictures. */
export class APortal {
  /** Everything that was posted, in order. */
  readonly posted: Record<string, string>[] = [];
  readonly cookies: (string | undefined)[] = [];
  opened = 0;
  /** How many visits the portal forgets between a page and the post of its form. */
  forgets = 0;
  lists: Record<'open' | 'archive', string> = { open: '', archive: '' };
  /** Changes the page before it is sent. */
  redesigned: (html: string) => string = (html) => html;
  private session = 0;
  private state = 0;

  readonly listener: RequestListener = (request, response) => void this.answer(request, response);

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.cookies.push(request.headers.cookie);
    if (request.method === 'GET') return this.sendShell(response);
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    this.posted.push(form);
    const known = request.headers.cookie === `JSESSIONID=s${this.session}; lb=east`;
    const current = form['javax.faces.ViewState'] === `state-${this.state}:7` && form.ocrForm === 'ocrForm';
    if (!known || !current || this.forgets > 0) {
      this.forgets -= 1;
      return sendPage(response, '<h1>Your session has expired</h1>');
    }
    const view = request.url?.includes('archived') ? 'archive' : 'open';
    if (form['ocrForm:j_idt84'] !== undefined) return sendCsv(response, this.lists[view]);
    if (form['ocrForm:j_idt20'] !== undefined) return this.sendView(response, 'archive');
    return this.sendView(response, view);
  }

  private sendShell(response: ServerResponse): void {
    this.opened += 1;
    this.session += 1;
    response.setHeader('set-cookie', [`JSESSIONID=s${this.session}; Path=/; HttpOnly`, 'lb=east; Path=/']);
    this.sendView(response, 'open');
  }

  private sendView(response: ServerResponse, view: 'open' | 'archive'): void {
    this.state += 1;
    sendPage(response, this.redesigned(pageOf(view === 'open' ? SHELL : `${SHELL}?archived`, this.state)));
  }
}

/** No row of the list stands in it: the table is filled later, by a script. */
function pageOf(action: string, state: number): string {
  const link = (id: string, shown: string): string =>
    `<a href="#" onclick="mojarra.jsfcljs(document.getElementById('ocrForm'),{'ocrForm:${id}':'ocrForm:${id}'},'');return false">${shown}</a>`;
  return `<!DOCTYPE html><html><body>
    <form id="search" action="/search"><input type="hidden" name="q" value="1"></form>
    <form id="ocrForm" name="ocrForm" method="post" action="${action}">
    <input type="hidden" name="ocrForm" value="ocrForm" />
    <input type="hidden" name="javax.faces.ViewState" id="j_id1:javax.faces.ViewState:0" value="state-${state}:7" />
    ${link('j_idt20', 'Archive')}
    ${link('j_idt81', '<img id="ocrForm:j_idt82" src="/icons/xls.png" alt="Excel" />')}
    ${link('j_idt84', '<img id="ocrForm:j_idt85" src="/icons/csv.png?v=1" alt="" />')}
    </form><table><tbody></tbody></table></body></html>`;
}

function sendPage(response: ServerResponse, html: string): void {
  response.writeHead(200, { 'content-type': 'text/html;charset=UTF-8' }).end(html);
}

function sendCsv(response: ServerResponse, csv: string): void {
  response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment' }).end(csv);
}

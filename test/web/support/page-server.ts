import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { renderPage } from '../../../src/web/render.js';
import type { Locale } from '../../../src/words/words.js';
import type { Case } from './cases.js';

const ASSETS = new URL('../../../templates/assets/', import.meta.url);
const SCRIPTS = new URL(
  '../dist/bundle/',
  pathToFileURL(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
);
const TYPES: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** Pages as the service serves them, under the strictest policy they must bear. */
export interface PageServer {
  /** Where the case with this place in the list is, in a language. */
  address(index: number, language: Locale): string;
  close(): Promise<void>;
}

async function asset(path: string, response: ServerResponse): Promise<void> {
  const name = path.slice('/assets/'.length);
  response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain');
  const folder = name.startsWith('webauthn/') ? SCRIPTS : ASSETS;
  response.end(await readFile(new URL(name.replace('webauthn/', ''), folder)));
}

function page(each: Case | undefined, lang: string, response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-security-policy', POLICY);
  response.end(
    each ? renderPage(each.page, { ...each.view, lang } as never) : '<!doctype html><title>A mail</title>',
  );
}

export async function servePages(cases: Case[]): Promise<PageServer> {
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/assets/')) void asset(path, response);
    else {
      const [, language, index] = path.split('/');
      page(cases[Number(index)], String(language), response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (index, language) => `http://127.0.0.1:${port}/${language}/${index}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

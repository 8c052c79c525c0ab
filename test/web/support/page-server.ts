import express, { type Response } from 'express';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressedFiles, sendCompressed } from '../../../src/web/compressed.js';
import { renderPage } from '../../../src/web/render.js';
import type { Locale } from '../../../src/words/words.js';
import type { Case } from './cases.js';

const ASSETS = fileURLToPath(new URL('../../../templates/assets/', import.meta.url));
const SCRIPTS = join(
  dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
  '../dist/bundle',
);
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
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

function page(each: Case | undefined, lang: string, response: Response): void {
  response.set('content-security-policy', POLICY);
  sendCompressed(
    response,
    each ? renderPage(each.page, { ...each.view, lang } as never) : '<!doctype html><title>A mail</title>',
  );
}

export async function servePages(cases: Case[]): Promise<PageServer> {
  const app = express();
  app.use('/assets/webauthn', compressedFiles(SCRIPTS, {}));
  app.use('/assets', compressedFiles(ASSETS, {}));
  // A stream of events that says nothing.
  app.get('/*where/events', (_request, response) => void response.type('text/event-stream').flushHeaders());
  app.use((request, response) => {
    const [, language, index] = request.path.split('/');
    page(cases[Number(index)], String(language), response);
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (index, language) => `http://127.0.0.1:${port}/${language}/${index}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

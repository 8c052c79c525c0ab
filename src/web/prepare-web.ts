import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ground } from '../app.module.js';
import { hospitalsAfter } from '../sandbox/apply-events.js';
import { sandboxFhirRouter } from '../sandbox/fhir-router.js';
import { SandboxStore } from '../sandbox/sandbox.store.js';
import { AccountService } from '../services/account.service.js';
import { ApiTokenService } from '../services/api-token.service.js';
import { TryLimits } from '../services/try-limits.js';
import { recogniseProgram } from './api/recognise-program.js';
import { compressedFiles } from './compressed.js';
import { FormTextPipe } from './form-text.pipe.js';
import { securityHeaders } from './security-headers.js';
import { recogniseVisitor } from './visit.js';

const ASSETS = fileURLToPath(new URL('../../templates/assets/', import.meta.url));
/** The part of a library that browsers run, as its release has it. */
const PASSKEY_SCRIPTS = join(
  dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
  '../dist/bundle',
);
const SERVED = { '/assets/webauthn': PASSKEY_SCRIPTS, '/assets': ASSETS };
const ASSET_KEPT = 'public, no-cache';
/** Our forms hold a few words each; files come as multipart, on the routes that take them. */
const FORM_LIMITS = { limit: '64kb', parameterLimit: 100 };

/** A notification that names what is new by id alone is a few kilobytes. */
const NOTIFICATION_LIMITS = { limit: '64kb', type: ['application/fhir+json', 'application/json'] };

/** What stands before the controllers: headers, the look, the sandbox hospitals (servers of their own), and who visits. */
export function prepareWeb(app: NestExpressApplication, { config }: Pick<Ground, 'config'>): void {
  app.disable('x-powered-by');
  // Nobody keeps a page, so nobody asks whether it is still the same.
  app.disable('etag');
  if (config.trustProxy !== null) app.set('trust proxy', config.trustProxy);
  app.use(securityHeaders(config));
  serveAssets(app);
  if (!config.production) mountSandbox(app);
  app.use('/api', recogniseProgram(app.get(ApiTokenService), app.get(TryLimits)));
  app.use(recogniseVisitor(config, app.get(AccountService)));
  app.useBodyParser('urlencoded', { ...FORM_LIMITS, extended: false });
  app.use('/hooks/fhir', json(NOTIFICATION_LIMITS));
  app.use('/api', json({ limit: '64kb' }));
  app.useGlobalPipes(new FormTextPipe());
}

/** Their names stay the same from version to version, so a browser asks each time, and mostly hears "not modified". */
function serveAssets(app: NestExpressApplication): void {
  const setHeaders = (response: ServerResponse): unknown => response.setHeader('cache-control', ASSET_KEPT);
  for (const [prefix, folder] of Object.entries(SERVED)) {
    app.use(prefix, compressedFiles(folder, { 'cache-control': ASSET_KEPT }));
    app.useStaticAssets(folder, { prefix, index: false, setHeaders });
  }
}

function mountSandbox(app: NestExpressApplication): void {
  const store = app.get(SandboxStore);
  const events = (): Promise<Awaited<ReturnType<SandboxStore['events']>>> => store.events();
  app.use(
    '/sandbox',
    sandboxFhirRouter({
      events,
      hospitals: async () => hospitalsAfter(await events()),
      now: () => new Date(),
    }),
  );
}

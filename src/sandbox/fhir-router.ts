import express, { Router, type NextFunction, type Request, type Response } from 'express';
import type { FhirResource } from '../domain/pull.js';
import { InputError } from '../lib/errors.js';
import { BREACH_VIEWS, sandboxBreachCsv } from './breach-list.js';
import { isDown, type SandboxEvent } from './events.js';
import { asRead, capabilityStatement, outcome, searchset } from './fhir-answers.js';
import {
  SEARCHES,
  SearchExpiredError,
  firstPage,
  pageOf,
  readCount,
  readSearch,
  readToken,
  type Page,
  type Search,
} from './fhir-search.js';
import { HOSPITALS, isHospitalId, type HospitalId } from './hospitals.js';

export interface SandboxOptions {
  /** Each hospital's present resources; asked at every request. */
  hospitals: () => Promise<Record<HospitalId, FhirResource[]>>;
  /** All that has happened, oldest first: it tells which hospital is down, and what the breach list holds. */
  events: () => Promise<SandboxEvent[]>;
  now: () => Date;
}

/** Seconds a client is asked to wait for a hospital that is down: short, since a press of a button ends it. */
const RETRY_AFTER = '2';
const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/**
 * The invented hospitals over FHIR R4 HTTP, at `/<hospital>/fhir`, and their breach list, at
 * `/breach-list/<view>.csv`, under wherever it is mounted. Reads only: whatever would change a record is 405.
 */
export function sandboxFhirRouter(options: SandboxOptions): Router {
  const router = Router();
  for (const view of BREACH_VIEWS) {
    router.get(`/breach-list/${view}.csv`, async (_request, response) => {
      response.type('text/csv').send(sandboxBreachCsv(view, await options.events()));
    });
  }
  for (const hospital of Object.keys(HOSPITALS).filter(isHospitalId)) {
    router.use(`/${hospital}/fhir`, hospitalRouter(hospital, options));
  }
  router.use('/:hospital/fhir', (_request, response) => {
    sendFhir(response, 404, outcome('not-found', 'There is no such hospital here.'));
  });
  return router;
}

function hospitalRouter(id: HospitalId, options: SandboxOptions): Router {
  const hospital = HOSPITALS[id];
  const router = Router();
  let readings = 0;
  const read = (resource: FhirResource): FhirResource => asRead(resource, options.now(), ++readings);
  const sendPage = (request: Request, response: Response, search: Search, page: Page): void => {
    sendFhir(response, 200, searchset(hospital, baseOf(request), search, page, page.matches.map(read)));
  };

  router.use(async (_request, response, next) => {
    if (!isDown(await options.events(), id)) return next();
    response.set('Retry-After', RETRY_AFTER);
    sendFhir(response, 503, outcome('transient', `${hospital.name} is out of service for the moment.`));
  });

  router.get('/metadata', (request, response) => {
    sendFhir(response, 200, capabilityStatement(hospital, baseOf(request)));
  });
  router.use('/:type', requireServedType);

  router.get('/:type', async (request, response) => {
    const { type } = request.params;
    const params = queryOf(request);
    const resources = (await options.hospitals())[id];
    const token = params.get('_page');
    if (token !== null) {
      const asked = readToken(type, token);
      return sendPage(request, response, asked, pageOf(resources, asked));
    }
    const search = readSearch(type, params);
    sendPage(request, response, search, firstPage(resources, search, readCount(params)));
  });

  router.post('/:type/_search', express.urlencoded({ extended: false }), async (request, response) => {
    const params = new URLSearchParams([...queryOf(request), ...formOf(request)]);
    const search = readSearch(String(request.params.type), params);
    const page = firstPage((await options.hospitals())[id], search, readCount(params));
    sendPage(request, response, search, page);
  });

  router.get('/:type/:id', async (request, response) => {
    const { type, id: asked } = request.params;
    const resources = (await options.hospitals())[id];
    const found = resources.find((one) => one.resourceType === type && one.id === asked);
    if (found) return sendFhir(response, 200, read(found));
    sendFhir(response, 404, outcome('not-found', `There is no ${type} with this id.`));
  });

  router.use(refuseOther);
  router.use(explain);
  return router;
}

function requireServedType(request: Request, response: Response, next: NextFunction): void {
  if (Object.hasOwn(SEARCHES, String(request.params.type))) return next();
  sendFhir(response, 404, outcome('not-supported', 'This server does not hold resources of this type.'));
}

/** What no route took: another method on a path that exists, or a path that does not. */
function refuseOther(request: Request, response: Response): void {
  const allowed = allowedOn(request.path);
  if (!allowed || allowed.includes(request.method)) {
    return sendFhir(response, 404, outcome('not-found', 'There is nothing at this address.'));
  }
  response.set('Allow', allowed.join(', '));
  sendFhir(response, 405, outcome('not-supported', 'This server is for reading only.'));
}

function allowedOn(path: string): string[] | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 2 && parts[1] === '_search') return ['POST'];
  return parts.length > 0 && parts.length <= 2 ? ['GET', 'HEAD'] : undefined;
}

/** Turns what a search refused into the outcome that says so; anything else is not for the reader to see. */
function explain(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof InputError) return sendFhir(response, 400, outcome('invalid', error.message));
  if (error instanceof SearchExpiredError) return sendFhir(response, 410, outcome('expired', error.message));
  next(error);
}

function sendFhir(response: Response, status: number, body: FhirResource): void {
  response
    .status(status)
    .set({ 'Content-Type': FHIR_JSON, 'Cache-Control': 'no-store' })
    .send(JSON.stringify(body));
}

/** The FHIR base as this client reached it: links lead back the way it came. */
function baseOf(request: Request): string {
  return `${request.protocol}://${request.get('host')}${request.baseUrl}`;
}

function queryOf(request: Request): URLSearchParams {
  const start = request.originalUrl.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : request.originalUrl.slice(start));
}

/** The form's fields, whoever parsed it; a field given twice comes as a list. */
function formOf(request: Request): [string, string][] {
  const body = (request.body ?? {}) as Record<string, string | string[]>;
  return Object.entries(body).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}

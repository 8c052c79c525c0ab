import { expect } from '@jest/globals';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FhirResource } from '../../src/domain/pull.js';
import { hospitalsAfter } from '../../src/sandbox/apply-events.js';
import type { SandboxEvent } from '../../src/sandbox/events.js';
import { patientIdAt } from '../../src/sandbox/family.js';
import { sandboxFhirRouter } from '../../src/sandbox/fhir-router.js';
import type { HospitalId } from '../../src/sandbox/hospitals.js';
import { nameOf } from '../../src/sandbox/shapes.js';

export interface Bundle extends FhirResource {
  type: string;
  total?: number;
  link: { relation: string; url: string }[];
  entry?: { fullUrl: string; resource: FhirResource; search: { mode: string } }[];
}

export const AT = '2026-11-22T15:04:05Z';
export const MIGUEL = patientIdAt('lakeside', 'miguel');
export const SAM = patientIdAt('lakeside', 'sam');

/** The sandbox in a bare application on a free loopback port; `events` is what has happened, for tests to set. */
export class ServedSandbox {
  events: SandboxEvent[] = [];

  origin = '';
  private server?: Server;

  static async start(): Promise<ServedSandbox> {
    const sandbox = new ServedSandbox();
    const app = express();
    const options = {
      hospitals: () => Promise.resolve(hospitalsAfter(sandbox.events)),
      events: () => Promise.resolve(sandbox.events),
      now: () => new Date(AT),
    };
    app.use('/sandbox', sandboxFhirRouter(options));
    await new Promise<void>((listening) => {
      sandbox.server = app.listen(0, '127.0.0.1', () => listening());
    });
    sandbox.origin = `http://127.0.0.1:${(sandbox.server?.address() as AddressInfo).port}`;
    return sandbox;
  }

  async stop(): Promise<void> {
    await new Promise((closed) => this.server?.close(closed));
  }

  base(hospital: HospitalId = 'lakeside'): string {
    return `${this.origin}/sandbox/${hospital}/fhir`;
  }

  /** What a hospital holds of a type about one patient, by the plain reading of its resources. */
  heldOf(hospital: HospitalId, type: string, patient: string): string[] {
    const about = `"Patient/${patient}"`;
    const held = hospitalsAfter(this.events)[hospital].filter((one) => one.resourceType === type);
    return held.filter((one) => JSON.stringify(one).includes(about)).map(nameOf);
  }
}

export async function get(url: string): Promise<Bundle> {
  const response = await fetch(url);
  expect([url, response.status]).toEqual([url, 200]);
  expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  return (await response.json()) as Bundle;
}

export function linkOf(bundle: Bundle, relation: string): string | undefined {
  return bundle.link.find((link) => link.relation === relation)?.url;
}

export async function pagesFrom(url: string): Promise<Bundle[]> {
  const pages = [await get(url)];
  for (let next = linkOf(pages[0]!, 'next'); next; next = linkOf(pages.at(-1)!, 'next')) {
    pages.push(await get(next));
  }
  return pages;
}

export function namesOn(pages: Bundle[]): string[] {
  return pages.flatMap(({ entry = [] }) => entry.map(({ resource }) => nameOf(resource)));
}

export async function refusal(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  const body = (await response.json()) as FhirResource;
  expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
  const [issue] = body.issue as { code: string }[];
  return { status: response.status, code: issue?.code, headers: response.headers };
}

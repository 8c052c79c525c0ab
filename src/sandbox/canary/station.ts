import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FhirResource } from '../../domain/pull.js';
import { sandboxFhirRouter } from '../fhir-router.js';

/** A sandbox hospital that holds nothing but the canary's record, on loopback, for as long as it is looked at. */
export interface Station {
  fhirBase: string;
  /** What it holds from now on. */
  shows(resources: FhirResource[]): void;
  close(): Promise<void>;
}

export async function openStation(now: () => Date): Promise<Station> {
  let held: FhirResource[] = [];
  const hospitals = () => Promise.resolve({ lakeside: held, northgate: [] });
  const app = express();
  app.use('/canary', sandboxFhirRouter({ hospitals, events: () => Promise.resolve([]), now }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    fhirBase: `http://127.0.0.1:${port}/canary/lakeside/fhir`,
    shows: (resources) => {
      held = resources;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builder, errors, RestServer } from '@solarahealth/fhir-r4-server';
import express from 'express';
import * as z from 'zod';
import { gapOf, idsOf, readFrom } from './support/reading.js';

const PAGE_SIZE = 2;
const STUDIES = ['s1', 's2', 's3', 's4', 's5'].map((id) => ({
  resourceType: 'ImagingStudy' as const,
  id,
  status: 'available' as const,
  subject: { reference: 'Patient/pat-7' },
}));

const patients = builder
  .defineResource('Patient')
  .read((read) =>
    read.id(z.string()).retrieveWith(async (id) => {
      if (id !== 'pat-7') throw new errors.ResourceNotFound('Patient', id);
      return { resourceType: 'Patient' as const, id };
    }),
  )
  .build();

const studies = builder
  .defineResource('ImagingStudy')
  .search((search) =>
    search
      .params(z.object({ patient: z.string(), page: z.coerce.number().default(1) }))
      .list(async (asked) => {
        const found = STUDIES.filter((study) => study.subject.reference === `Patient/${asked.patient}`);
        const rest = found.length > asked.page * PAGE_SIZE;
        const url = `/fhir/ImagingStudy?patient=${asked.patient}&page=${asked.page + 1}`;
        return {
          resourceType: 'Bundle' as const,
          type: 'searchset' as const,
          total: found.length,
          link: rest ? [{ relation: 'next', url }] : [],
          entry: found
            .slice((asked.page - 1) * PAGE_SIZE, asked.page * PAGE_SIZE)
            .map((resource) => ({ resource })),
        };
      }),
  )
  .build();

let listening: Server;
let base: string;

beforeAll(async () => {
  const server = RestServer.init({
    capabilities: {
      resourceType: 'CapabilityStatement',
      status: 'active',
      date: '2026-03-01',
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['json'],
      rest: [{ mode: 'server', resource: [patients, studies] }],
    },
  });
  const app = express().use('/fhir', RestServer.expressMiddleware(server, { context: async () => ({}) }));
  await new Promise<void>((resolve) => {
    listening = app.listen(0, '127.0.0.1', () => resolve());
  });
  base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/fhir`;
});

afterAll(async () => {
  listening.closeAllConnections();
  await new Promise((resolve) => listening.close(resolve));
});

describe('a FHIR server that this project did not write', () => {
  it('is read page by page, and what it does not offer is refused', async () => {
    const reading = await readFrom(base);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['s1', 's2', 's3', 's4', 's5']);
    expect(reading).toMatchObject({ read: ['ImagingStudy', 'Patient'], failed: [] });
    expect(gapOf(reading, 'Encounter')).toMatchObject({ list: 'refused', code: 'not-offered' });
  });

  it('does not know another patient', async () => {
    const reading = await readFrom(base, { patientId: 'pat-8' });

    expect(gapOf(reading, 'Patient')).toMatchObject({ list: 'failed', code: 'not-found' });
    expect(idsOf(reading, 'ImagingStudy')).toEqual([]);
  });
});

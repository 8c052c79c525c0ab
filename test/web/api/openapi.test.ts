import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type Family, startFamily } from '../pages/support/family.js';
import { ROUTES } from '../support/routes.js';
import { misfits, type Schema } from './fits.js';
import { type Program, programOf } from './program.js';

interface Operation {
  responses: { 200: { content: Record<string, { schema: Schema }> } };
}

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../../templates/api/openapi.json', import.meta.url), 'utf8'),
) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const OPERATIONS = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

let family: Family;
let father: Program;
let ids: Record<string, string>;
beforeAll(async () => {
  family = await startFamily();
  const { app, story, patientId, organizationId, flagId, studyId, daughter } = family;
  father = await programOf(app, family.father.accountId);
  await story.exposure(patientId, organizationId);
  await daughter.post(`${family.flagPath}/answer`, { answer: 'not-mine' });
  const id = await story.notification(family.father.accountId, patientId, { flag_id: flagId });
  const [opened] = await app.query<{ id: string }>('SELECT id FROM patient_case');
  ids = { patientId, flagId, studyId, caseId: opened!.id, id };
});
afterAll(() => family.app.close());

describe('the description of the API', () => {
  it('lists exactly the routes that there are', () => {
    const routes = ROUTES.filter(({ path }) => path.startsWith('/api/')).map(
      ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    const described = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(described.sort()).toEqual(routes.sort());
    expect(DOCUMENT.openapi).toBe('3.1.0');
  });

  it.each(OPERATIONS.map((one) => [`${one.method} ${one.path}`, one] as const))(
    'fits the answer of %s',
    async (_name, { path, method, operation }) => {
      const search = /fhir\/[A-Z]\w+$/.test(path) ? `?patient=${ids['patientId']}` : '';
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!) + search;
      const answer = await (method === 'get'
        ? father.get(address)
        : father.post(address, { answer: 'know' }));
      const [[type, { schema }]] = Object.entries(operation.responses[200].content) as [
        [string, { schema: Schema }],
      ];
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining(type),
      ]);
      expect(misfits(DOCUMENT.components.schemas, schema, answer.json)).toEqual([]);
      // An empty list would fit anything.
      const list = Object.values(answer.json).find((value) => Array.isArray(value));
      if (method === 'get') expect(list).not.toEqual([]);
    },
  );
});

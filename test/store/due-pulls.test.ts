import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { AT_ONE_ORIGIN, AT_ONE_SITE, DUE_PULLS } from '../../src/jobs/due-pulls.js';
import { markRung } from '../../src/jobs/due-rows.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: Client;
let patientId: string;

beforeAll(async () => {
  database = await freshDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "INSERT INTO patient (name) VALUES ('Person') RETURNING id",
  );
  patientId = rows[0]!.id;
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => client.query('DELETE FROM connection'));

interface Given {
  base: string;
  count: number;
  /** Seconds ago that the first of them became due, each later one a second after; below zero: still to come. */
  dueFor?: number;
}

async function add({ base, count, dueFor = 1000 }: Given): Promise<void> {
  await client.query(
    `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
     SELECT $1, 'Site', $2, 'p' || n, 3600, now() - make_interval(secs => $4 - n) FROM generate_series(1, $3) AS n`,
    [patientId, base, count, dueFor],
  );
}

/** What is chosen, as site and number, in the order of the names. */
async function choose(): Promise<string[]> {
  await client.query(DUE_PULLS.before!);
  const { rows } = await client.query<{ id: string }>(DUE_PULLS.select);
  const ids = rows.map(({ id }) => id);
  const named = await client.query<{ name: string }>(
    "SELECT fhir_base || ' ' || fhir_patient_id AS name FROM connection WHERE id = ANY ($1) ORDER BY fhir_base, next_pull_at",
    [ids],
  );
  return named.rows.map(({ name }) => name);
}

async function chooseAndRing(): Promise<string[]> {
  const chosen = await choose();
  const { rows } = await client.query<{ id: string }>(DUE_PULLS.select);
  await client.query(markRung(DUE_PULLS), [rows.map(({ id }) => id)]);
  return chosen;
}

const A = 'https://a.example/fhir';
const B = 'https://b.example/fhir';

describe('the pulls that are chosen', () => {
  it('are those due, the longest due first', async () => {
    await add({ base: A, count: 3 });
    await add({ base: B, count: 3, dueFor: -100 });
    expect(await choose()).toEqual([`${A} p1`, `${A} p2`, `${A} p3`]);
  });

  it('are a few for one site, and none more before one of them has ended', async () => {
    await add({ base: A, count: 20 });
    expect(await chooseAndRing()).toHaveLength(AT_ONE_SITE);
    expect(await choose()).toEqual([]);
    await client.query(
      "UPDATE connection SET rung_at = NULL, next_pull_at = now() + interval '1 day' WHERE fhir_patient_id = 'p1'",
    );
    expect(await choose()).toEqual([`${A} p5`]);
  });

  it('are a few for one server, however many sites it serves, and every site gets its turn', async () => {
    const sites = Array.from(
      { length: AT_ONE_ORIGIN + 3 },
      (_, at) => `https://many.example/tenant-${100 + at}/fhir`,
    );
    for (const [at, base] of sites.entries()) await add({ base, count: 10, dueFor: 5000 - at * 100 });
    const chosen = await chooseAndRing();
    expect(chosen).toEqual(sites.slice(0, AT_ONE_ORIGIN).map((base) => `${base} p1`));
    expect(await choose()).toEqual([]);
  });

  it('come from every site, though one has a thousand that waited longer', async () => {
    await add({ base: A, count: 1000, dueFor: 9000 });
    await add({ base: B, count: 2, dueFor: 10 });
    const chosen = await choose();
    expect(chosen.filter((name) => name.startsWith(A))).toHaveLength(AT_ONE_SITE);
    expect(chosen.filter((name) => name.startsWith(B))).toHaveLength(2);
  });

  it('tell servers apart by scheme, host and port, whatever the case', async () => {
    for (const base of ['https://A.example/x', 'https://a.example/y', 'https://a.example:8443/x'])
      await add({ base, count: 1 });
    const { rows } = await client.query('SELECT DISTINCT fhir_origin FROM connection ORDER BY 1');
    expect(rows.map(({ fhir_origin }) => fhir_origin)).toEqual([
      'https://a.example',
      'https://a.example:8443',
    ]);
  });

  it('never hold one that waits to be linked again', async () => {
    await add({ base: A, count: 2 });
    await client.query("UPDATE connection SET next_pull_at = NULL WHERE fhir_patient_id = 'p1'");
    expect(await choose()).toEqual([`${A} p2`]);
  });

  it('hold again what the queue lost, and its place is free again', async () => {
    await add({ base: A, count: AT_ONE_SITE + 1 });
    await chooseAndRing();
    await client.query("UPDATE connection SET rung_at = now() - interval '1 hour' WHERE rung_at IS NOT NULL");
    expect(await choose()).toHaveLength(AT_ONE_SITE);
  });
});

describe('the cost of choosing', () => {
  /** Rows that the plan took from the tables, and whether it went through a whole table. */
  async function planOf(): Promise<{ rows: number; scans: boolean }> {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${DUE_PULLS.select}`,
    );
    const nodes = nodesOf(rows[0]!['QUERY PLAN'][0].Plan).filter(
      (node) => node['Relation Name'] === 'connection',
    );
    return {
      rows: nodes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
      scans: nodes.some((node) => node['Node Type'] === 'Seq Scan'),
    };
  }

  it('follows the sites and the rows chosen, not the connections', async () => {
    const sites = Array.from({ length: 20 }, (_, at) => `https://site-${at}.example/fhir`);
    for (const base of sites) await add({ base, count: 50 });
    await client.query('ANALYZE connection');
    const few = await planOf();
    await client.query('DELETE FROM connection');
    for (const base of sites) await add({ base, count: 1000, dueFor: 900 });
    await client.query('ANALYZE connection');
    const many = await planOf();
    expect(few.scans || many.scans).toBe(false);
    expect(many.rows).toBe(few.rows);
  });
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionStore, type LookStep } from '../../../src/store/connection.store.js';
import { eventually } from '../../support/eventually.js';
import { type Visitor, wordsOf } from '../service/support/visitor.js';
import { EventStream } from './support/event-stream.js';
import { type Family, startFamily } from './support/family.js';
import { daysAgo } from './support/story.js';

let family: Family;
let placeId: string;
let path: string;
let open: EventStream[];

beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

beforeEach(async () => {
  open = [];
  placeId = await family.story.place(family.patientId, { reviewed: false });
  path = `${family.patientPath}/connections/${placeId}/progress`;
  await set({ next_pull_at: daysAgo(0) });
});
afterEach(() => open.forEach((stream) => stream.leave()));

async function set(columns: Record<string, unknown>): Promise<void> {
  const names = Object.keys(columns).map((name, at) => `${name} = $${at + 2}`);
  await family.app.query(`UPDATE connection SET ${names.join()} WHERE id = $1`, [
    placeId,
    ...Object.values(columns),
  ]);
}

/** The queue gives the look to a worker. */
const ring = (): Promise<unknown> =>
  family.app.query('UPDATE connection SET rung_at = now(), rings = rings + 1 WHERE id = $1', [placeId]);
const cameSoFar = (step: LookStep): Promise<void> =>
  family.app.get(ConnectionStore).stillUnderWay(placeId, step);
const REPORTS: LookStep = { types: ['Patient', 'DiagnosticReport', 'Encounter'], entries: 1_234 };

/** The look is saved. */
const over = (problem: string | null = null): Promise<void> =>
  set({ next_pull_at: daysAgo(-1), rung_at: null, problem, problem_since: problem && daysAgo(0) });

const says = async (visitor: Visitor): Promise<string> => wordsOf(await visitor.get(path));

async function follow(visitor: Visitor = family.father): Promise<EventStream> {
  const stream = await EventStream.open(visitor, `${path}/events`);
  open.push(stream);
  return stream;
}

/** A browser of somebody else, whom the patient lets in. */
const somebody = (role: 'self' | 'representative' | 'helper' = 'helper'): Promise<Visitor> =>
  family.story.person('Vera', family.patientId, role);

describe('the page of a look', () => {
  it('says how far it is, by what stands in the row: the same whenever it is loaded', async () => {
    expect(await says(family.father)).toContain('It begins in a moment.');
    await ring();
    expect(await says(family.father)).toContain('We asked for the list. The first answer is on its way.');
    await cameSoFar(REPORTS);
    const words = await says(family.father);
    expect(words).toContain('What we read so far: reports, visits. That is 1,234 entries.');
    expect(await says(family.father)).toBe(words);
    expect(words).not.toContain('longer than usual');
  });

  it('says nothing of a look before', async () => {
    await ring();
    await cameSoFar(REPORTS);
    await set({ rung_at: null });
    expect(await says(family.father)).toContain('It begins in a moment.');
    await ring();
    expect(await says(family.father)).toContain('The first answer is on its way.');
  });

  it('counts entries for the patient alone', async () => {
    await ring();
    await cameSoFar(REPORTS);
    for (const visitor of [family.daughter, family.helper]) {
      const words = await says(visitor);
      expect(words).toContain('What we read so far: reports, visits.');
      expect(words).not.toMatch(/1,234|entries/);
    }
  });

  it('says when it takes longer than usual', async () => {
    await set({ next_pull_at: new Date(Date.parse(daysAgo(0)) - 300_000) });
    expect(await says(family.father)).toContain('It begins in a moment. It takes longer than usual.');
  });

  it('speaks Spanish', async () => {
    const visitor = await somebody();
    await family.app.query("UPDATE account SET locale = 'es' WHERE id = $1", [visitor.accountId]);
    await ring();
    await cameSoFar(REPORTS);
    expect(await says(visitor)).toContain('Lo que leímos hasta ahora: informes, visitas.');
    const stream = await follow(visitor);
    expect((await stream.next())!.data).toBe('Lo que leímos hasta ahora: informes, visitas.');
  });

  it('loads itself again without scripts, until its reader stops that', async () => {
    const refresh = /<noscript><meta http-equiv="refresh" content="10"><\/noscript>/;
    expect((await family.father.get(path)).html).toMatch(refresh);
    const still = await family.father.get(`${path}?still=yes`);
    expect(still.html).not.toContain('http-equiv="refresh"');
    expect(wordsOf(still)).toContain('Show how far it is now');
  });

  it('names no place in its title, and is kept nowhere', async () => {
    const { html, headers } = await family.father.get(path);
    expect(/<title>(.*)<\/title>/.exec(html)![1]).toBe('A place we watch · Scanwarden');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('when the look is over, the page', () => {
  const leadsTo = async (): Promise<string | null> => {
    const page = await family.father.get(path);
    expect(page.status).toBe(303);
    return page.headers.get('location');
  };

  it('leads to a list that nobody has looked through', async () => {
    await over();
    expect(await leadsTo()).toBe(family.patientPath);
  });

  it('leads to the place where the list is known', async () => {
    await over();
    await family.father.post(`${family.patientPath}/reviews/${placeId}`);
    expect(await leadsTo()).toBe(path.replace('/progress', ''));
  });

  it('leads to what went wrong', async () => {
    await over('place.test did not answer in time');
    const place = await leadsTo();
    expect(place).toBe(path.replace('/progress', ''));
    expect(wordsOf(await family.father.get(place!))).toContain('We could not look at Lakeside');
  });
});

describe('the stream of a look', () => {
  it('comes as it is, uncompressed, kept nowhere, and never held back', async () => {
    const { status, headers } = await follow();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-accel-buffering')).toBe('no');
  });

  it('says at once how far it is, then what is new, and that it is over', async () => {
    const stream = await follow();
    expect(await stream.next()).toEqual({ event: 'step', data: 'It begins in a moment.' });
    await ring();
    expect((await stream.next())!.data).toBe('We asked for the list. The first answer is on its way.');
    await cameSoFar(REPORTS);
    expect((await stream.next())!.data).toMatch(
      /^What we read so far: reports, visits\. That is 1,234 entries/,
    );
    await over();
    expect(await stream.next()).toEqual({ event: 'over', data: 'We read the list. It shows in a moment.' });
    expect(await stream.next()).toBeNull();
  });

  it('says that something went wrong', async () => {
    const stream = await follow();
    await stream.next();
    await over('place.test did not answer in time');
    expect((await stream.next())!.data).toMatch(/^We could not read all of the list/);
    expect(await stream.next()).toBeNull();
  });

  it('is over at once where no look is under way, and for a HEAD request', async () => {
    expect((await family.father.send(`${path}/events`, { method: 'HEAD' })).status).toBe(200);
    await over();
    const stream = await follow();
    expect((await stream.next())!.event).toBe('over');
    expect(await stream.next()).toBeNull();
  });

  it('counts entries for the patient alone', async () => {
    await ring();
    await cameSoFar(REPORTS);
    const stream = await follow(await somebody('representative'));
    expect((await stream.next())!.data).toBe('What we read so far: reports, visits.');
  });

  it.each([
    [
      'their grant is taken back',
      'UPDATE patient_grant SET revoked_at = now() WHERE account_id = $1 AND $2::uuid IS NOT NULL',
    ],
    [
      'their grant leaves the place out',
      "UPDATE patient_grant SET places = '{}' WHERE account_id = $1 AND $2::uuid IS NOT NULL",
    ],
    [
      'the patient hides the place',
      'INSERT INTO hidden_item (patient_id, connection_id) SELECT patient_id, id FROM connection WHERE id = $2 AND $1::uuid IS NOT NULL',
    ],
    [
      'their session is ended elsewhere',
      'DELETE FROM session WHERE account_id = $1 AND $2::uuid IS NOT NULL',
    ],
  ])('ends for somebody else when %s, and says nothing of why', async (_what, deed) => {
    const visitor = await somebody();
    const stream = await follow(visitor);
    expect((await stream.next())!.event).toBe('step');
    await family.app.query(deed, [visitor.accountId, placeId]);
    expect(await stream.next()).toEqual({ event: 'over', data: 'Please wait. The next page says more.' });
    expect(await stream.next()).toBeNull();
    const again = await visitor.get(path);
    expect([303, 404]).toContain(again.status);
    expect(again.html).not.toContain('Lakeside');
  });

  it('is not there for a stranger, nor through another patient', async () => {
    expect((await family.stranger.get(`${path}/events`)).status).toBe(404);
    const other = await family.story.patient('Rosa');
    const rosa = await family.story.person('Rosa', other, 'self');
    expect((await rosa.get(`/patients/${other}/connections/${placeId}/progress/events`)).status).toBe(404);
  });

  it('is told to the patient as a look of whoever followed it', async () => {
    const visitor = await somebody();
    const stream = await follow(visitor);
    await stream.next();
    stream.leave();
    const events = (): Promise<unknown[]> =>
      family.app.query(
        `SELECT FROM access_event WHERE account_id = $1 AND item = $2 AND route LIKE '%/progress/events'`,
        [visitor.accountId, placeId],
      );
    await eventually('it is written down', async () => (await events()).length === 1);
  });

  it('asks the database once for all who follow', async () => {
    const streams = await Promise.all(Array.from({ length: 5 }, () => follow()));
    for (const stream of streams) await stream.next();
    const sent = await family.app.statementsOf(async () => {
      await ring();
      for (const stream of streams) await stream.next();
    });
    const reads = sent.filter((statement) => statement.includes('seen_connection'));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.length).toBeLessThan(streams.length);
  });

  it('is refused to whoever has six of them, and given again once one is left', async () => {
    const visitor = await somebody();
    const streams = [];
    for (let count = 0; count < 6; count += 1) streams.push(await follow(visitor));
    expect((await follow(visitor)).status).toBe(429);
    expect((await follow(family.father)).status).toBe(200);
    streams[0]!.leave();
    await eventually('there is room again', async () => (await follow(visitor)).status === 200);
  });
});

describe('a process that ends', () => {
  it('ends the streams that it sends, and waits for nobody', async () => {
    const ending = await startFamily();
    const { app, story, patientId, patientPath, father } = ending;
    const id = await story.place(patientId);
    await app.query('UPDATE connection SET next_pull_at = $2 WHERE id = $1', [id, daysAgo(0)]);
    const stream = await EventStream.open(father, `${patientPath}/connections/${id}/progress/events`);
    expect((await stream.next())!.event).toBe('step');
    const [rest] = await Promise.all([stream.next(), app.close()]);
    expect(rest).toBeNull();
  });
});

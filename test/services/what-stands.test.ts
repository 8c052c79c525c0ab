import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Concern } from '../../src/domain/exposure.js';
import type { BreachReviewService } from '../../src/services/breach-review.service.js';
import { RecordService } from '../../src/services/record.service.js';
import type { FeedSource } from '../../src/domain/filing.js';
import { MatchStore } from '../../src/store/match.store.js';
import { holdComparing } from '../../src/store/comparing-lock.js';
import { FanOutStore } from '../../src/store/fan-out.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { reviewsOn } from '../support/reviews-on.js';
import { tellAll } from '../support/tell-all.js';
import { type FiledBreach, fileBreach, findMatch } from '../support/told-matches.js';

const IN_OHIO = {
  resourceType: 'Organization',
  id: 'org-1',
  name: 'Lakeside Medical Center',
  address: [{ state: 'OH', city: 'Toledo' }],
};
const NUMBERS = { informationTypes: ['Social Security Number'] };

let database: TestDatabase;
let ground: FlowGround;
let operator: string;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(async () => {
  await ground.empty();
  operator = await ground.addAccount();
});

/** A patient with a scan of that day at the one hospital. */
async function aPatient(started = '2025-02-01') {
  const person = await ground.addPatient();
  const connectionId = await ground.connect(person.patientId);
  ground.source.shows = aReading([anExam(1, { started }), IN_OHIO]);
  await ground.get(RecordService).pull(connectionId);
  const [row] = await ground.rows<{ id: string }>('SELECT id FROM organization');
  return { ...person, organizationId: row!.id };
}

const now = (): string => ground.clock.now().toISOString();
const reviews = (): BreachReviewService => reviewsOn(ground);
const withdraw = ({ breachId }: FiledBreach) => reviews().withdraw(breachId, 'hoax', operator);
const decide = ({ filingId }: FiledBreach, organizationId: string, verdict: 'same' | 'different') =>
  reviews().decide({ filingId, organizationId, accountId: operator }, verdict);

async function told(patientId: string): Promise<string[]> {
  const rows = await ground.rows<{ situation: string; level: string }>(
    "SELECT situation, level FROM notification WHERE patient_id = $1 AND situation <> 'S01' ORDER BY created_at, length(cause), cause",
    [patientId],
  );
  return rows.map(({ situation, level }) => `${situation} ${level}`);
}

async function findNamed(filed: FiledBreach[], organizationId: string): Promise<void> {
  for (const one of filed) await findMatch(ground, one, organizationId, 'named');
  await tellAll(ground);
}

/** Another filing, that is taken to tell of the same breach. */
async function aLinked(
  first: FiledBreach,
  source: FeedSource,
): Promise<{ filed: FiledBreach; linkId: string }> {
  const own = await fileBreach(ground, source);
  await ground.rows('UPDATE filing SET breach_id = $2 WHERE id = $1', [own.filingId, first.breachId]);
  const [link] = await ground.rows<{ id: string }>(
    `INSERT INTO filing_link (filing_id, breach_id, former_breach_id, reasons, score, at) VALUES ($1, $2, $3, '{same-name}', 0.9, $4) RETURNING id`,
    [own.filingId, first.breachId, own.breachId, now()],
  );
  return { filed: { ...own, breachId: first.breachId }, linkId: link!.id };
}

describe('where two filings of a breach name a place', () => {
  it('and the one that was told of is denied, nothing is taken back, and who comes later hears of the other', async () => {
    const { patientId, organizationId } = await aPatient();
    const first = await fileBreach(ground, 'hhs');
    const second = await fileBreach(ground, 'wa', {}, first.breachId);
    await findNamed([first, second], organizationId);
    await decide(first, organizationId, 'different');
    await tellAll(ground);
    expect(await told(patientId)).toEqual(['S12 act soon']);
    expect(await told((await aPatient()).patientId)).toEqual(['S12 act soon']);
    await decide(second, organizationId, 'different');
    await tellAll(ground);
    expect(await told(patientId)).toEqual(['S12 act soon', 'S15 info']);
  });

  it('in one reading, the louder one alone is told', async () => {
    const { patientId, organizationId } = await aPatient();
    const first = await fileBreach(ground, 'hhs');
    const louder = await fileBreach(ground, 'hhs', NUMBERS, first.breachId);
    const fanOuts = ground.get(FanOutStore);
    await fanOuts.transaction(async (manager) => {
      const found = [first, louder].map(({ filingId }) => ({ filingId, organizationId, outcome: 'named', score: 0.9, reasons: [] })); // prettier-ignore
      const matches = await ground.get(MatchStore).saveMatches(manager, found, 1, now());
      await fanOuts.announce(manager, matches, { at: now(), reviewed: true });
    });
    await tellAll(ground);
    expect(await told(patientId)).toEqual(['S12 act now']);
  });

  it('and the louder is of too early a day for a later patient, the other is told to them', async () => {
    const { organizationId } = await aPatient();
    const early = await fileBreach(ground, 'hhs', { ...NUMBERS, breachEnd: '2024-06-01' });
    const whole = await fileBreach(ground, 'hhs', {}, early.breachId);
    await findNamed([early, whole], organizationId);
    expect(await told((await aPatient('2025-01-10')).patientId)).toEqual(['S12 act soon']);
  });
});

describe('a withdrawn breach', () => {
  it('is taken back also where its filing named the place no more', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findNamed([filed], organizationId);
    const matches = ground.get(MatchStore);
    await ground.dataSource.transaction((manager) =>
      matches.endMatches(manager, [{ ...filed, row: { filing: filed.filing } as never }], [], 1, now()),
    );
    await withdraw(filed);
    await tellAll(ground);
    expect(await told(patientId)).toEqual(['S12 act soon', 'S15 info']);
  });

  it('comes back by no verdict', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'possible');
    await withdraw(filed);
    expect(await decide(filed, organizationId, 'same')).toBe(false);
    ground.clock.pass({ days: 4 });
    await tellAll(ground);
    expect(await told(patientId)).toEqual([]);
  });

  it('gives a filing that was wrongly taken for it back, which is then told', async () => {
    const { patientId, organizationId } = await aPatient();
    const hoax = await fileBreach(ground, 'hhs');
    const { filed, linkId } = await aLinked(hoax, 'hhs');
    await findNamed([hoax, filed], organizationId);
    await withdraw(hoax);
    await tellAll(ground);
    ground.clock.pass({ hours: 1 });
    expect(await reviews().undoLink(linkId, operator)).toBe(true);
    await tellAll(ground);
    expect(await told(patientId)).toEqual(['S12 act soon', 'S15 info', 'S12 act soon']);
    expect(await told((await aPatient()).patientId)).toEqual(['S12 act soon']);
  });

  it('stays so for a filing that is being matched in that moment', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    const poll = ground.dataSource.createQueryRunner();
    await poll.startTransaction();
    await holdComparing(poll.manager);
    const withdrawn = withdraw(filed);
    await eventually('it waits', async () => (await ground.count('pg_locks', 'NOT granted')) > 0);
    const found = [{ filingId: filed.filingId, organizationId, outcome: 'named', score: 0.9, reasons: [] }];
    const matches = await ground.get(MatchStore).saveMatches(poll.manager, found, 1, now());
    await ground.get(FanOutStore).announce(poll.manager, matches, { at: now(), reviewed: true });
    await poll.commitTransaction();
    await poll.release();
    expect(await withdrawn).toBe(true);
    await tellAll(ground);
    expect(await told(patientId)).toEqual([]);
    expect(await ground.count('match', "outcome = 'none'")).toBe(1);
  });
});

it('a filing taken out of a breach speaks for it no more', async () => {
  const { organizationId } = await aPatient();
  const first = await fileBreach(ground, 'hhs');
  const { filed, linkId } = await aLinked(first, 'wa');
  await findNamed([filed], organizationId);
  await reviews().undoLink(linkId, operator);
  await tellAll(ground);
  const late = await aPatient();
  expect(await told(late.patientId)).toEqual([]);
  ground.clock.pass({ days: 2 });
  await tellAll(ground);
  expect(await told(late.patientId)).toEqual(['S12 act soon']);
});

describe('a match that the rules were sure of', () => {
  it.each<[Concern, boolean]>([
    ['named', true],
    ['vendor', false],
  ])('(%s) can be denied by the operator, and called the same place: %s', async (outcome, same) => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, outcome);
    await tellAll(ground);
    expect(await decide(filed, organizationId, 'same')).toBe(same);
    expect(await decide(filed, organizationId, 'different')).toBe(true);
    await tellAll(ground);
    expect((await told(patientId)).at(-1)).toBe('S15 info');
  });
});

it('a breach of half a year ago is no alarm for a patient who comes then', async () => {
  const { patientId, organizationId } = await aPatient();
  await findNamed([await fileBreach(ground, 'hhs')], organizationId);
  ground.clock.pass({ days: 200 });
  const late = await aPatient();
  expect([await told(patientId), await told(late.patientId)]).toEqual([['S12 act soon'], []]);
  expect(await ground.rows('SELECT level FROM exposure WHERE patient_id = $1', [late.patientId])).toEqual([
    { level: 'quiet' },
  ]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OutboxStore } from '../../src/store/outbox.store.js';
import type { Verdict } from '../../src/store/breach-review.store.js';
import { ExposureStore } from '../../src/store/exposure.store.js';
import { RecordService } from '../../src/services/record.service.js';
import { expectAppendOnly } from '../support/append-only.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
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
let exposures: ExposureStore;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
  exposures = ground.get(ExposureStore);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(() => ground.empty());

/** A patient with a scan of that day at the one hospital. */
async function aPatient(started = '2025-02-01') {
  const person = await ground.addPatient();
  const connectionId = await ground.connect(person.patientId);
  ground.source.shows = aReading([anExam(1, { started }), IN_OHIO]);
  await ground.get(RecordService).pull(connectionId);
  const [row] = await ground.rows<{ id: string }>('SELECT id FROM organization');
  return { ...person, connectionId, organizationId: row!.id };
}

const levels = async (patientId: string) =>
  (
    await ground.rows<{ situation: string; level: string; channel: string }>(
      "SELECT situation, level, channel FROM notification WHERE patient_id = $1 AND situation <> 'S01' ORDER BY created_at, length(cause), cause",
      [patientId],
    )
  ).map(({ situation, level, channel }) => `${situation} ${level} ${channel}`);

async function say(verdict: Verdict, { filingId }: FiledBreach, organizationId: string): Promise<boolean> {
  const at = ground.clock.now().toISOString();
  return exposures.transaction((manager) =>
    exposures.review(manager, filingId, organizationId, verdict, { at, reviewed: true }),
  );
}

async function pass(time: { days?: number; hours?: number }): Promise<void> {
  ground.clock.pass(time);
  await tellAll(ground);
}

/** Whatever mails are due leave. */
async function sendMails(): Promise<void> {
  const rows = await ground.rows<{ id: string }>(
    "SELECT id FROM notification WHERE channel = 'mail' AND sent_at IS NULL",
  );
  for (const { id } of rows)
    await ground.get(OutboxStore).claim([id], ground.clock.now(), (mails) => Promise.resolve(mails));
}

describe('a match that is only possible', () => {
  it('waits three days for an operator, and is then put to the patient', async () => {
    const { patientId, organizationId } = await aPatient();
    await findMatch(ground, await fileBreach(ground, 'hhs'), organizationId, 'possible');
    await pass({ days: 2, hours: 23 });
    expect(await levels(patientId)).toEqual([]);
    await pass({ hours: 1 });
    expect(await levels(patientId)).toEqual(['S13 check mail']);
  });

  it('is told at once as of the place itself when the operator says so, and not asked as well', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs', NUMBERS);
    await findMatch(ground, filed, organizationId, 'possible');
    expect(await say('same', filed, organizationId)).toBe(true);
    await pass({ days: 4 });
    expect(await levels(patientId)).toEqual(['S12 act now mail']);
  });

  it('is told to nobody when the operator says that it is another place, whatever the rules find later', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'possible');
    await say('different', filed, organizationId);
    await findMatch(ground, filed, organizationId, 'named');
    await pass({ days: 4 });
    expect(await levels(patientId)).toEqual([]);
    expect(await ground.count('exposure')).toBe(0);
  });

  it('is put to the patient in its time when the operator is not sure', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'possible');
    expect(await say('unsure', filed, organizationId)).toBe(true);
    await pass({ days: 3 });
    expect(await levels(patientId)).toEqual(['S13 check mail']);
  });

  it('that the patient said is not theirs is not told to them again as confirmed', async () => {
    const { patientId, accountId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'possible', false);
    await tellAll(ground);
    await ground.rows(
      "INSERT INTO exposure_answer (exposure_id, account_id, answer) SELECT id, $1, 'not-mine' FROM exposure",
      [accountId],
    );
    await say('same', filed, organizationId);
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S13 check mail']);
  });

  it('has no word of an operator where there is no match', async () => {
    const { organizationId } = await aPatient();
    expect(await say('same', await fileBreach(ground, 'hhs'), organizationId)).toBe(false);
  });
});

describe('a name that only a state’s list tells of', () => {
  it('waits two days', async () => {
    const { patientId, organizationId } = await aPatient();
    await findMatch(ground, await fileBreach(ground, 'wa'), organizationId, 'named');
    await pass({ hours: 47 });
    expect(await levels(patientId)).toEqual([]);
    await pass({ hours: 1 });
    expect(await levels(patientId)).toEqual(['S12 act soon mail']);
  });

  it('is told as soon as a second source tells of the breach, once', async () => {
    const { patientId, organizationId } = await aPatient();
    const first = await fileBreach(ground, 'wa');
    await findMatch(ground, first, organizationId, 'named');
    await findMatch(ground, await fileBreach(ground, 'ca', {}, first.breachId), organizationId, 'named');
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S12 act soon mail']);
    await pass({ days: 3 });
    expect(await levels(patientId)).toEqual(['S12 act soon mail']);
  });

  it('is told at once where another list named the place before', async () => {
    const { patientId, organizationId } = await aPatient();
    await findMatch(ground, await fileBreach(ground, 'hhs'), organizationId, 'named');
    await findMatch(ground, await fileBreach(ground, 'wa', NUMBERS), organizationId, 'named');
    await tellAll(ground);
    expect((await levels(patientId)).sort()).toEqual(['S12 act now mail', 'S12 act soon mail']);
  });
});

describe('what was told', () => {
  it('is told again when identity numbers are newly named, and what was said before stays', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'named');
    await tellAll(ground);
    await findMatch(
      ground,
      { ...filed, filing: { ...filed.filing, affected: 9_000 } },
      organizationId,
      'named',
    );
    await findMatch(ground, { ...filed, filing: { ...filed.filing, ...NUMBERS } }, organizationId, 'named');
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S12 act soon mail', 'S12 act now mail']);
    expect(await ground.rows('SELECT situation, level FROM exposure_revision')).toEqual([
      { situation: 'S12', level: 'act soon' },
    ]);
    await expectAppendOnly(ground, ['exposure_revision']);
  });

  it('is told once where two filings tell of one breach', async () => {
    const { patientId, organizationId } = await aPatient();
    const first = await fileBreach(ground, 'hhs');
    await findMatch(ground, first, organizationId, 'named');
    await findMatch(ground, await fileBreach(ground, 'wa', {}, first.breachId), organizationId, 'named');
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S12 act soon mail']);
  });

  it('is taken back when the breach is withdrawn: from those who were told, and nobody else', async () => {
    const told = await aPatient();
    const muted = await aPatient();
    const later = await aPatient('2025-02-25');
    await ground.rows('UPDATE account SET mail_stopped_at = now() WHERE id = $1', [muted.accountId]);
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, told.organizationId, 'named');
    await tellAll(ground);
    await sendMails();
    const at = ground.clock.now().toISOString();
    const withdraw = () =>
      exposures.transaction((manager) => exposures.withdraw(manager, filed.breachId, at));
    expect([await withdraw(), await withdraw()]).toEqual([true, false]);
    await tellAll(ground);
    expect(await levels(told.patientId)).toEqual(['S12 act soon mail', 'S15 info mail']);
    expect(await levels(muted.patientId)).toEqual(['S12 act soon app', 'S15 info app']);
    expect(await levels(later.patientId)).toEqual([]);
    await findMatch(ground, filed, told.organizationId, 'named');
    await tellAll(ground);
    expect(await levels(told.patientId)).toHaveLength(2);
  });

  it('is not mailed any more when it is taken back before its mail left', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'named');
    await tellAll(ground);
    await say('different', filed, organizationId);
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S12 act soon app', 'S15 info app']);
  });

  it('stands where another filing of the breach still names the place', async () => {
    const { patientId, organizationId } = await aPatient();
    const first = await fileBreach(ground, 'hhs');
    const second = await fileBreach(ground, 'wa', {}, first.breachId);
    for (const filed of [first, second]) await findMatch(ground, filed, organizationId, 'named');
    await tellAll(ground);
    await say('different', second, organizationId);
    await tellAll(ground);
    expect(await levels(patientId)).toEqual(['S12 act soon mail']);
  });

  it('is told again when the operator changes a "different" to "same"', async () => {
    const { patientId, organizationId } = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, organizationId, 'named');
    await tellAll(ground);
    await sendMails();
    for (const verdict of ['different', 'same'] as const) {
      await say(verdict, filed, organizationId);
      await tellAll(ground);
    }
    expect(await levels(patientId)).toEqual(['S12 act soon mail', 'S15 info mail', 'S12 act soon mail']);
  });
});

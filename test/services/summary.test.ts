import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SummaryFigures } from '../../src/domain/summary/figures.js';
import { SummaryService } from '../../src/services/summary.service.js';
import { SummaryStore } from '../../src/store/summary.store.js';
import {
  answered,
  caseOpened,
  CountedPatients,
  type CountedScan,
  ended,
  flagged,
  letterAnswered,
  letterSent,
  told,
  unreadSince,
} from '../support/counted-patients.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

// The clock of the ground stands at 1 March 2025: January is the month to be told, due since 4 February.
const JANUARY = { month: '2025-01-01', dueAt: '2025-02-04T12:00:00Z' };
const LONG_AGO = '2024-12-01T00:00:00Z';
const IN_JANUARY = '2025-01-15T12:00:00Z';

let database: TestDatabase;
let ground: FlowGround;
let summaries: SummaryService;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  ground = await FlowGround.open(database.url);
  summaries = ground.get(SummaryService);
});
afterEach(async () => {
  await ground.rows(
    'SET session_replication_role = replica; TRUNCATE provider CASCADE; SET session_replication_role = origin',
  );
  await ground.empty();
  await ground.close();
});

async function figuresOf({ providerId }: CountedPatients, month = '2025-01'): Promise<SummaryFigures | null> {
  const row = await ground.get(SummaryStore).find(providerId, month);
  if (row === null) throw new Error(`no summary of ${month}`);
  return row.figures;
}

function countOf(figures: SummaryFigures | null, table: string, id: string): number | 'hidden' | undefined {
  return figures?.tables.find((one) => one.id === table)?.figures.find((one) => one.id === id)?.count;
}

async function each(scans: CountedScan[], work: (scan: CountedScan) => Promise<unknown>): Promise<void> {
  for (const scan of scans) await work(scan);
}

describe('a monthly summary', () => {
  it('counts what happened to the scans of patients who agreed, in that month and since then', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const elsewhere = await CountedPatients.at(ground, 'elsewhere', JANUARY);
    const scans = await lakeside.add(12, LONG_AGO);
    await each(scans, (scan) => flagged(scan, 'added', IN_JANUARY));
    // By its clock in Chicago this is still January, and that still December.
    await flagged(scans[0]!, 'added', '2025-02-01T05:59:00Z');
    await flagged(scans[0]!, 'added', '2025-01-01T05:59:00Z');
    await each(await elsewhere.add(11, LONG_AGO), (scan) => flagged(scan, 'added', IN_JANUARY));
    await each(await lakeside.add(3, '2025-01-20T00:00:00Z'), (scan) => flagged(scan, 'added', IN_JANUARY));
    const [gone] = await lakeside.add(1, LONG_AGO);
    await flagged(gone!, 'added', IN_JANUARY);
    await ground.rows('UPDATE counting_consent SET until = $2 WHERE patient_id = $1', [
      gone!.patientId,
      '2025-02-20T00:00:00Z',
    ]);
    await summaries.writeDue();
    const figures = await figuresOf(lakeside);
    expect(figures).toMatchObject({ month: '2025-01', patients: 20, studies: 20 });
    expect(countOf(figures, 'studies', 'new')).toBe(13);
  });

  it('counts each thing that it tells', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const scans = await lakeside.add(11, LONG_AGO);
    const kinds = ['altered', 'report-amended', 'removed', 'merged'];
    for (const kind of kinds) await each(scans, (scan) => flagged(scan, kind, IN_JANUARY));
    await each(scans, async (scan) => {
      const flagId = await flagged(scan, 'added', IN_JANUARY);
      await answered(scan, flagId, 'know', '2025-01-16T00:00:00Z');
      await answered(scan, flagId, 'not-mine', '2025-01-17T00:00:00Z');
      await answered(scan, flagId, 'know', '2025-02-10T00:00:00Z');
      const caseId = await caseOpened(scan, flagId, IN_JANUARY);
      await ended(scan, caseId, 'filed-late', '2025-01-30T00:00:00Z');
      await letterSent(scan, caseId, 'access', '2025-01-02');
      await letterAnswered(scan, await letterSent(scan, caseId, 'access', '2024-12-02'), '2025-01-01');
      await letterSent(scan, caseId, 'amendment', '2024-12-20');
      await told(scan, 'S08', IN_JANUARY);
      await unreadSince(scan, 'unauthorized', '2025-01-29T00:00:00Z');
    });
    await summaries.writeDue();
    const figures = await figuresOf(lakeside);
    const told11 = figures!.tables.flatMap((table) =>
      table.figures.filter(({ count }) => count === 11).map(({ id }) => `${table.id}.${id}`),
    );
    expect(told11).toEqual([
      'studies.new',
      'changes.after-final',
      'changes.report-amended',
      'changes.no-longer-shown',
      'changes.other-change',
      'identity.same-images',
      'answers.not-mine',
      'answers.total',
      'innocent.filed-late',
      'innocent.total',
      'requests.access',
      'requests.total',
      'answered.in-time',
      'answered.open-past-due',
      'links.access-ended',
      'links.total',
    ]);
  });

  it('hides what is about ten or fewer, and the total that it is part of', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const scans = await lakeside.add(12, LONG_AGO);
    await each(scans, (scan) => flagged(scan, 'altered', IN_JANUARY));
    await each(scans.slice(0, 10), (scan) => flagged(scan, 'removed', IN_JANUARY));
    await summaries.writeDue();
    const figures = await figuresOf(lakeside);
    expect(
      ['after-final', 'report-amended', 'no-longer-shown', 'total'].map((id) =>
        countOf(figures, 'changes', id),
      ),
    ).toEqual([12, 0, 'hidden', 'hidden']);
  });

  it('hides what ten or fewer persons stand behind, however often it happened', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const [one] = await lakeside.add(12, LONG_AGO);
    for (let times = 0; times < 20; times += 1) await flagged(one!, 'altered', IN_JANUARY);
    await summaries.writeDue();
    expect(countOf(await figuresOf(lakeside), 'changes', 'after-final')).toBe('hidden');
  });

  it('counts a scan once, under however many of its names the office keeps the record', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const elsewhere = await CountedPatients.at(ground, 'elsewhere', JANUARY);
    const names = await Promise.all(['main', 'campus'].map((name) => lakeside.alsoCalled(name)));
    const scans = await elsewhere.add(12, LONG_AGO);
    for (const scan of scans) {
      await lakeside.agreed(scan, LONG_AGO);
      for (const name of names)
        await ground.rows(
          'INSERT INTO connection_keeper (connection_id, organization_id, patient_id) VALUES ($1, $2, $3)',
          [scan.connectionId, name, scan.patientId],
        );
    }
    await each(scans, (scan) => flagged(scan, 'added', IN_JANUARY));
    await summaries.writeDue();
    expect(countOf(await figuresOf(lakeside), 'studies', 'new')).toBe(12);
  });

  it('says nothing of another place’s server, where the office only made a scan', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const elsewhere = await CountedPatients.at(ground, 'elsewhere', JANUARY);
    const scans = await lakeside.add(12, LONG_AGO);
    for (const scan of scans) {
      await ground.rows(
        'INSERT INTO connection_keeper (connection_id, organization_id, patient_id) VALUES ($1, $2, $3)',
        [scan.connectionId, elsewhere.organizationId, scan.patientId],
      );
      await unreadSince(scan, 'unauthorized', IN_JANUARY);
    }
    await summaries.writeDue();
    expect(countOf(await figuresOf(lakeside), 'links', 'access-ended')).toBe(0);
  });

  it('is none where fewer than eleven patients agreed, and nobody is told of one', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    await lakeside.addOfficer();
    await each(await lakeside.add(10, LONG_AGO), (scan) => flagged(scan, 'added', IN_JANUARY));
    await summaries.writeDue();
    expect(await figuresOf(lakeside)).toBeNull();
    expect(await ground.count('notification')).toBe(0);
  });

  it('is made once, whoever asks and however often, and its officers are told once', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const officer = await lakeside.addOfficer();
    await lakeside.add(11, LONG_AGO);
    // February is due on 4 March only.
    await Promise.all([summaries.writeDue(), summaries.writeDue()]);
    await summaries.writeDue();
    expect(await ground.count('summary')).toBe(1);
    expect(await ground.rows('SELECT account_id, situation, level, channel FROM notification')).toEqual([
      { account_id: officer, situation: 'S20', level: 'quiet', channel: 'mail' },
    ]);
  });

  it('is made up for a month that was missed, and what came late is told in the month after', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const scans = await lakeside.add(11, LONG_AGO);
    await each(scans, (scan) => flagged(scan, 'added', '2025-02-02T00:00:00Z'));
    ground.clock.pass({ days: 10 });
    await summaries.writeDue();
    await summaries.writeDue();
    expect(countOf(await figuresOf(lakeside, '2025-01'), 'studies', 'new')).toBe(0);
    const february = await figuresOf(lakeside, '2025-02');
    expect(countOf(february, 'studies', 'new')).toBe(11);
    expect(february!.tables[0]!.figures[0]!.trend.slice(-2)).toEqual([0, 11]);
  });

  it('is never rewritten: a correction is a new version that says what changed', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    const scans = await lakeside.add(12, LONG_AGO);
    await each(scans, (scan) => flagged(scan, 'added', IN_JANUARY));
    await summaries.writeDue();
    await expect(ground.rows('UPDATE summary SET figures = NULL')).rejects.toThrow();
    expect(await summaries.correct(lakeside.organizationId, '2025-01', 'a rule was wrong')).toMatchObject({
      version: 1,
    });
    await each(scans, (scan) => flagged(scan, 'added', IN_JANUARY));
    await flagged(scans[0]!, 'altered', IN_JANUARY);
    const corrected = await summaries.correct(lakeside.organizationId, '2025-01', 'a rule was wrong');
    expect(corrected).toMatchObject({
      version: 2,
      correction: {
        why: 'a rule was wrong',
        changed: ['studies.new', 'changes.after-final', 'changes.total'],
      },
    });
    expect(countOf(corrected.figures, 'studies', 'new')).toBe(24);
  });

  it('is given of an office that left as it was made, and neither made nor corrected any more', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    await lakeside.add(11, LONG_AGO);
    const made = await summaries.byHand(lakeside.providerId, '2025-01');
    await ground.rows('UPDATE provider SET left_at = now() WHERE id = $1', [lakeside.providerId]);
    expect(await summaries.byHand(lakeside.providerId, '2025-01')).toEqual(made);
    await expect(summaries.byHand(lakeside.providerId, '2025-02')).rejects.toThrow('takes part no more');
    await expect(summaries.correct(lakeside.providerId, '2025-01', 'why')).rejects.toThrow(
      'takes part no more',
    );
  });

  it('is given by hand as it was made, and made where its month is the next and over', async () => {
    const lakeside = await CountedPatients.at(ground, 'lakeside', JANUARY);
    await lakeside.add(11, LONG_AGO);
    const made = await summaries.byHand(lakeside.organizationId, '2025-01');
    expect(await summaries.byHand(lakeside.organizationId, '2025-01')).toEqual(made);
    expect(await summaries.byHand(lakeside.providerId, '2025-01')).toEqual(made);
    await expect(summaries.byHand(lakeside.organizationId, '2024-12')).rejects.toThrow('no summary was made');
    await expect(summaries.byHand(lakeside.organizationId, '2025-03')).rejects.toThrow('comes before it');
    ground.clock.pass({ days: -2 });
    await expect(summaries.byHand(lakeside.organizationId, '2025-02')).rejects.toThrow('not over yet');
  });
});

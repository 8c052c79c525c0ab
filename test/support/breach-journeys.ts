import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import type { FeedFile } from '../../src/feeds/breach-feed.js';
import { OutsideError } from '../../src/lib/errors.js';
import { BreachService } from '../../src/services/breach.service.js';
import { FeedService } from '../../src/services/feed.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { BreachStore } from '../../src/store/breach.store.js';
import { MIGRATIONS_FOLDER } from '../../src/store/migrations.js';
import { OrganizationStore } from '../../src/store/organization.store.js';
import { aList, aRow, bytesOf } from '../feeds/hhs/a-list.js';
import { expectAppendOnly } from './append-only.js';
import type { TestDatabase } from './database.js';
import { anExam, aReading } from './fhir-records.js';
import { FlowGround } from './flow-ground.js';
import { tellAll } from './tell-all.js';

const AFFECTED = 3;
const SUBMITTED = 4;
const DESCRIPTION = 8;
const OLD_CASES = Array.from({ length: 20 }, (_, at) =>
  aRow(`Old Case Clinic ${at}`, { [SUBMITTED]: '01/15/2024', [AFFECTED]: String(1000 + at) }),
);
const OTHER = aRow('Riverbend Dental Group', { [SUBMITTED]: '02/10/2025' });
const AT_LAKESIDE = aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025' });
const LAKESIDE = { resourceType: 'Organization', id: 'org-1', name: 'Lakeside Medical Center' };
const IN_OHIO = { ...LAKESIDE, address: [{ state: 'OH', city: 'Toledo' }] };

/** What a breach feed does to filings, exposures and those who are concerned, on one engine. */
export function describeBreachJourneys(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let ground: FlowGround;
  let breaches: BreachService;

  beforeAll(async () => {
    database = await start();
    ground = await FlowGround.open(database.url);
    breaches = ground.get(BreachService);
  });
  afterAll(async () => {
    await ground?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    await ground.empty();
    await ground.get(BreachStore).announce('hhs', null);
  });

  async function read(...rows: string[][]) {
    const result = await breaches.ingest('hhs', aPoll(aList(rows)));
    await tellAll(ground);
    return result;
  }
  const problem = async () =>
    (await ground.rows<{ problem: string | null }>('SELECT problem FROM feed'))[0]!.problem;
  const filings = () =>
    ground.rows<{ name: string; gone: boolean }>(
      "SELECT facts->>'name' AS name, gone_at IS NOT NULL AS gone FROM filing WHERE facts->>'name' NOT LIKE 'Old Case%' ORDER BY 1",
    );
  const revisions = () => ground.rows('SELECT kind, changed FROM filing_revision ORDER BY at, kind');
  const levels = async (patientId: string) =>
    (await ground.told(patientId))
      .filter(({ situation }) => ['S12', 'S13'].includes(situation))
      .map(({ situation, level }) => `${situation} ${level}`);

  /** A patient of Lakeside with one study of that day there, and the organization compared with the filings. */
  async function aPatientOf(organization: FhirResource, started: string) {
    const person = await ground.addPatient();
    const connectionId = await ground.connect(person.patientId);
    ground.source.shows = aReading([anExam(1, { started }), organization]);
    await ground.get(RecordService).pull(connectionId);
    await compareOrganizations();
    return { ...person, connectionId };
  }

  async function compareOrganizations(): Promise<void> {
    const rows = await ground.rows<{ id: string }>('SELECT id FROM organization WHERE matched_at IS NULL');
    await breaches.matchOrganizations(rows.map(({ id }) => id));
    await tellAll(ground);
  }

  describe('two polls of a feed', () => {
    it('become filings with what happened to each; nothing is deleted', async () => {
      expect(await read(OTHER, AT_LAKESIDE)).toMatchObject({ accepted: true, rows: 22, events: 22 });
      const grown = aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '1842' });
      const later = aRow('Hillside Hospice', { [SUBMITTED]: '02/27/2025' });
      expect(await read(grown, later)).toMatchObject({ accepted: true, events: 3 });
      expect(await filings()).toEqual([
        { name: 'Hillside Hospice', gone: false },
        { name: 'Lakeside Medical Center', gone: false },
        { name: 'Riverbend Dental Group', gone: true },
      ]);
      expect(await revisions()).toEqual([
        { kind: 'edited', changed: { 'Individuals Affected': ['1234', '1842'] } },
        { kind: 'gone', changed: {} },
      ]);
    });

    it('that are the same are two readings and one set of filings, with its bytes kept once', async () => {
      await read(OTHER);
      expect(await read(OTHER)).toMatchObject({ accepted: true, events: 0 });
      expect(await ground.count('feed_read')).toBe(2);
      expect(await ground.count('filing')).toBe(21);
      expect(await ground.count('feed_file')).toBe(2);
    });

    it('read by two at once are taken over one after the other', async () => {
      await Promise.all([read(OTHER, AT_LAKESIDE), read(OTHER, AT_LAKESIDE)]);
      expect(await ground.count('filing')).toBe(22);
      expect(await ground.count('filing_revision')).toBe(0);
    });

    it('know a row again that had gone and came back', async () => {
      await read(OTHER, AT_LAKESIDE);
      await read(OTHER);
      await read(OTHER, AT_LAKESIDE);
      expect(await filings()).toEqual([
        { name: 'Lakeside Medical Center', gone: false },
        { name: 'Riverbend Dental Group', gone: false },
      ]);
      expect((await revisions()).map(({ kind }) => kind)).toEqual(['gone', 'returned']);
    });
  });

  it('rows of before their names were kept have by the migration the names that later polls know them by', async () => {
    await read(OTHER, AT_LAKESIDE, aRow('Clínica «Ñandú», Östra\n"Annex"', { [SUBMITTED]: '02/21/2025' }));
    const names = () => ground.rows('SELECT id, published FROM filing ORDER BY id');
    const kept = await names();
    await ground.rows('UPDATE filing SET published = NULL');
    await ground.rows(statementOf('1763900000038-filing-published.sql', /^UPDATE filing[^;]+/m));
    expect(await names()).toEqual(kept);
  });

  describe('a poll that cannot be right', () => {
    const broken: [string, FeedFile[], RegExp][] = [
      ['a junk header', aPoll('what,is,this\n1,2,3\n'), /9 columns/],
      ['a web page', aPoll('<!doctype html><title>Maintenance</title>'), /web page/],
      ['nothing', aPoll(''), /empty/],
      ['one in twenty of the rows', aPoll(aList([OTHER]), aList(OLD_CASES.slice(0, 1))), /has 1 rows where the last poll had 20/], // prettier-ignore
    ];
    it.each(broken)('%s: keeps what was known and says so until a sound one comes', async (_, files, why) => {
      await read(OTHER);
      const before = await ground.rows('SELECT * FROM filing ORDER BY id');
      expect(await breaches.ingest('hhs', files)).toMatchObject({ accepted: false, events: 0 });
      expect(await ground.rows('SELECT * FROM filing ORDER BY id')).toEqual(before);
      expect(await ground.count('filing_revision')).toBe(0);
      expect(await problem()).toMatch(why);
      await read(OTHER);
      expect(await problem()).toBeNull();
    });

    it('holds letters that the database cannot store: they are marked as lost, and the rest is read', async () => {
      const odd = aRow('Riverbend\u0000 Dental Group', { [SUBMITTED]: '02/10/2025' });
      expect(await read(odd)).toMatchObject({ accepted: true });
      expect(await read(odd)).toMatchObject({ accepted: true, events: 0 });
    });

    it('leaves nothing of itself when the last of it cannot be written', async () => {
      const { patientId } = await aPatientOf(IN_OHIO, '2025-02-01');
      await ground.rows("ALTER TABLE fan_out ADD CONSTRAINT broken CHECK (situation <> 'S12')");
      await expect(read(AT_LAKESIDE)).rejects.toThrow(/broken/);
      for (const table of ['feed_read', 'filing', 'match', 'fan_out'])
        expect(await ground.count(table)).toBe(0);
      await ground.rows('ALTER TABLE fan_out DROP CONSTRAINT broken');
      await read(AT_LAKESIDE);
      expect(await levels(patientId)).toEqual(['S12 act soon']);
    });
  });

  describe('a breach at the place that holds studies', () => {
    it('is told to those whose studies were there before it was filed, and to nobody else', async () => {
      const before = await aPatientOf(IN_OHIO, '2025-02-10');
      const after = await aPatientOf(IN_OHIO, '2025-02-25');
      await read(AT_LAKESIDE);
      expect(await levels(before.patientId)).toEqual(['S12 act soon']);
      expect(await levels(after.patientId)).toEqual([]);
    });

    it('is "act now" where identity numbers were taken', async () => {
      const { patientId } = await aPatientOf(IN_OHIO, '2025-02-10');
      await read(aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025', [DESCRIPTION]: 'Names and Social Security numbers were taken.' })); // prettier-ignore
      expect(await levels(patientId)).toEqual(['S12 act now']);
    });

    it('stands on the page alone where it was filed half a year ago', async () => {
      const { patientId } = await aPatientOf(IN_OHIO, '2023-02-10');
      await read(aRow('Lakeside Medical Center', { [SUBMITTED]: '08/20/2024' }));
      expect(await levels(patientId)).toEqual([]);
      expect(await ground.rows('SELECT situation, level FROM exposure')).toEqual([
        { situation: 'S12', level: 'quiet' },
      ]);
    });

    it('is a question, and not for helpers, where the match is only possible', async () => {
      const { patientId, accountId } = await aPatientOf(LAKESIDE, '2025-02-10');
      const [caregiver, helper] = [await ground.addAccount(), await ground.addAccount()];
      await ground.grant(caregiver, patientId, 'representative');
      await ground.grant(helper, patientId, 'helper');
      await read(AT_LAKESIDE);
      const told = await ground.rows<{ account_id: string }>(
        "SELECT account_id FROM notification WHERE situation = 'S13' AND level = 'check'",
      );
      expect(told.map((row) => row.account_id).sort()).toEqual([accountId, caregiver].sort());
    });

    it('is found when the place is connected after it was filed', async () => {
      await read(AT_LAKESIDE, OTHER);
      const first = await aPatientOf(IN_OHIO, '2025-02-10');
      expect(await levels(first.patientId)).toEqual(['S12 act soon']);
      const second = await aPatientOf(IN_OHIO, '2025-02-11');
      expect(await levels(second.patientId)).toEqual(['S12 act soon']);
    });

    it('is found when a filing is given its name later', async () => {
      const { patientId } = await aPatientOf(IN_OHIO, '2025-02-10');
      await read(aRow('Great Lakes Billing', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '77321' }));
      expect(await levels(patientId)).toEqual([]);
      await read(aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '77321' }));
      expect(await levels(patientId)).toEqual(['S12 act soon']);
      expect(await ground.count('filing', "facts->>'name' NOT LIKE 'Old Case%'")).toBe(1);
    });

    it('is not told to those who come once the filing names the place no more', async () => {
      const told = await aPatientOf(IN_OHIO, '2025-02-10');
      await read(aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '77321' }));
      await read(aRow('Great Lakes Billing', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '77321' }));
      const late = await aPatientOf(IN_OHIO, '2025-02-11');
      expect([await levels(told.patientId), await levels(late.patientId)]).toEqual([['S12 act soon'], []]);
      expect(await ground.count('filing', "facts->>'name' NOT LIKE 'Old Case%'")).toBe(1);
    });

    it('is not told to those who come once the name has ended by which an operator let it be found', async () => {
      await read(aRow('Toledo Imaging Partners', { [SUBMITTED]: '02/20/2025' }));
      await aPatientOf(IN_OHIO, '2024-11-02');
      const names = ground.get(OrganizationStore);
      const [place] = await ground.rows<{ id: string }>(
        "SELECT id FROM organization WHERE name LIKE 'Lakeside%'",
      );
      const added = {
        organizationId: place!.id,
        name: 'Toledo Imaging Partners',
        accountId: (await ground.addPatient()).accountId,
      };
      await names.addAlias(added, ground.clock.now().toISOString());
      await compareOrganizations();
      expect(await levels((await aPatientOf(IN_OHIO, '2024-11-03')).patientId)).toEqual(['S12 act soon']);
      ground.clock.pass({ hours: 1 });
      const [alias] = await ground.rows<{ id: string }>('SELECT id FROM organization_alias');
      await names.end(
        'organization_alias',
        alias!.id,
        place!.id,
        added.accountId,
        ground.clock.now().toISOString(),
      );
      await compareOrganizations();
      expect(await levels((await aPatientOf(IN_OHIO, '2024-11-04')).patientId)).toEqual([]);
    });

    it('stays told where an operator said that it is the same place, though the name ended by which it was found', async () => {
      await read(aRow('Toledo Imaging Partners', { [SUBMITTED]: '02/20/2025' }));
      await aPatientOf(IN_OHIO, '2024-11-02');
      const names = ground.get(OrganizationStore);
      const [place] = await ground.rows<{ id: string }>(
        "SELECT id FROM organization WHERE name LIKE 'Lakeside%'",
      );
      const { accountId } = await ground.addPatient();
      const at = () => ground.clock.now().toISOString();
      await names.addAlias({ organizationId: place!.id, name: 'Toledo Imaging Partners', accountId }, at());
      await compareOrganizations();
      ground.clock.pass({ hours: 1 });
      const [alias] = await ground.rows<{ id: string }>('SELECT id FROM organization_alias');
      await names.end('organization_alias', alias!.id, place!.id, accountId, at());
      await ground.rows(
        `INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at, decided)
         SELECT filing_id, organization_id, 'named', 1, '{operator}', rules_version, $1, true FROM match`,
        [new Date(ground.clock.now().getTime() + 1_000)],
      );
      await compareOrganizations();
      await ground.rows('UPDATE organization SET matched_at = NULL');
      await compareOrganizations();
      const [last] = await ground.rows('SELECT outcome, decided FROM match ORDER BY seq DESC LIMIT 1');
      expect(last).toEqual({ outcome: 'named', decided: true });
    });

    it('is never told twice, whatever is read or compared again', async () => {
      const { patientId, connectionId } = await aPatientOf(IN_OHIO, '2025-02-10');
      await read(AT_LAKESIDE, OTHER);
      await read(aRow('Lakeside Medical Center', { [SUBMITTED]: '02/20/2025', [AFFECTED]: '9999' }), OTHER);
      await read(OTHER);
      await read(AT_LAKESIDE, OTHER);
      ground.source.shows = aReading([anExam(1, { started: '2025-02-10' }), anExam(2), IN_OHIO]);
      await ground.get(RecordService).pull(connectionId);
      await ground.rows('UPDATE organization SET matched_at = NULL');
      await compareOrganizations();
      expect(await levels(patientId)).toEqual(['S12 act soon']);
    });

    it('is told to a patient whose first study there comes while the feed is being read, and the pull does not wait', async () => {
      await aPatientOf(IN_OHIO, '2025-02-10');
      const late = await ground.addPatient();
      const connectionId = await ground.connect(late.patientId);
      ground.source.shows = aReading([anExam(1, { started: '2025-02-11' }), IN_OHIO]);
      const poll = ground.dataSource.createQueryRunner();
      await poll.startTransaction();
      await ground.get(BreachStore).lastPoll(poll.manager, 'hhs');
      await ground.get(RecordService).pull(connectionId);
      await poll.rollbackTransaction();
      await poll.release();
      await read(AT_LAKESIDE);
      expect(await levels(late.patientId)).toEqual(['S12 act soon']);
    });
  });

  describe('a feed that is read by itself', () => {
    const due = async () =>
      (
        await ground.rows<{ next_read_at: Date }>('SELECT next_read_at FROM feed')
      )[0]!.next_read_at.getTime() - ground.clock.now().getTime();

    it('is read again after a day, and sooner where it could not be read', async () => {
      const polls = [
        () => Promise.reject(new OutsideError('the list cannot be reached', false)),
        () => Promise.resolve({ source: 'hhs' as const, files: aPoll('<html>') }),
        () => Promise.resolve({ source: 'hhs' as const, files: aPoll(aList([OTHER])) }),
      ];
      ground.feeds.set('hhs', { source: 'hhs', poll: () => polls.shift()!() });
      await ground.get(FeedService).read('hhs');
      expect([await problem(), await due()]).toEqual(['the list cannot be reached', 1_800_000]);
      await ground.get(FeedService).read('hhs');
      expect([await problem(), await due()]).toEqual([expect.stringMatching('web page'), 1_800_000]);
      await ground.get(FeedService).read('hhs');
      expect([await problem(), await due()]).toEqual([null, 24 * 3_600_000]);
    });
  });

  it('what was read and matched cannot be rewritten, taken out or emptied', async () => {
    const { patientId, accountId } = await aPatientOf(IN_OHIO, '2025-02-10');
    await read(AT_LAKESIDE, OTHER);
    await read(AT_LAKESIDE);
    await ground.rows(
      "INSERT INTO exposure_answer (exposure_id, account_id, answer) SELECT id, $2, 'know' FROM exposure WHERE patient_id = $1",
      [patientId, accountId],
    );
    await expectAppendOnly(ground, ['feed_read', 'feed_file', 'filing_revision', 'match', 'exposure_answer']);
  });
}

/** One poll of both views; the archive holds the old cases. */
function aPoll(investigation: string, archive = aList(OLD_CASES)): FeedFile[] {
  return Object.entries({ 'investigation.csv': investigation, 'archive.csv': archive }).map(
    ([name, text]) => {
      const bytes = bytesOf(text);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name, bytes, sha256, readAt: new Date('2025-03-01T08:00:00Z') };
    },
  );
}

/** One statement of a migration. */
function statementOf(migration: string, pattern: RegExp): string {
  return pattern.exec(readFileSync(join(MIGRATIONS_FOLDER, migration), 'utf8'))![0];
}

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { STAFF_ONLY_SOURCES } from '../../src/domain/filing.js';
import type { FeedFile } from '../../src/feeds/breach-feed.js';
import { BreachService } from '../../src/services/breach.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { BreachStore } from '../../src/store/breach.store.js';
import { anAdvisory } from '../feeds/cisa/an-advisory.js';
import { bytesOf } from '../feeds/hhs/a-list.js';
import { aHit, anAnswer } from '../feeds/sec/a-search.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

const NAME = 'Lakeside Medical Center';
const POLLS = {
  cisa: JSON.stringify(
    anAdvisory({ title: NAME }, { initial_release_date: '2025-01-02', current_release_date: '2025-01-03' }),
  ),
  rss: `<rss><channel><item><title>${NAME}</title><guid>n-1</guid></item></channel></rss>`,
  sec: anAnswer([
    aHit({
      display_names: [`${NAME}  (CIK 0000777001)`],
      period_ending: '2025-02-15',
      file_date: '2025-02-20',
    }),
  ]),
} as const;

let database: TestDatabase;
let ground: FlowGround;
let breaches: BreachService;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
  breaches = ground.get(BreachService);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(async () => {
  await ground.empty();
  for (const source of ['cisa', 'rss', 'sec'] as const) await ground.get(BreachStore).announce(source, null);
});

/** A patient with a study at an organization of that name; the organization is not yet compared with filings. */
async function aPatientThere(): Promise<void> {
  const { patientId } = await ground.addPatient();
  const organization = { resourceType: 'Organization', id: 'org-1', name: NAME, address: [{ state: 'OH' }] };
  ground.source.shows = aReading([anExam(1, { started: '2025-02-01' }), organization]);
  await ground.get(RecordService).pull(await ground.connect(patientId));
}

async function compareOrganizations(): Promise<void> {
  const rows = await ground.rows<{ id: string }>('SELECT id FROM organization WHERE matched_at IS NULL');
  await breaches.matchOrganizations(rows.map(({ id }) => id));
}

function ingest(source: keyof typeof POLLS) {
  return breaches.ingest(source, [aFile(`${source}.txt`, POLLS[source])]);
}

function aFile(name: string, text: string): FeedFile {
  const bytes = bytesOf(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, bytes, sha256, readAt: new Date('2025-03-01T08:00:00Z') };
}

describe('a feed for staff only', () => {
  it('is one of weaknesses or of headlines', () => {
    expect([...STAFF_ONLY_SOURCES]).toEqual(['cisa', 'rss']);
  });

  it.each(['cisa', 'rss'] as const)('is kept and never compared with anybody: %s', async (source) => {
    await aPatientThere();
    await compareOrganizations();
    expect(await ingest(source)).toMatchObject({ accepted: true, rows: 1, events: 1 });
    await ground.rows('UPDATE organization SET matched_at = NULL');
    await compareOrganizations();
    expect([await ground.count('filing'), await ground.count('match')]).toEqual([1, 0]);
  });

  it('is not what a report to the SEC is, whose name is compared both ways', async () => {
    await aPatientThere();
    await compareOrganizations();
    await ingest('sec');
    expect(await ground.count('match', 'organization_id IN (SELECT organization_id FROM study)')).toBe(1);
  });
});

describe('a poll of a list', () => {
  it('changes nothing where nothing changed, and leaves its files to be had', async () => {
    await ingest('sec');
    expect(await ingest('sec')).toMatchObject({ accepted: true, rows: 1, events: 0 });
    const [file] = await ground.get(BreachStore).lastFiles('sec');
    expect(file).toMatchObject({ name: 'sec.txt' });
    expect(Buffer.from(file!.bytes).toString()).toBe(POLLS.sec);
  });
});

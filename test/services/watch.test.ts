import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aPartialReading, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

let database: TestDatabase;
let ground: FlowGround;
let patientId: string;
let connectionId: string;

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
  ({ patientId } = await ground.addPatient());
  connectionId = await ground.connect(patientId);
  ground.source.shows = aReading([anExam(1)]);
  await ground.get(RecordService).pull(connectionId);
});

/** What was told by the end of a day on which the watch looked around. */
async function toldAfter(days: number): Promise<string[]> {
  ground.clock.pass({ days });
  await ground.get(WatchService).tellUnread();
  const told = await ground.told(patientId);
  return told.slice(1).map(({ situation, level, channel }) => `${situation} ${level} ${channel}`);
}

describe('a place that could not be read', () => {
  it('is told of once after 7 days, in the app, and once more after 14, by mail', async () => {
    expect(await toldAfter(6)).toEqual([]);
    expect(await toldAfter(1.1)).toEqual(['S16 info app']);
    expect(await toldAfter(3)).toEqual(['S16 info app']);
    expect(await toldAfter(4)).toEqual(['S16 info app', 'S16 check mail']);
    expect(await toldAfter(30)).toEqual(['S16 info app', 'S16 check mail']);
  });

  it('is one message where nothing looked for two weeks', async () => {
    expect(await toldAfter(15)).toEqual(['S16 check mail']);
  });

  it('is told of though incomplete pulls came in between, and not after a complete one', async () => {
    ground.clock.pass({ days: 5 });
    ground.source.shows = aPartialReading([]);
    await ground.get(RecordService).pull(connectionId);
    expect(await toldAfter(3)).toEqual(['S16 info app']);
    ground.source.shows = aReading([anExam(1)]);
    await ground.get(RecordService).pull(connectionId);
    expect(await toldAfter(6)).toEqual(['S16 info app']);
  });
});

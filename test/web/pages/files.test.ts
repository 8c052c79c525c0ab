import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../../src/domain/pull.js';
import { RecordService } from '../../../src/services/record.service.js';
import { WatchService } from '../../../src/services/watch.service.js';
import { ConnectionStore } from '../../../src/store/connection.store.js';
import { aPatient, aStudyResource } from '../../support/fhir-builders.js';
import { eventually } from '../../support/eventually.js';
import { aZip } from '../../support/zip.js';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
let patientId: string;
let rosa: Visitor;
let path: string;

beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());
beforeEach(async () => {
  patientId = await family.story.patient('Rosa Lopez');
  rosa = await family.story.person('Rosa Lopez', patientId, 'self');
  path = `/patients/${patientId}/files`;
});

const ROSA = aPatient('anna', {
  name: [{ given: ['Rosa', 'M.'], family: 'López' }],
  birthDate: '1950-05-03',
});
const scan = (number: number, more: Record<string, unknown> = {}): FhirResource =>
  aStudyResource({
    id: `s-${number}`,
    uid: `1.2.${number}`,
    accession: `A-${number}`,
    started: `${2010 + number}-02-03`,
    more,
  });
const bundle = (...resources: FhirResource[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

type Given = Record<string, string | Blob>;
const add = (content: unknown, given: Given = {}, by = rosa): Promise<Page> => {
  const file = typeof content === 'string' ? content : JSON.stringify(content);
  const blob = new Blob([Buffer.isBuffer(content) ? new Uint8Array(content) : file]);
  return by.post(path, { place: 'Lakeside', ...given, file: blob });
};
const WHOLE = { whole: 'yes' };

async function taken(page: Page): Promise<string> {
  if (page.status !== 303) throw new Error(wordsOf(page));
  return page.headers.get('location')!.split('/').at(-1)!;
}

const flags = (): Promise<{ kind: string; situation: string | null }[]> =>
  family.app.query('SELECT kind, situation FROM flag WHERE patient_id = $1 ORDER BY created_at, kind, id', [
    patientId,
  ]);
const count = async (table: string): Promise<number> => {
  const [row] = await family.app.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} JOIN connection ON connection.id = connection_id WHERE connection.patient_id = $1`,
    [patientId],
  );
  return row!.count;
};

describe('files that a person adds', () => {
  it('become a place with the scans in them, which asks for a calm look and raises no alarm', async () => {
    const page = await add(bundle(ROSA, scan(1), scan(2)));
    const id = await taken(page);
    expect(wordsOf(await rosa.follow(page))).toMatch(/Lakeside 2 scans, from files you added today 12:00/);
    const words = wordsOf(await rosa.get(`/patients/${patientId}`));
    expect(words).toContain('The first list of Lakeside We found 2 scans, from 2011 to 2012');
    expect(words).toMatch(/Lakeside 2 scans · from files you added today 12:00/);
    expect(words).not.toContain('Not read in full');
    expect(await flags()).toEqual([]);
    expect(
      await family.app.query('SELECT complete, incomplete FROM pull WHERE connection_id = $1', [id]),
    ).toEqual([{ complete: false, incomplete: ['files were added as a part of the record'] }]);
    expect(await family.app.query('SELECT problem FROM connection WHERE id = $1', [id])).toEqual([
      { problem: null },
    ]);
  });

  it('say to others who added them', async () => {
    await add(bundle(ROSA, scan(1)));
    const helper = await family.story.person('Nora', patientId, 'helper');
    expect(wordsOf(await helper.get(`/patients/${patientId}`))).toContain(
      'from files Rosa Lopez added today',
    );
  });

  it('of one place are one history: what is new or altered in later ones is flagged, and nothing goes', async () => {
    const first = await taken(await add(bundle(ROSA, scan(1), scan(2), scan(3))));
    const other = { bodySite: [{ text: 'knee' }], started: '2012-02-04' };
    const zip = aZip({
      'a.json': JSON.stringify(ROSA),
      'b.ndjson': [scan(2, other), scan(4)].map((one) => JSON.stringify(one)).join('\n'),
    });
    for (let turn = 0; turn < 3; turn += 1)
      expect(await taken(await add(zip, { place: ' lakeSIDE ' }))).toBe(first);
    expect(await flags()).toEqual([
      { kind: 'added', situation: 'S02' },
      { kind: 'altered', situation: 'S04' },
    ]);
    expect(await count('study')).toBe(4);
    expect(await count('pull')).toBe(4);
    expect(
      await family.app.query('SELECT DISTINCT absences FROM study WHERE connection_id = $1', [first]),
    ).toEqual([{ absences: 0 }]);
  });

  it('of another place are another history', async () => {
    const first = await taken(await add(bundle(ROSA, scan(1))));
    expect(await taken(await add(bundle(ROSA, scan(2)), { place: 'Northgate' }))).not.toBe(first);
    expect(await flags()).toEqual([]);
  });

  it('prove an absence only where the person said twice that they are the whole record', async () => {
    await add(bundle(ROSA, scan(1), scan(2)), WHOLE);
    await add(bundle(ROSA, scan(1)));
    expect(await flags()).toEqual([]);
    await add(bundle(ROSA, scan(1)), WHOLE);
    await add(bundle(ROSA, scan(1)));
    expect(await flags()).toEqual([{ kind: 'missing', situation: null }]);
    await add(bundle(ROSA, scan(1)), WHOLE);
    expect(await flags()).toContainEqual({ kind: 'removed', situation: 'S05' });
  });

  it('with a gap prove none, though they were said to be whole, and say what the gap is', async () => {
    const unread = (...scans: FhirResource[]): object => ({
      ...bundle(ROSA, ...scans),
      link: [{ relation: 'next', url: 'https://lakeside.test/?page=2' }],
    });
    await add(bundle(ROSA, scan(1), scan(2)), WHOLE);
    for (let turn = 0; turn < 2; turn += 1) await taken(await add(unread(scan(1)), WHOLE));
    expect(await flags()).toEqual([]);
    const words = wordsOf(await rosa.follow(await add(unread(scan(1)), { ...WHOLE, place: 'Northgate' })));
    expect(words).toContain(
      'What we could not read in the newest files The last page still names a next page',
    );
    expect(words).not.toContain('We could not look');
  });

  it('at the same moment by two people are both taken', async () => {
    await add(bundle(ROSA, scan(1)));
    const both = await Promise.all([add(bundle(ROSA, scan(2))), add(bundle(ROSA, scan(3)))]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await flags()).toHaveLength(2);
  });

  it('are never pulled, never due, and never late', async () => {
    const id = await taken(await add(bundle(ROSA, scan(1))));
    await expect(family.app.get(RecordService).pull(id)).rejects.toThrow('there is nothing to pull');
    expect(await family.app.get(ConnectionStore).allIds()).not.toContain(id);
    expect((await rosa.post(`/patients/${patientId}/connections/${id}/look`)).status).toBe(404);
    await expect(
      family.app.query('UPDATE connection SET next_pull_at = now() WHERE id = $1', [id]),
    ).rejects.toThrow('files_are_never_due');
    await family.app.query(
      "UPDATE connection SET created_at = '2089-01-01', last_complete_at = '2089-01-01' WHERE id = $1",
      [id],
    );
    await family.app.get(WatchService).tellUnread();
    const told = 'SELECT situation FROM notification WHERE patient_id = $1';
    expect(await family.app.query(told, [patientId])).toEqual([{ situation: 'S01' }]);
    expect(wordsOf(await rosa.get(`/patients/${patientId}`))).not.toContain('We could not look');
  });

  it('leave an organization of another person as it is, whatever place or organization they name', async () => {
    const organization = { resourceType: 'Organization', id: '1', name: 'Lakeside Hospital' };
    await add(bundle(ROSA, organization, scan(1)));
    const before = await family.app.query(
      "SELECT count(*)::int AS n FROM organization WHERE name = 'Renamed'",
    );
    const other = await family.story.patient('Rosa Lopez');
    const visitor = await family.story.person('Rosa Lopez', other, 'self');
    path = `/patients/${other}/files`;
    await taken(await add(bundle(ROSA, { ...organization, name: 'Renamed' }, scan(1)), {}, visitor));
    expect(before).toEqual([{ n: 0 }]);
    expect(
      await family.app.query(
        'SELECT DISTINCT organization.name FROM study JOIN organization ON organization.id = organization_id WHERE patient_id = $1',
        [patientId],
      ),
    ).toEqual([{ name: 'Lakeside Hospital' }]);
  });
});

describe('whose the files are', () => {
  const ELENA = aPatient('elena', { name: [{ text: 'Elena Lopez' }] });

  it('is asked before anything is stored, where they name somebody else', async () => {
    const page = await add(bundle(ELENA, aStudyResource({ patient: 'elena' })));
    expect([page.status, await count('pull'), await count('upload')]).toEqual([400, 0, 0]);
    expect(wordsOf(page)).toContain(
      'These files name no patient Rosa Lopez, or state another birth date. Nothing was stored.',
    );
    expect(wordsOf(page)).not.toContain('Elena');
    await taken(await add(bundle(ELENA, aStudyResource({ patient: 'elena' })), { theirs: 'yes' }));
    expect(await count('study')).toBe(1);
  });

  it('is asked where they state another birth date than those before', async () => {
    await taken(await add(bundle(ROSA, scan(1))));
    const page = await add(bundle({ ...ROSA, birthDate: '1980-01-01' }, scan(2)), { place: 'Northgate' });
    expect([page.status, await count('study')]).toEqual([400, 1]);
  });

  it('is asked where they do not say it', async () => {
    expect(wordsOf(await add(bundle(scan(1))))).toContain(
      'These files do not say whose they are. Nothing was stored.',
    );
    expect(await count('pull')).toBe(0);
  });

  it('decides what is set aside: entries about others are counted, and never shown', async () => {
    const page = await add(
      bundle(
        ROSA,
        ELENA,
        scan(1),
        aStudyResource({ id: 'x', uid: '9.9', patient: 'elena', description: 'HIDDEN' }),
      ),
    );
    const words = wordsOf(await rosa.follow(page));
    expect(words).toContain('1 scan');
    expect(words).toContain('2 entries were left out');
    expect(wordsOf(await rosa.get(`/patients/${patientId}`))).not.toContain('HIDDEN');
  });
});

describe('files that are refused', () => {
  it.each<[string, unknown, string]>([
    ['a web page', '<!doctype html><p>Sign in', 'it is a web page or XML. Export the record as FHIR JSON'],
    [
      'a zip with a password',
      aZip({ 'a.json': { content: '{}', flags: 1 } }),
      'The file has a password: unpack it',
    ],
    ['a Bundle nested 10,000 deep', '{"entry":['.repeat(10_000), 'nests more than 250 levels deep'],
    ['nothing', '', 'The file is empty'],
  ])('such as %s leave nothing behind, and the page says what to do', async (_name, content, words) => {
    const page = await add(content, WHOLE);
    expect(page.status).toBe(400);
    expect(wordsOf(page)).toContain(words);
    expect(page.html).toContain('value="Lakeside"');
    expect([await count('pull'), await count('upload')]).toEqual([0, 0]);
  });

  it('are those without a scan, unless they are the whole record, which may be empty', async () => {
    expect(wordsOf(await add(bundle(ROSA)))).toContain(
      'There is no scan in these files. Look for those that',
    );
    expect(await count('upload')).toBe(0);
    await taken(await add(bundle(ROSA), WHOLE));
  });

  it('are more than three at once; a line that broke makes room again', async () => {
    const stalled: Socket[] = [];
    const refused = async (): Promise<boolean> =>
      wordsOf(await add(bundle(ROSA, scan(1)))).includes('Other files are being read just now');
    await eventually('three uploads to be under way', () => {
      // One that arrives while the question is asked is turned away itself.
      stalled.push(openUpload(1_000));
      return refused();
    });
    for (const socket of stalled) socket.destroy();
    await eventually('room for another', async () => !(await refused()));
  });

  it('are those of a helper, of a stranger, and of a form that is not ours', async () => {
    const helper = await family.story.person('Nora', patientId, 'helper');
    expect((await add(bundle(ROSA, scan(1)), {}, helper)).status).toBe(403);
    expect((await add(bundle(ROSA, scan(1)), {}, family.stranger)).status).toBe(404);
    expect((await add(bundle(ROSA, scan(1)), { _csrf: 'guessed' })).status).toBe(403);
    expect((await helper.get(path)).html).not.toContain('<form method="post" action="/patients');
    expect(await count('upload')).toBe(0);
  });

  it('are without a place or a file', async () => {
    expect(wordsOf(await add(bundle(ROSA, scan(1)), { place: '  ' }))).toContain(
      'Say which place the files are from',
    );
    expect(wordsOf(await rosa.post(path, { place: 'Lakeside' }))).toContain('Choose a file.');
  });

  it('of 1 GB are turned away by the length that they state: a few MB are read of them, and none is kept', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const { answer, sent } = await sendEndless(2 ** 30);
    expect(answer).toContain('413');
    expect(answer).toContain('The file has 1024 MB, and we take up to 64 MB.');
    expect(sent).toBeLessThan(32 * 2 ** 20);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 2 ** 20);
  });

  it('are those that do not state a length', async () => {
    const { answer } = await sendEndless(null);
    expect(answer).toContain('The request must state its length');
  });
});

/** Sends a body until the other side hangs up; tells the answer and how much was sent. */
async function sendEndless(length: number | null): Promise<{ answer: string; sent: number }> {
  const socket = openUpload(length);
  const chunk = Buffer.alloc(64 * 2 ** 10, 0x61);
  const framed =
    length === null ? Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')]) : chunk;
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes.toString()));
  const pump = (): void => {
    while (!socket.destroyed && socket.write(framed));
  };
  socket.on('drain', pump);
  pump();
  await new Promise((resolve) => socket.on('close', resolve));
  return { answer, sent: socket.bytesWritten };
}

/** An upload of which only the head is sent. */
function openUpload(length: number | null): Socket {
  const { hostname, port } = new URL(family.app.origin);
  const socket = connect(Number(port), hostname);
  // The other side cuts the line in the middle of what is sent: that is what is tested.
  socket.on('error', () => undefined);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Cookie: ${rosa.cookie}`,
    'Content-Type: multipart/form-data; boundary=x',
    length === null ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

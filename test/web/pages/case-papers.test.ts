import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo } from './support/story.js';

let family: Family;
let path: string;
beforeAll(async () => {
  family = await startFamily();
  const { father, flagPath, patientPath, flagId, app } = family;
  await father.post(`${flagPath}/answer`, { answer: 'not-mine' });
  const [row] = await app.query<{ id: string }>('SELECT id FROM patient_case WHERE flag_id = $1', [flagId]);
  path = `${patientPath}/cases/${row!.id}`;
});
afterAll(() => family.app.close());

const PDF = Buffer.from('%PDF-1.7\n%%EOF');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

function fileOf(bytes: Buffer): Blob {
  return new Blob([new Uint8Array(bytes)]);
}

async function kept(): Promise<{ id: string; type: string; sha256: string; bytes: Buffer }[]> {
  return family.app.query('SELECT id, type, sha256, bytes FROM case_reply ORDER BY at');
}

describe('a file that came back', () => {
  it('is kept byte for byte, by its hash, once', async () => {
    const { father } = family;
    for (const bytes of [PDF, PDF, PNG])
      expect((await father.post(`${path}/replies`, { file: fileOf(bytes) })).status).toBe(303);
    const rows = await kept();
    expect(rows.map(({ type }) => type)).toEqual(['application/pdf', 'image/png']);
    expect(rows[0]!.bytes.equals(PDF)).toBe(true);
    expect(rows[0]!.sha256).toBe(createHash('sha256').update(PDF).digest('hex'));
    expect(wordsOf(await father.get(path))).toContain('PDF, 1 kB, added by Miguel on 4 May 2090');
  });

  it('is saved and never shown, and has no power where it is opened all the same', async () => {
    const [reply] = await kept();
    const answer = await family.daughter.get(`${path}/replies/${reply!.id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="answer.pdf"');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; sandbox$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is handed to those who may act alone, and under its own case alone', async () => {
    const { helper, stranger, father, story, patientId, organizationId, patientPath } = family;
    const [reply] = await kept();
    expect((await helper.get(`${path}/replies/${reply!.id}`)).status).toBe(403);
    expect((await stranger.get(`${path}/replies/${reply!.id}`)).status).toBe(404);
    const exposure = await story.exposure(patientId, organizationId);
    const other = (await father.post(`${patientPath}/cases`, { exposure })).headers.get('location')!;
    expect((await father.get(`${other}/replies/${reply!.id}`)).status).toBe(404);
  });

  it.each([
    ['a program that is called a PDF', Buffer.from('MZ\x90\x00 this program', 'latin1')],
    ['a zip', Buffer.from('PK\x03\x04 and so on', 'latin1')],
    ['a page', Buffer.from('<html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
  ])('is not taken where it is %s', async (_what, bytes) => {
    const before = (await kept()).length;
    expect((await family.father.post(`${path}/replies`, { file: fileOf(bytes) })).status).toBe(400);
    expect(await kept()).toHaveLength(before);
  });

  it('is turned away unread where it is far too large', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(50 * 2 ** 20)]);
    const page = await family.father.post(`${path}/replies`, { file: fileOf(large) });
    expect(page.status).toBe(413);
    expect(wordsOf(page)).toContain('we take up to 10 MB');
  });

  it('is not taken from a helper, a stranger, or another site', async () => {
    const { helper, stranger, father } = family;
    expect((await helper.post(`${path}/replies`, { file: fileOf(PDF) })).status).toBe(403);
    expect((await stranger.post(`${path}/replies`, { file: fileOf(PDF) })).status).toBe(404);
    const form = new FormData();
    form.set('_csrf', 'made up');
    form.set('file', fileOf(PNG));
    expect((await father.send(`${path}/replies`, { method: 'POST', body: form })).status).toBe(403);
  });
});

describe('a letter that was sent', () => {
  /** To a recipient of its own, by which it is found. */
  async function sent(recipient: string, sentOn = dayAgo(0)): Promise<string> {
    const posted = await family.father.post(`${path}/requests`, { kind: 'access', recipient, sentOn });
    expect(posted.status).toBe(303);
    const [row] = await family.app.query<{ id: string }>('SELECT id FROM case_request WHERE recipient = $1', [
      recipient,
    ]);
    const letter = `${path}/requests/${row!.id}`;
    expect((await family.father.get(path)).html).toContain(letter);
    return letter;
  }

  it('has a day by which the answer is due, about until they are known to have it', async () => {
    const { father, helper } = family;
    const letter = await sent('Lakeside records office');
    expect(wordsOf(await father.get(letter))).toContain(
      'The answer is due by about 3 June 2090. We count from the day it was sent. We remind you on 29 May 2090.',
    );
    await father.post(letter, { what: 'received', on: dayAgo(0) });
    expect(wordsOf(await helper.get(letter))).toContain(
      'They got it on 4 May 2090. The answer is due by 3 June 2090.',
    );
    await father.post(letter, { what: 'extended', on: dayAgo(0) });
    expect(wordsOf(await helper.get(letter))).toContain('The answer is due by 3 July 2090.');
    await father.post(letter, { what: 'answered', on: dayAgo(0) });
    const words = wordsOf(await helper.get(letter));
    expect(words).toContain('The answer came on 4 May 2090.');
    expect(words).not.toContain('The answer is due');
    await father.post(letter, { what: 'mistaken' });
    expect((await father.get(path)).html).not.toContain(letter);
  });

  it('says what to do where the answer is late', async () => {
    const { father, helper } = family;
    const letter = await sent('Lakeside archive', dayAgo(40));
    const words = wordsOf(await father.get(letter));
    expect(words).toContain('An answer from Lakeside archive is late');
    expect(words).toContain(
      'A letter went to Lakeside archive on 25 March 2090: copies of scans and reports.',
    );
    expect(words).toContain('With such a letter, the last day is 24 May 2090.');
    expect(wordsOf(await helper.get(letter))).toContain('A letter for Miguel went to Lakeside archive');
    expect((await helper.get(letter)).html).not.toContain('<form method="post" action="/patients');
  });

  it('can be complained of for half a year from the day on which the last day was over', async () => {
    const letter = await sent('Lakeside silence', dayAgo(90));
    const words = wordsOf(await family.father.get(letter));
    // Sent on 3 February; the last day was 4 April.
    expect(words).toContain('By 2 October 2090');
  });

  it('names the rule of the state beside the federal day, and counts a month in the European Union', async () => {
    const { app, organizationId, father } = family;
    const place = (state: string | null, country: string): Promise<unknown> =>
      app.query('UPDATE organization SET state = $2, country = $3 WHERE id = $1', [
        organizationId,
        state,
        country,
      ]);
    await place('CA', 'US');
    const words = wordsOf(await father.get(await sent('Lakeside in California')));
    expect(words).toContain('That is the time of the federal rule.');
    expect(words).toContain('Source: California Health and Safety Code 123110.');
    await place(null, 'DE');
    const abroad = wordsOf(await father.get(await sent('Lakeside in Germany')));
    expect(abroad).toContain('The answer is due by about 4 June 2090.');
    await place(null, 'CA');
    expect(wordsOf(await father.get(await sent('Lakeside in Canada')))).toContain('No rule that we know');
    await app.query('UPDATE organization SET state = NULL, country = NULL WHERE id = $1', [organizationId]);
  });

  it('is not dated ahead, nor answered before it was sent', async () => {
    const { father } = family;
    const ahead = { kind: 'access', recipient: 'X', sentOn: dayAgo(-1) };
    expect((await father.post(`${path}/requests`, ahead)).status).toBe(400);
    const letter = await sent('Lakeside desk', dayAgo(3));
    expect((await father.post(letter, { what: 'answered', on: dayAgo(9) })).status).toBe(400);
    expect((await father.post(letter, { what: 'answered', on: '2090-02-30' })).status).toBe(400);
  });
});

describe('a reminder in the inbox', () => {
  it('leads to the letter that it is about', async () => {
    const { story, father, patientId, app } = family;
    const [letter] = await app.query<{ id: string; case_id: string }>(
      'SELECT id, case_id FROM case_request LIMIT 1',
    );
    const about = { situation: 'S21', case_id: letter!.case_id, request_id: letter!.id };
    const id = await story.notification(father.accountId, patientId, about);
    expect(wordsOf(await father.get(`/inbox/${id}`))).toContain('an answer that is due, or late');
    const opened = await father.post(`/inbox/${id}/open`);
    expect(opened.headers.get('location')).toBe(`${path}/requests/${letter!.id}`);
  });
});

describe('notes and outcome', () => {
  it('are kept with who wrote them, and notes are for those who may act', async () => {
    const { father, daughter, helper } = family;
    await daughter.post(`${path}/notes`, { note: 'Called <b>Ms. Ruiz</b>, extension 12' });
    expect((await father.get(path)).html).toContain('Called &lt;b&gt;Ms. Ruiz&lt;/b&gt;, extension 12');
    expect((await helper.get(path)).html).not.toContain('Ruiz');
  });

  it('end the case with its cause, and it can be taken up again', async () => {
    const { father, helper, patientPath } = family;
    await father.post(`${path}/outcome`, { outcome: 'records-joined' });
    expect(wordsOf(await helper.get(path))).toContain(
      'Two records had been joined. This case ended on 4 May 2090.',
    );
    expect(wordsOf(await father.get(`${patientPath}/cases`))).toContain('Two records had been joined.');
    await father.post(`${path}/outcome`, { outcome: 'reopened' });
    expect(wordsOf(await father.get(path))).not.toContain('This case ended');
  });
});

describe('a helper', () => {
  it('sees a case and is told whom to ask, and can do nothing', async () => {
    const { helper } = family;
    const page = await helper.get(path);
    expect(wordsOf(page)).toContain('Miguel can do these steps. You can ask Miguel about them.');
    expect(page.html).not.toContain(`action="${path}`);
    for (const [what, fields] of [
      ['steps', { step: 'doctor', state: 'done' }],
      ['notes', { note: 'n' }],
      ['outcome', { outcome: 'moved' }],
    ] as const)
      expect((await helper.post(`${path}/${what}`, fields)).status).toBe(403);
  });
});

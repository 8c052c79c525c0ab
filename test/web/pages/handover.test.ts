import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPdf } from '../../letters/read-pdf.js';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { anOffice, type Office } from './support/offices.js';

let family: Family;
let office: Office;
let foreign: Office;
let casePath: string;
let newPath: string;
beforeAll(async () => {
  family = await startFamily();
  office = await anOffice(family, 'Lakeside Privacy', [family.organizationId]);
  foreign = await anOffice(family, 'Elm Privacy', [await family.story.organization('Elm')]);
  await family.father.post(`${family.flagPath}/answer`, { answer: 'not-mine' });
  const [row] = await family.app.query<{ id: string }>('SELECT id FROM patient_case');
  casePath = `${family.patientPath}/cases/${row!.id}`;
  newPath = `${casePath}/handovers/new?office=${office.providerId}`;
  await family.father.post(`${casePath}/notes`, { note: 'A note for nobody else' });
});
afterAll(() => family.app.close());

/** The hidden fields of the form that sends. */
function fieldsOf({ html }: Page): Record<string, string> {
  const form = html.slice(html.indexOf('method="post"', html.indexOf('<blockquote>')));
  const found = form.matchAll(/type="hidden" name="([a-z]+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!]));
}

function preview(by: Visitor, choice: Record<string, string>): Promise<Page> {
  return by.post(`${casePath}/handovers/preview`, { office: office.providerId, ...choice });
}

async function send(by: Visitor, page: Page): Promise<Page> {
  return by.post(`${casePath}/handovers`, fieldsOf(page));
}

async function handoverId(): Promise<string> {
  const [row] = await family.app.query<{ id: string }>(
    'SELECT id FROM handover ORDER BY sent_at DESC LIMIT 1',
  );
  return row?.id ?? '00000000-0000-4000-8000-000000000000';
}

async function atOffice({ providerId, officer }: Office, more = ''): Promise<Page> {
  return officer.get(`/offices/${providerId}/cases/${await handoverId()}${more}`);
}

describe('sending a case to an office', () => {
  it('is offered on the case for an office that has to do with it, to those who may act', async () => {
    const page = await family.father.get(casePath);
    expect(wordsOf(page)).toContain('Send this case to Lakeside Privacy');
    expect(wordsOf(page)).not.toContain('Elm Privacy');
    expect(wordsOf(await family.helper.get(casePath))).not.toContain('Lakeside Privacy');
    expect((await family.helper.get(newPath)).status).toBe(403);
    const elsewhere = newPath.replace(office.providerId, foreign.providerId);
    expect((await family.father.get(elsewhere)).status).toBe(404);
  });

  it('shows all that would be sent, and sends nothing by that', async () => {
    const words = wordsOf(await family.father.get(newPath));
    for (const shown of ['Miguel, the patient', 'Letter: please check whose scan this is', 'Lakeside'])
      expect(words).toContain(shown);
    expect(words).not.toContain('A note for nobody else');
    expect(await family.app.query('SELECT FROM handover')).toEqual([]);
    expect((await family.father.get(newPath)).html).toContain('class="letter-text"');
    const without = await preview(family.father, { letter: 'none' });
    expect(wordsOf(without)).toContain('Miguel, the patient');
    expect(without.html).not.toContain('class="letter-text"');
  });

  it('asks a representative by what they act before a letter goes along', async () => {
    expect((await family.daughter.get(newPath)).html).toContain(`action="${casePath}/handovers"`);
    const asked = await preview(family.daughter, { letter: 'amendment' });
    expect(asked.html).not.toContain(`action="${casePath}/handovers"`);
    const told = await preview(family.daughter, { letter: 'amendment', as: 'guardian' });
    expect(wordsOf(told)).toContain('Elena, who acts for the patient');
    expect(told.html).toContain(`action="${casePath}/handovers"`);
  });

  it('offers no letter for an office that keeps the record, where the scan is of another place', async () => {
    const { story, app, connectionId, patientId } = family;
    const keeper = await story.organization('Oak');
    const oak = await anOffice(family, 'Oak Privacy', [keeper]);
    await app.query(
      'INSERT INTO connection_keeper (connection_id, patient_id, organization_id) VALUES ($1, $2, $3)',
      [connectionId, patientId, keeper],
    );
    const page = await preview(family.father, { office: oak.providerId, letter: 'amendment' });
    expect(wordsOf(page)).toContain('Send this to Oak Privacy');
    expect(page.html).not.toMatch(/class="letter-text"|value="amendment"/);
  });

  it('refuses what is not what was shown', async () => {
    const fields = fieldsOf(await family.father.get(newPath));
    const other = await family.father.post(`${casePath}/handovers`, { ...fields, letter: 'none' });
    expect(other.status).toBe(400);
    expect(await family.app.query('SELECT FROM handover')).toEqual([]);
  });

  it('keeps what was shown with the words that were agreed to, once', async () => {
    const page = await family.father.get(newPath);
    expect((await send(family.father, page)).status).toBe(303);
    expect((await send(family.father, page)).status).toBe(400);
    const [row] = await family.app.query<Record<string, unknown>>('SELECT * FROM handover');
    expect(row).toMatchObject({ version: '1-en', account_id: family.father.accountId });
    expect(row!.words).toContain('I send Lakeside Privacy what is shown on this page, and nothing else.');
    expect(JSON.stringify(row!.contents)).not.toContain('A note for nobody else');
    expect((row!.letter as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect(wordsOf(await family.father.get(casePath))).toContain('The office has not looked at it yet.');
  });
});

describe('an office', () => {
  it('is told of a case by a mail and a message that name nobody', async () => {
    const told = await family.app.query(
      `SELECT account_id, patient_id, channel, level FROM notification WHERE cause = 'handover:' || $1`,
      [await handoverId()],
    );
    const accountId = office.officer.accountId;
    expect(told).toEqual([{ account_id: accountId, patient_id: null, channel: 'mail', level: 'info' }]);
    const inbox = await office.officer.get('/inbox');
    expect(wordsOf(inbox)).toContain('1 new message');
    const href = /href="(\/inbox\/[^"]+)"[^>]*>(?:(?!<\/a>)[^])*a case was sent/.exec(inbox.html)![1]!;
    const page = wordsOf(await office.officer.get(href));
    expect(page).toContain('A patient sent your office a case.');
    expect(page).not.toContain('Miguel');
    const opened = await office.officer.post(`${href}/open`);
    expect(opened.headers.get('location')).toBe(`/offices/${office.providerId}/cases`);
    expect(wordsOf(await office.officer.get('/inbox'))).not.toContain('new message');
    expect(wordsOf(await foreign.officer.get('/inbox'))).not.toContain('a case was sent');
  });

  it('reads what was sent to it, and no other office does', async () => {
    const list = await office.officer.get(`/offices/${office.providerId}/cases`);
    expect(wordsOf(list)).toContain('A scan that is not the patient’s, sent today');
    expect(wordsOf(list)).not.toContain('Miguel');
    const words = wordsOf(await atOffice(office));
    expect(words).toContain('Letter: please check whose scan this is');
    expect(words).not.toContain('A note for nobody else');
    const letter = await atOffice(office, '/letter.pdf');
    expect(letter.headers.get('content-type')).toBe('application/pdf');
    expect((await atOffice(foreign)).status).toBe(404);
    expect((await atOffice(foreign, '/letter.pdf')).status).toBe(404);
    const others = `/offices/${office.providerId}/cases/${await handoverId()}`;
    for (const visitor of [foreign.officer, family.operator, family.father])
      expect((await visitor.get(others)).status).toBe(404);
    expect((await foreign.officer.post(`${others}/answers`, { answer: 'ours' })).status).toBe(404);
  });

  it('is seen to look', async () => {
    expect(wordsOf(await family.father.get(casePath))).toContain('The office first looked at it today');
    const log = wordsOf(await family.father.get(`${family.patientPath}/access`));
    expect(log).toContain('read, for a privacy office, a case that was sent there');
  });

  it('answers, and the answer stands on the case and is told to those who act for the patient', async () => {
    const action = `/offices/${office.providerId}/cases/${await handoverId()}/answers`;
    const long = await office.officer.post(action, { answer: 'corrected', words: 'x'.repeat(1_001) });
    expect(long.status).toBe(400);
    const said = { answer: 'not-ours', words: 'We moved it to the right patient.' };
    expect((await office.officer.post(action, said)).status).toBe(303);
    for (const visitor of [family.father, family.daughter]) {
      const words = wordsOf(await visitor.get(casePath));
      expect(words).toContain('The office says that it does not belong to this patient.');
      expect(words).toContain('We moved it to the right patient.');
      const inbox = await visitor.get('/inbox');
      expect(wordsOf(inbox)).toContain('an office answered about a case');
      const href = /href="(\/inbox\/[^"]+)"[^>]*>(?:(?!<\/a>)[^])*an office answered/.exec(inbox.html)![1]!;
      expect(wordsOf(await visitor.get(href))).toContain('Lakeside Privacy answered about the case');
      expect((await visitor.post(`${href}/open`)).headers.get('location')).toBe(casePath);
    }
    expect(wordsOf(await family.helper.get('/inbox'))).not.toContain('an office answered');
    expect(wordsOf(await family.helper.get(casePath))).not.toContain('We moved it');
    const [told] = await family.app.query<{ level: string; situation: string }>(
      `SELECT level, situation FROM notification WHERE starts_with(cause, 'handover-answer:')`,
    );
    expect(told).toEqual({ level: 'info', situation: 'S21' });
  });

  it('sees a case no more that was taken back', async () => {
    const id = await handoverId();
    expect((await family.stranger.post(`${casePath}/handovers/${id}/withdraw`)).status).toBe(404);
    expect((await family.father.post(`${casePath}/handovers/${id}/withdraw`)).status).toBe(303);
    expect((await atOffice(office)).status).toBe(404);
    expect((await atOffice(office, '/letter.pdf')).status).toBe(404);
    expect(wordsOf(await office.officer.get(`/offices/${office.providerId}/cases`))).not.toContain('Miguel');
    const words = wordsOf(await family.father.get(casePath));
    expect(words).toContain('It was taken back');
    expect(words).toContain('Send this case to Lakeside Privacy');
  });

  it('stands in who did what, and in the case written out, with its answers', async () => {
    const page = wordsOf(await family.father.get(casePath));
    const deeds = ['The case was sent to', 'Lakeside Privacy answered.', 'The case was taken back from'];
    for (const deed of deeds) expect(page).toContain(deed);
    expect(wordsOf(await family.helper.get(casePath))).not.toContain('Lakeside Privacy');
    const answer = await fetch(`${family.father.origin}${casePath}/pdf`, {
      headers: { cookie: family.father.cookie! },
    });
    const { shown } = readPdf(Buffer.from(await answer.arrayBuffer()));
    const paper = shown
      .map(({ text }) => text)
      .join('')
      .replace(/\s+/g, '');
    for (const words of [
      'sent this case to Lakeside Privacy',
      'It was taken back on',
      'We moved it to the right',
      ...deeds,
    ])
      expect(paper).toContain(words.replace(/\s+/g, ''));
  });

  it('loses what was sent when the record is deleted', async () => {
    expect((await send(family.father, await family.father.get(newPath))).status).toBe(303);
    await family.father.post(`${family.patientPath}/counting/${office.providerId}`);
    const gone = await family.father.post(`${family.patientPath}/leave/delete`, { sure: 'yes' });
    expect(gone.status).toBe(200);
    expect(await family.app.query('SELECT FROM handover')).toEqual([]);
    expect(await family.app.query('SELECT FROM handover_answer')).toEqual([]);
    expect(await family.app.query('SELECT FROM counting_consent')).toEqual([]);
  });
});

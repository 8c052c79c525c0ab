import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountService } from '../../../src/services/account.service.js';
import { wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { daysAgo } from './support/story.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

async function aMessage(about: Parameters<Family['story']['notification']>[2]): Promise<string> {
  const { story, father, patientId } = family;
  return `/inbox/${await story.notification(father.accountId, patientId, about)}`;
}

async function codeOf(path: string): Promise<string> {
  const [row] = await family.app.query<{ code: string }>('SELECT code FROM notification WHERE id = $1', [
    path.split('/').at(-1),
  ]);
  return row!.code;
}

describe('the inbox', () => {
  it('holds every message with the code of its mail', async () => {
    const path = await aMessage({ flag_id: family.flagId });
    const words = wordsOf(await family.father.get('/inbox'));
    expect(words).toContain('a scan we could not match to a visit');
    expect(words).toContain(await codeOf(path));
  });

  it('says in full what has no page of its own, each with its steps', async () => {
    const { connectionId, studyId } = family;
    const told: [Parameters<typeof aMessage>[0], string[]][] = [
      [
        { connection_id: connectionId, situation: 'S01' },
        ['The first list from Lakeside is ready', 'Look through the list.'],
      ],
      [
        { connection_id: connectionId, situation: 'S16' },
        ['We could not look at Lakeside', 'Let us look again now.'],
      ],
      [
        { connection_id: connectionId, situation: 'S07' },
        ['Entries here may be about somebody else', 'Call the records office of Lakeside.'],
      ],
      [
        { study_id: studyId, situation: 'S08' },
        ['The same images stand in two scans', 'Call the imaging office of Lakeside.'],
      ],
    ];
    for (const [about, sentences] of told) {
      const words = wordsOf(await family.father.get(await aMessage(about)));
      for (const sentence of sentences) expect(words).toContain(sentence);
      for (const heading of ['What happened', 'What it may mean', 'What you can do now', 'Where to get help'])
        expect(words).toContain(heading);
    }
  });

  it('marks as read by going on, never by looking', async () => {
    const path = await aMessage({ flag_id: family.flagId });
    const unread = async (): Promise<number> =>
      Number(/class="count">(\d+)/.exec((await family.father.get('/our-mail')).html)?.[1] ?? 0);
    const before = await unread();
    await family.father.get(path);
    await family.father.get(`${path}/open`);
    expect(await unread()).toBe(before);
    const opened = await family.father.post(`${path}/open`);
    expect([opened.status, opened.headers.get('location')]).toEqual([303, family.flagPath]);
    expect(await unread()).toBe(before - 1);
  });

  it('leads to what each message is about', async () => {
    const { story, patientId, organizationId, patientPath, connectionId, father } = family;
    const exposure = await story.exposure(patientId, organizationId);
    const targets = [
      [{ exposure_id: exposure, situation: 'S12' }, `${patientPath}/exposures/${exposure}`],
      [{ connection_id: connectionId, situation: 'S16' }, `${patientPath}/connections/${connectionId}`],
      [{ connection_id: connectionId, situation: 'S01' }, patientPath],
    ] as const;
    for (const [about, target] of targets) {
      const opened = await father.post(`${await aMessage(about)}/open`);
      expect(opened.headers.get('location')).toBe(target);
      expect((await father.follow(opened)).status).toBe(200);
    }
  });

  it('says what became of the mail, with the address masked', async () => {
    const path = await aMessage({ flag_id: family.flagId });
    const id = path.split('/').at(-1);
    const words = async (): Promise<string> => wordsOf(await family.father.get(path));
    expect(await words()).toContain('sent to p…@family.test, yesterday 12:00');
    await family.app.query('UPDATE notification SET sent_at = NULL WHERE id = $1', [id]);
    expect(await words()).toContain('on its way to p…@family.test');
    await family.app.query('UPDATE notification SET not_before = $2 WHERE id = $1', [id, daysAgo(-1)]);
    expect(await words()).toContain('held until tomorrow 12:00');
    await family.app.query('UPDATE notification SET failed_at = $2 WHERE id = $1', [id, daysAgo(0)]);
    expect(await words()).toContain('could not be sent to p…@family.test');
  });

  it('is nobody else’s', async () => {
    const path = await aMessage({ flag_id: family.flagId });
    for (const other of [family.daughter, family.stranger, family.operator]) {
      expect((await other.get(path)).status).toBe(404);
      expect((await other.post(`${path}/open`)).status).toBe(404);
      expect(wordsOf(await other.get('/inbox'))).not.toContain(await codeOf(path));
    }
  });

  it('holds the code of a sign-in mail too, without calling it news', async () => {
    const { story, app } = family;
    const accountId = await story.account('Elena');
    const visitor = await story.browser(accountId);
    const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [accountId]);
    await app.get(AccountService).mailLink(row!.email);
    const page = await visitor.get('/inbox');
    expect(wordsOf(page)).toContain('a link to sign in');
    expect(page.html).not.toContain('class="count"');
    const path = /href="(\/inbox\/[^"]+)"/.exec(page.html)![1]!;
    const message = await visitor.get(path);
    expect(wordsOf(message)).toContain('Somebody asked for a link to sign in, on 4 May 2090.');
    expect(wordsOf(message)).toContain(await codeOf(path));
  });
});

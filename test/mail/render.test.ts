import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LEVELS } from '../../src/domain/level.js';
import { blocksOf } from '../support/mail-lint/html-text.js';
import { lintMail } from '../support/mail-lint/lint.js';
import { loadMailTemplates, renderMail } from '../../src/mail/render.js';
import { aNotice, aSignIn, expected, PUBLIC_URL, writtenOut } from './sample.js';

const NOTICES = ['something-new', 'connection-problem', 'reminder'] as const;
const EVERY_NOTICE = NOTICES.flatMap((mail) => LEVELS.map((level) => ({ mail, level })));
const EVERY_MAIL = [...EVERY_NOTICE.map((asked) => aNotice(asked)), aSignIn()];
const NO_FACTS = { people: [], places: [], exams: [], dates: [], ids: [] };

describe('every mail, word for word', () => {
  it.each(LEVELS)('something new, %s', (level) => {
    expect(writtenOut(aNotice({ level }))).toBe(expected(`something-new.${level.replace(' ', '-')}`));
  });

  it.each(['info', 'check'] as const)('a connection that stopped, %s', (level) => {
    expect(writtenOut(aNotice({ mail: 'connection-problem', level }))).toBe(
      expected(`connection-problem.${level}`),
    );
  });

  it('the reminder', () => {
    expect(writtenOut(aNotice({ mail: 'reminder' }))).toBe(expected('reminder.check'));
  });

  it('the sign-in link', () => {
    expect(writtenOut(aSignIn())).toBe(expected('sign-in-link'));
  });
});

describe('what holds for every mail', () => {
  it('has the same subject and preview, whatever it is about and however soon it matters', () => {
    const notices = EVERY_NOTICE.map((asked) => writtenOut(aNotice(asked)));
    const told = notices.map((mail) => mail.split('\n').filter((line) => /^(Subject|Preview): /.test(line)));
    expect(new Set(told.map(String)).size).toBe(1);
  });

  it('says in plain text all that the HTML says, leads nowhere else, and shows no image', () => {
    expect(EVERY_MAIL.flatMap((mail) => lintMail(mail, NO_FACTS, PUBLIC_URL))).toEqual([]);
  });

  it('has one button, and it leads to the first page; only the sign-in mail carries a secret link', () => {
    const buttons = EVERY_MAIL.map((mail) => [...mail.html.matchAll(/class="button-text" href="([^"]*)"/g)]);
    expect(buttons.map((found) => found.length)).toEqual(EVERY_MAIL.map(() => 1));
    const targets = new Set(buttons.slice(0, -1).map(([found]) => found?.[1]));
    expect([...targets]).toEqual([`${PUBLIC_URL}/`]);
  });

  it('has no sentence of more than 20 words', () => {
    const sentences = EVERY_MAIL.flatMap((mail) => blocksOf(mail.html)).flatMap((block) =>
      block.split(/(?<=[.?!:]) /),
    );
    expect(sentences.filter((sentence) => sentence.split(' ').length > 20)).toEqual([]);
  });

  it('is short: at most 200 words', () => {
    const lengths = EVERY_MAIL.map((mail) => mail.text.split(/\s+/).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(200);
  });

  it('escapes in HTML what it is given, and leaves it alone in text', () => {
    const mail = renderMail('sign-in-link', {
      locale: 'en',
      host: 'a&b.example',
      code: '<i>',
      link: 'https://a.example/?a="b"',
      minutes: 5,
    });
    expect(mail.html).toContain('&lt;i&gt;');
    expect(mail.html).toContain('href="https://a.example/?a&#x3D;&quot;b&quot;"');
    expect(mail.text).toContain('https://a.example/?a="b"');
  });

  it('refuses a view that lacks a value', () => {
    expect(() =>
      renderMail('sign-in-link', { locale: 'en', host: 'h', code: 'c', link: 'l' } as never),
    ).toThrow(/"minutes" not defined/);
  });
});

describe('templates that are not whole', () => {
  let folder: string;
  const load = () => loadMailTemplates(pathToFileURL(`${folder}/`));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mail-templates-'));
    cpSync(new URL('../../templates/mail/', import.meta.url), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stop the start when a mail is missing', () => {
    rmSync(join(folder, 'reminder', 'body.html.hbs'));
    expect(load).toThrow(/reminder\/body\.html\.hbs/);
  });

  it('stop the start when a part that a mail names is missing', () => {
    rmSync(join(folder, 'words', 'tone.hbs'));
    expect(load).toThrow(/"words\/tone"/);
  });

  it('stop the start when a template cannot be parsed', () => {
    writeFileSync(join(folder, 'sign-in-link', 'body.txt.hbs'), '{{#if open}}');
    expect(load).toThrow(/Parse error/);
  });
});

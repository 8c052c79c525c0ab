import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { LEVELS } from '../../src/domain/level.js';
import { signInLetter } from '../../src/mail/letter.js';
import { loadLayouts, renderLetter } from '../../src/mail/render.js';
import { LOCALES } from '../../src/words/words.js';
import { linksOf, previewOf } from '../support/mail-lint/html-text.js';
import { lintMail, lintWords } from '../support/mail-lint/lint.js';
import { aNotice, aSecurityMail, aSignIn, everyMail, expected, PUBLIC_URL, writtenOut } from './sample.js';

const EVERY_MAIL = everyMail();
const NO_FACTS = { people: [], places: [], exams: [], dates: [], ids: [] };
const notices = EVERY_MAIL.filter(
  ({ name }) => !/^(sign-in|security|invitation|officer|farewell|test)/.test(name),
);

describe('every mail, word for word', () => {
  it.each(LEVELS)('something new, %s', (level) => {
    expect(writtenOut(aNotice({ level }))).toBe(expected(`something-new.${level.replace(' ', '-')}`));
  });

  it('something new, in Spanish', () => {
    expect(writtenOut(aNotice({ locale: 'es' }))).toBe(expected('something-new.check.es'));
  });

  it.each(['info', 'check'] as const)('a connection that stopped, %s', (level) => {
    expect(writtenOut(aNotice({ mail: 'connection-problem', level }))).toBe(
      expected(`connection-problem.${level}`),
    );
  });

  it('a permission that will end, and what whoever runs the service must know', () => {
    expect(writtenOut(aNotice({ mail: 'access-ending', level: 'info' }))).toBe(
      expected('access-ending.info'),
    );
    expect(writtenOut(aNotice({ mail: 'service' }))).toBe(expected('service.check'));
  });

  it('the reminder, the digest, the sign-in link and what is about the account', () => {
    expect(writtenOut(aNotice({ mail: 'reminder' }))).toBe(expected('reminder.check'));
    expect(writtenOut(aNotice({ mail: 'digest', level: 'quiet' }))).toBe(expected('digest.quiet'));
    expect(writtenOut(aSignIn())).toBe(expected('sign-in-link'));
    expect(writtenOut(aSecurityMail({ level: 'act now', when: '4 May 2026, 7:10', device: 'a phone' }))).toBe(
      expected('account-security.act-now'),
    );
  });
});

describe('what holds for every mail in every language', () => {
  it.each(EVERY_MAIL)('$name: fit to send, in plain words', ({ mail }) => {
    expect(lintMail(mail, NO_FACTS, PUBLIC_URL)).toEqual([]);
    expect(lintWords(mail)).toEqual([]);
    expect(mail.text.split(/\s+/).length).toBeLessThanOrEqual(200);
  });

  it.each(LOCALES)('in %s a notice has the same subject and preview, whatever it is about', (locale) => {
    const told = notices.filter(({ name }) => name.endsWith(` ${locale}`)).map(({ mail }) => mail);
    expect(new Set(told.map(({ subject, html }) => `${subject}\n${previewOf(html)}`)).size).toBe(1);
  });

  it('has one button, to the first page; what is about the safety of the account has no link at all', () => {
    const buttonsOf = (html: string) => [...html.matchAll(/class="button"[\s\S]*?<a\s+href="([^"]*)"/g)];
    expect(
      new Set(
        notices.map(({ mail }) =>
          buttonsOf(mail.html)
            .map(([, href]) => href)
            .join(),
        ),
      ),
    ).toEqual(new Set([`${PUBLIC_URL}/`]));
    expect(buttonsOf(aSignIn().html)).toHaveLength(1);
    const { html, text } = aSecurityMail();
    expect([linksOf(html), text.match(/https?:/)]).toEqual([[], null]);
  });

  it('is laid out in tables that say they are no tables, 600 px wide at most, and says it is both light and dark', () => {
    for (const { mail } of EVERY_MAIL) {
      expect(mail.html.match(/<table(?![^>]*role="presentation")[^>]*>/g)).toBeNull();
      expect(mail.html).toContain('max-width:600px');
      expect(mail.html).toContain('prefers-color-scheme: dark');
      expect(mail.html).not.toMatch(/<link|@import|<script/i);
    }
  });

  it('escapes in HTML what it is given, and leaves it alone in text', () => {
    const mail = renderLetter(
      signInLetter({
        locale: 'en',
        host: 'a&b.example',
        code: '<i>',
        link: 'https://a.example/?a="b"',
        minutes: 5,
      }),
    );
    expect(mail.html).toContain('&lt;i&gt;');
    expect(mail.html).toContain('href="https://a.example/?a&#x3D;&quot;b&quot;"');
    expect(mail.text).toContain('https://a.example/?a="b"');
  });

  it('counts minutes as its language does', () => {
    expect(aSignIn({ minutes: 1 }).text).toMatch(/within\s1 minute\./);
    expect(aSignIn({ minutes: 15, locale: 'es' }).text).toMatch(/en\s15\sminutos\./);
  });
});

describe('layouts that are not whole', () => {
  it('stop the start, and say what to do', () => {
    expect(() => loadLayouts(new URL('file:///nowhere/'))).toThrow(/letter\.html\.hbs.*npm run build/);
  });

  it('stop the start when they cannot be parsed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mail-layouts-'));
    writeFileSync(join(folder, 'letter.html.hbs'), '{{#if open}}');
    expect(() => loadLayouts(pathToFileURL(`${folder}/`))).toThrow(/Parse error/);
    rmSync(folder, { recursive: true });
  });
});

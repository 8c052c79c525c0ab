import { mkdtempSync, mkdirSync, readdirSync, writeFileSync, cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadPages, renderPage } from '../../src/web/render.js';
import { type Case, casesWith } from './support/cases.js';
import { HOSTILE, HOSTILE_MARK, LONG, SHORT } from './support/values.js';

const TEMPLATES = fileURLToPath(new URL('../../templates/pages/', import.meta.url));

function html({ page, view }: Case): string {
  return renderPage(page, view as never);
}

function named(cases: Case[]): [string, Case][] {
  return cases.map((each) => [`${each.page}: ${each.label}`, each]);
}

it('a mail on its way names the typed address in the command for a terminal, or none', () => {
  const commands = casesWith(SHORT)
    .filter(({ page }) => page === 'sign-in-sent')
    .map((each) => /sign-in-link --email ([^<]*)</.exec(html(each))?.[1]);
  expect(commands).toEqual(['elena@example.org', 'YOUR-ADDRESS']);
});

describe('every page, with short, long and hostile views', () => {
  const all = [...casesWith(SHORT), ...casesWith(LONG), ...casesWith(HOSTILE)].map(html);

  it('has a view in these tests', () => {
    const templates = readdirSync(TEMPLATES).filter((file) => file.endsWith('.hbs'));
    const tested = new Set(casesWith(SHORT).map(({ page }) => `${page}.hbs`));
    expect([...tested].sort()).toEqual(templates.sort());
  });

  it('says its language, and is one document with one main heading', () => {
    for (const page of all) {
      expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page.match(/<main /g)).toHaveLength(1);
    }
  });

  it('has headings in order', () => {
    for (const page of all) {
      const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    }
  });

  it('posts every form, with the hidden token; only a search reads', () => {
    for (const page of all) {
      for (const [form] of page.matchAll(/<form[\s\S]*?<\/form>/g)) {
        if (/^<form method="get"[^>]* role="search"/.test(form)) continue;
        expect(form).toMatch(/^<form method="post" action="\/[^"]*"/);
        expect(form).toContain('<input type="hidden" name="_csrf" value="token');
      }
    }
  });

  it('holds no script and no style of its own, so that a strict policy breaks nothing', () => {
    for (const page of all)
      expect(page).not.toMatch(
        /<script(?! src="\/assets\/[\w./]+" defer><\/script>)|<style|\sstyle=|\son[a-z]+="/,
      );
  });

  it('leaves no unfilled place', () => {
    for (const page of all) {
      const visible = page.replaceAll('{{csrf}}', '');
      expect(visible).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN/);
    }
  });

  it('never repeats an id on a page', () => {
    for (const page of all) {
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('what others wrote', () => {
  it.each(named(casesWith(HOSTILE)))('stays text on %s', (_name, each) => {
    const page = html(each);
    expect(page).not.toContain(HOSTILE_MARK);
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
    expect(page).not.toContain(`"'>`);
  });

  it('stays out of the title of the page', () => {
    for (const each of casesWith(HOSTILE)) {
      const title = /<title>(.*)<\/title>/.exec(html(each))?.[1];
      expect(title).toMatch(/^[A-Za-z ,]+ · Scanwarden$/);
    }
  });
});

describe('the loader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function copyOfTemplates(name: string): string {
    const copy = join(folder, name);
    mkdirSync(copy);
    cpSync(TEMPLATES, copy, { recursive: true });
    return copy;
  }

  it('stops the start when a page is missing, and names it', () => {
    const copy = copyOfTemplates('no-home');
    rmSync(join(copy, 'home.hbs'));
    expect(() => loadPages(copy)).toThrow('page templates are missing: home');
  });

  it('stops the start when a partial is missing, and names it', () => {
    const copy = copyOfTemplates('no-csrf');
    rmSync(join(copy, 'partials', 'csrf.hbs'));
    expect(() => loadPages(copy)).toThrow('page templates are missing: partials/csrf');
  });

  it('stops the start when a template does not parse', () => {
    const copy = copyOfTemplates('torn');
    writeFileSync(join(copy, 'home.hbs'), '{{#if watched}}');
    expect(() => loadPages(copy)).toThrow('Parse error');
  });

  it('refuses a view that lacks a field', () => {
    expect(() => renderPage('error-500', { lang: 'en', csrf: 't', viewer: null } as never)).toThrow(
      'incident',
    );
  });
});

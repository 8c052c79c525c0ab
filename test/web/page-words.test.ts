import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { renderPage } from '../../src/web/render.js';
import { sayHtml } from '../../src/web/words/say.js';
import { LOCALES, Words, wordsIn } from '../../src/words/words.js';
import { casesWith } from './support/cases.js';
import { LONG, SHORT } from './support/values.js';

const PAGES = new URL('../../templates/pages/', import.meta.url);
const english = wordsIn('en');

/** Values that `sayHtml` makes of others. */
const MADE = (values: string[]): string[] => [
  ...values,
  ...values.map((name) => `${name}Near`),
  ...(values.includes('who') ? ['name'] : []),
];

interface Said {
  id: string;
  /** The id is only begun here: a value of the page ends it. */
  open: boolean;
  values: string[];
}

/** Values of a template that a reader sees as they are written. */
const SHOWN = new Set(['title', 'label', 'summary', 'hint', 'one', 'other']);

/** What a template says, and the words that it is given to show as they are written. */
class Reader extends Handlebars.Visitor {
  readonly said: Said[] = [];
  readonly written: string[] = [];

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    this.note(statement);
    super.MustacheStatement(statement);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.note(expression);
    super.SubExpression(expression);
  }

  override Hash(hash: hbs.AST.Hash): void {
    for (const { key, value } of hash.pairs)
      if (SHOWN.has(key) && value.type === 'StringLiteral')
        this.written.push((value as hbs.AST.StringLiteral).value);
    super.Hash(hash);
  }

  private note({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void {
    if (!('original' in path) || (path.original !== 'tell' && path.original !== 'list')) return;
    const [first, ...rest] = params;
    if (first?.type !== 'StringLiteral')
      throw new Error(`${path.original} takes the beginning of an id as it is written`);
    const values = hash?.pairs.map(({ key }) => key) ?? [];
    this.said.push({ id: (first as hbs.AST.StringLiteral).value, open: rest.length > 0, values });
  }
}

interface Template {
  name: string;
  source: string;
  reader: Reader;
}

function templatesIn(folder: URL): Template[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => {
      const source = readFileSync(new URL(file, folder), 'utf8');
      const reader = new Reader();
      reader.accept(Handlebars.parse(source));
      return { name: file.slice(0, -'.hbs'.length), source, reader };
    });
}

const templates = [...templatesIn(PAGES), ...templatesIn(new URL('partials/', PAGES))];

/** The ids that a call may say. */
function idsOf({ id, open }: Said): string[] {
  return open ? english.ids.filter((each) => each.startsWith(`${id}.`)) : [id];
}

/** Names, which every language writes alike. */
const NAMES = /Scanwarden|Have I Been Pwned|CC BY 4\.0/g;
/** What is typed into a terminal. */
const TYPED = /<code>npx [^<]*<\/code>/g;
const ATTRIBUTES = /\b(?:title|aria-label|alt|placeholder)="([^"]*)"/g;

/** What stands in a template in one language for all readers: between tags, in attributes, or given to another template. */
function bareWords({ source, reader }: Template): string[] {
  const html = source.replace(/\{\{[\s\S]*?\}\}/g, '').replace(TYPED, '');
  const attributes = [...html.matchAll(ATTRIBUTES)].map(([, text]) => text!);
  const texts = html.split(/<[^>]*>/);
  return [...attributes, ...texts, ...reader.written]
    .map((text) => text.replace(NAMES, '').replace(/&\w+;/g, ' ').trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}

describe('the words of pages', () => {
  it.each(templates.filter(({ reader }) => reader.said.length > 0))(
    'of $name are there, with the values that they need and no other',
    ({ reader }) => {
      for (const said of reader.said) {
        const ids = idsOf(said);
        expect([said.id, ids.length > 0 && ids.every((id) => english.has(id))]).toEqual([said.id, true]);
        const needed = new Set(ids.flatMap((id) => english.names(id)));
        const links = ids.some((id) => english.text(id).includes('<a>')) ? ['href'] : [];
        expect([said.id, MADE(said.values)]).toEqual([
          said.id,
          expect.arrayContaining([...needed, ...links]),
        ]);
        const used = [...needed, ...links];
        const idle = said.values.filter((name) => !MADE([name]).some((made) => used.includes(made)));
        expect([said.id, idle]).toEqual([said.id, []]);
      }
    },
  );

  it('mark a link, weight and what is read aloud, and escape every value', () => {
    const words = new Words(
      'en',
      new Map([
        ['x.y', '<b>{name}</b>, {at}<sr> by {by}</sr> {atNear, select, yes {now} other {then}} <a>go</a>'],
      ]),
    );
    const at = { words: 'today 07:10', iso: '2026-05-04T07:10-04:00', exact: 'Monday "4" May', near: true };
    const said = sayHtml(words, 'x.y', {
      who: { role: 'self', name: '<a>' },
      at,
      by: 'A & B',
      href: '/x?a="b"',
    });
    expect(said).toBe(
      '<strong>&lt;a&gt;</strong>, <time datetime="2026-05-04T07:10-04:00" title="Monday &quot;4&quot; May">today 07:10</time>' +
        '<span class="sr"> by A &amp; B</span> now <a href="/x?a&#x3D;&quot;b&quot;">go</a>',
    );
  });

  it('stand in no template', () => {
    const bare = templates.filter((template) => bareWords(template).length > 0);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it.each(LOCALES)('are there in %s for whatever a page shows', (lang) => {
    for (const { page, view } of [...casesWith(SHORT), ...casesWith(LONG)])
      expect(renderPage(page, { ...view, lang } as never)).toContain(`<html lang="${lang}">`);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { sayHtml } from '../../src/web/words/say.js';
import { Words, wordsIn } from '../../src/words/words.js';

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

/** What a template says, and the words that stand in it as they are. */
class Reader extends Handlebars.Visitor {
  readonly said: Said[] = [];
  /** The template with a blank for all that is filled in. */
  bare = '';

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    this.bare += ' ';
    this.note(statement);
    super.MustacheStatement(statement);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.note(expression);
    super.SubExpression(expression);
  }

  override PartialStatement(statement: hbs.AST.PartialStatement): void {
    this.bare += ' ';
    this.bareTitle(statement.hash);
    super.PartialStatement(statement);
  }

  override PartialBlockStatement(statement: hbs.AST.PartialBlockStatement): void {
    this.bareTitle(statement.hash);
    super.PartialBlockStatement(statement);
  }

  override ContentStatement({ value }: hbs.AST.ContentStatement): void {
    this.bare += value;
  }

  private bareTitle(hash: hbs.AST.Hash | undefined): void {
    const title = hash?.pairs.find(({ key }) => key === 'title')?.value;
    if (title?.type === 'StringLiteral') this.bare += `<i>${(title as hbs.AST.StringLiteral).value}</i>`;
  }

  private note({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void {
    if (!('original' in path) || path.original !== 'tell') return;
    const [first, ...rest] = params;
    if (first?.type !== 'StringLiteral')
      throw new Error('tell takes the beginning of an id as it is written');
    const values = hash?.pairs.map(({ key }) => key) ?? [];
    this.said.push({ id: (first as hbs.AST.StringLiteral).value, open: rest.length > 0, values });
  }
}

function templatesIn(folder: URL): { name: string; reader: Reader }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => {
      const reader = new Reader();
      reader.accept(Handlebars.parse(readFileSync(new URL(file, folder), 'utf8')));
      return { name: file.slice(0, -'.hbs'.length), reader };
    });
}

const templates = [...templatesIn(PAGES), ...templatesIn(new URL('partials/', PAGES))];

/** The ids that a call may say. */
function idsOf({ id, open }: Said): string[] {
  return open ? english.ids.filter((each) => each.startsWith(`${id}.`)) : [id];
}

/** Pages of the service itself and of its operator, with their parts. */
const SERVICE =
  /^(sign-in|settings|saved-choice|webhook|inbox|our-mail|help|guide|unsubscribe|error|breaches$|breach$|breach-chart|feeds|what-a|mailbox|sandbox|staff|rule|organization|curated|state-choice|breach-review|breach-operator|verdict|email-form|terminal|translations|safe|name-words|layout|menu|language-choice)/;

/** What is not in a language: our name, that of another, and what is typed into a terminal. */
const NAMES = /Scanwarden|Have I Been Pwned|CC BY 4\.0|<code>npx [^<]*<\/code>/g;
/** Attributes that a reader is shown or told. */
const SAID_ATTRIBUTES = /\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g;

function bareWords(bare: string): string[] {
  const text = bare.replace(NAMES, ' ');
  const told = [...text.matchAll(SAID_ATTRIBUTES)].map(([, words]) => words!);
  return [text.replace(/<[^>]*>/g, ' '), ...told].flatMap((each) => each.match(/\p{L}{2,}/gu) ?? []);
}

describe('the words of pages', () => {
  it.each(templates.filter(({ name }) => SERVICE.test(name)))(
    'of $name stand in templates/words alone',
    ({ reader }) => {
      expect(bareWords(reader.bare)).toEqual([]);
    },
  );

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
});

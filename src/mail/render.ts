import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { checkTemplate } from './template-check.js';
import type { MailName, MailViews } from './views.js';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

type Template = (view: object) => string;
type Letter = Record<keyof RenderedMail, Template>;
export type RenderMail = <Name extends MailName>(name: Name, view: MailViews[Name]) => RenderedMail;

const NAMES: MailName[] = ['something-new', 'connection-problem', 'reminder', 'sign-in-link'];
const TEMPLATES = new URL('../../templates/mail/', import.meta.url);

/**
 * Reads and compiles every mail under `folder`, a URL with a closing slash. Throws at once when a file is missing or
 * cannot be parsed, so that a service that starts can write every mail.
 */
export function loadMailTemplates(folder: URL): RenderMail {
  const shared = { ...partialsIn(folder, 'words/'), ...partialsIn(folder, 'parts/') };
  const plain = compilerWith(shared, { noEscape: true });
  const escaped = compilerWith(shared, { noEscape: false });
  const letters = new Map<MailName, Letter>();
  for (const name of NAMES) {
    letters.set(name, {
      subject: plain(source(folder, `${name}/subject.txt.hbs`)),
      text: plain(source(folder, `${name}/body.txt.hbs`)),
      html: escaped(source(folder, `${name}/body.html.hbs`)),
    });
  }
  return (name, view) => renderLetter(letters.get(name)!, view);
}

/** Writes one mail in its three parts. Throws when the view lacks a value that the template names. */
export const renderMail: RenderMail = loadMailTemplates(TEMPLATES);

function renderLetter(letter: Letter, view: object): RenderedMail {
  const subject = letter.subject(view).trim();
  return { subject, text: tidy(letter.text(view)), html: letter.html({ ...view, subject }) };
}

/** One blank line at most, and a line end at the end. */
function tidy(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function source(folder: URL, path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

/** The files of one folder by the name that templates use: words/tone, and plain html-letter for parts. */
function partialsIn(folder: URL, under: 'words/' | 'parts/'): Record<string, string> {
  const files = readdirSync(new URL(under, folder)).filter((file) => file.endsWith('.hbs'));
  const prefix = under === 'words/' ? under : '';
  return Object.fromEntries(
    files.map((file) => [prefix + file.slice(0, -'.hbs'.length), source(folder, under + file)]),
  );
}

function compilerWith(partials: Record<string, string>, escaping: { noEscape: boolean }) {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('when', when);
  for (const [name, text] of Object.entries(partials)) {
    handlebars.registerPartial(name, text);
    checkTemplate(text, partials);
  }
  return (text: string): Template => {
    checkTemplate(text, partials);
    const options = { ...escaping, strict: true, knownHelpersOnly: true, knownHelpers: { when: true } };
    return handlebars.compile(text, options);
  };
}

/** `{{#when level "check"}}…{{/when}}`: the block stands where the two are equal. */
function when(this: unknown, one: unknown, other: unknown, options: Handlebars.HelperOptions): string {
  return one === other ? options.fn(this) : '';
}

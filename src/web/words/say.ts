import Handlebars from 'handlebars';
import type { Values, Words } from '../../words/words.js';
import type { TimeView } from './times.js';

const escaped = (value: unknown): string => Handlebars.escapeExpression(value as string);

/** What a sentence of a page may mark: a link (to the value `href`), weight, and what is only read aloud. */
const MARKS: [from: string, to: (values: Record<string, unknown>) => string][] = [
  ['<a>', ({ href }) => `<a href="${escaped(href)}"${leadsOut(href) ? ' rel="noreferrer"' : ''}>`],
  ['<b>', () => '<strong>'],
  ['</b>', () => '</strong>'],
  ['<sr>', () => '<span class="sr">'],
  ['</sr>', () => '</span>'],
];

/**
 * A sentence as HTML. Values are escaped, but for what a template has made already (SafeString); the sentence itself is
 * ours. Of a value `who` the sentence is given the role, as `who`, and the `name`; of a moment (TimeView) a `<time>`, and
 * `<name>Near`, "yes" where the moment is told as "today" is, which takes no "on" before it. Throws where a value is not there.
 */
export function sayHtml(words: Words, id: string, values: Record<string, unknown>): string {
  const shown: Values = {};
  for (const [name, value] of Object.entries(values)) show(shown, name, value);
  const said = words.say(id, shown);
  if (!said.includes('<')) return said;
  return MARKS.reduce(
    (text, [from, to]) => (text.includes(from) ? text.replaceAll(from, to(values)) : text),
    said,
  );
}

function show(shown: Values, name: string, value: unknown): void {
  // Templates are strict of what they show, not of what they hand on.
  if (value === undefined) throw new Error(`a sentence is told without ${name}`);
  if (typeof value === 'number') {
    shown[name] = value;
  } else if (isWho(value)) {
    shown[name] = value.role;
    shown['name'] = escaped(value.name);
  } else if (isTime(value)) {
    shown[name] = timeHtml(value);
    shown[`${name}Near`] = value.near ? 'yes' : 'no';
  } else {
    shown[name] = escaped(value);
  }
}

/** Another site, which need not learn where its visitor comes from. */
function leadsOut(href: unknown): boolean {
  return /^https?:/.test(String(href));
}

/** As partials/time.hbs has it. */
function timeHtml({ iso, exact, words }: TimeView): string {
  const [at, title, text] = [iso, exact, words].map(escaped);
  return `<time datetime="${at}" title="${title}">${text}</time>`;
}

function isWho(value: unknown): value is { name: string; role: string } {
  return typeof value === 'object' && value !== null && 'role' in value && 'name' in value;
}

function isTime(value: unknown): value is TimeView {
  return typeof value === 'object' && value !== null && 'words' in value && 'exact' in value;
}

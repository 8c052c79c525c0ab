import { readdirSync, readFileSync } from 'node:fs';
import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import { LEFT_NAME } from '../domain/people/left.js';
import { allArguments, shownArguments } from './shown-arguments.js';

/** Languages that people are written to in. A further one is a folder beside these; see docs/LANGUAGES.md. */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/** What a sentence names: words and numbers that are ready to be shown. */
export type Values = Record<string, string | number>;

/** A sentence that was read. */
interface Sentence {
  message: IntlMessageFormat;
  /** Where it names no value and so is the same each time. */
  fixed: string | null;
  /** What was said last: a list says the same of most of its lines, and to say it anew takes far longer than to look. */
  last: { values: Values; said: string } | null;
}

const FOLDER = new URL('../../templates/words/', import.meta.url);

/** The language of an account, or English where it is none that we write. */
export function localeOf(language: string): Locale {
  return LOCALES.find((locale) => locale === language) ?? 'en';
}

/**
 * All sentences of one language: ICU MessageFormat, by `area` (the file) and id. Each is a whole sentence or several;
 * none is put together from parts, since other languages join their parts otherwise.
 */
export class Words {
  private readonly formatters: Formatters;
  private readonly compiled = new Map<string, Sentence>();

  constructor(
    readonly locale: Locale,
    private readonly sentences: Map<string, string>,
  ) {
    this.formatters = formattersOf(locale);
  }

  /** The sentence `area.id`. Throws where there is none, or where it names a value that is not given. */
  say(id: string, values: Values = {}): string {
    const sentence = this.sentence(id);
    const { message, fixed, last } = sentence;
    if (fixed !== null) return fixed;
    if (last !== null && areSame(last.values, values)) return last.said;
    const said = message.format(this.named(values)) as string;
    sentence.last = { values, said };
    return said;
  }

  /** The name of a person; in the language, where their account was deleted. */
  nameOf(person: string): string {
    return person === LEFT_NAME ? this.text('account.left') : person;
  }

  /** The names of the values that `say` shows with these values, those of other choices left out. */
  shows(id: string, values: Values): string[] {
    return shownArguments(this.sentence(id).message.getAst(), values);
  }

  /** The names of all values that the sentence may need, sorted, each once. */
  names(id: string): string[] {
    return [...new Set(allArguments(this.sentence(id).message.getAst()))].sort();
  }

  /** As the file has it. */
  text(id: string): string {
    const text = this.sentences.get(id);
    if (text === undefined) throw new Error(`no words for ${id} in ${this.locale}`);
    return text;
  }

  has(id: string): boolean {
    return this.sentences.has(id);
  }

  get ids(): string[] {
    return [...this.sentences.keys()];
  }

  private named(values: Values): Values {
    if (!Object.values(values).includes(LEFT_NAME)) return values;
    const named = (value: string | number) => (typeof value === 'string' ? this.nameOf(value) : value);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, named(value)]));
  }

  private sentence(id: string): Sentence {
    const known = this.compiled.get(id);
    if (known) return known;
    const message = new IntlMessageFormat(this.text(id), this.locale, undefined, {
      ignoreTag: true,
      formatters: this.formatters,
    });
    const fixed = allArguments(message.getAst()).length === 0 ? (message.format() as string) : null;
    const compiled = { message, fixed, last: null };
    this.compiled.set(id, compiled);
    return compiled;
  }
}

function areSame(one: Values, other: Values): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => Object.is(one[name], other[name]))
  );
}

/**
 * Numbers and their forms in one language. The library's own would be made anew for each sentence, and looked up by their options
 * written out as text, which takes longer than to tell a number.
 */
function formattersOf(locale: Locale): Formatters {
  const numbers = new Map<Intl.NumberFormatOptions | undefined, Intl.NumberFormat>();
  const forms = new Map<string | undefined, Intl.PluralRules>();
  return {
    getNumberFormat: (_, options) => kept(numbers, options, () => new Intl.NumberFormat(locale, options)),
    getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
    getPluralRules: (_, options) => kept(forms, options?.type, () => new Intl.PluralRules(locale, options)),
  };
}

function kept<Key, Value>(all: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = all.get(key) ?? make();
  all.set(key, known);
  return known;
}

const loaded = new Map<Locale, Words>();

/** The words of a language, read once. */
export function wordsIn(locale: Locale): Words {
  const known = loaded.get(locale);
  if (known) return known;
  const words = new Words(locale, sentencesOf(new URL(`${locale}/`, FOLDER)));
  loaded.set(locale, words);
  return words;
}

/** By the name of their file and their own: the `title` of messages.json is `messages.title`. */
function sentencesOf(folder: URL): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.flatMap((file) => {
      const texts = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>;
      return Object.entries(texts).map(([id, text]): [string, string] => [
        `${file.slice(0, -'.json'.length)}.${id}`,
        text,
      ]);
    }),
  );
}

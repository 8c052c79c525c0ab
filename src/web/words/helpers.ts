import Handlebars, { type HelperOptions } from 'handlebars';
import { localeOf, wordsIn } from '../../words/words.js';
import { phoneLinks } from './phone-links.js';
import { sayHtml } from './say.js';

interface PluralOptions extends HelperOptions {
  hash: { one: string; other: string };
}

function languageOf(options: HelperOptions): string {
  return (options.data as { root: { lang: string } }).root.lang;
}

/** The few helpers that templates may call; an unknown one is refused when a template is compiled. */
export const HELPERS = {
  /** `{{#if (eq level "check")}}` */
  eq(left: unknown, right: unknown): boolean {
    return left === right;
  },

  /** `(either name (tell "scan.name" kind))`: the first, or the other where there is no such thing. */
  either(first: unknown, other: unknown): unknown {
    return first ?? other;
  },

  /**
   * `{{tell "home.needs" count=needs.length}}`: a sentence of templates/words in the page's language, see `sayHtml`.
   * `{{tell "need.level" level}}` says the one of `need.level.<level>`.
   */
  tell(...given: unknown[]): Handlebars.SafeString {
    const options = given.at(-1) as HelperOptions;
    const words = wordsIn(localeOf(languageOf(options)));
    const id = given.slice(0, -1).join('.');
    return new Handlebars.SafeString(sayHtml(words, id, options.hash as Record<string, unknown>));
  },

  /** `(list "record.part" refused)`: the words that `record.part.<each>` has for each, parted by commas, as a value of `tell`. */
  list(id: string, each: readonly string[], options: HelperOptions): Handlebars.SafeString {
    const words = wordsIn(localeOf(languageOf(options)));
    return new Handlebars.SafeString(each.map((one) => sayHtml(words, `${id}.${one}`, {})).join(', '));
  },

  /** `{{nameOf by}}`: the name of a person, where it stands alone. */
  nameOf(person: string, options: HelperOptions): string {
    return wordsIn(localeOf(languageOf(options))).nameOf(person);
  },

  /** `{{callable text}}`: the text, in which phone numbers can be dialled. */
  callable(text: string): Handlebars.SafeString {
    return phoneLinks(text);
  },

  /** `{{number 24937}}` gives "24,937" in the page's language. */
  number(value: number, options: HelperOptions): string {
    return new Intl.NumberFormat(languageOf(options)).format(value);
  },

  /** `{{plural places one="place" other="places"}}`: the word only, so that a template may leave the number out. */
  plural(count: number, options: PluralOptions): string {
    const form = new Intl.PluralRules(languageOf(options)).select(count);
    return form === 'one' ? options.hash.one : options.hash.other;
  },
};

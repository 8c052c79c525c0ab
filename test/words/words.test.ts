import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { shownArguments } from '../../src/words/shown-arguments.js';
import { LOCALES, localeOf, type Words, wordsIn } from '../../src/words/words.js';

describe('the words of a language', () => {
  it('are English where a language is asked for that is not written', () => {
    expect(localeOf('es')).toBe('es');
    expect(localeOf('tlh')).toBe('en');
  });

  it('refuse a sentence that is not there, and a value that is not given', () => {
    expect(() => wordsIn('en').say('messages.no-such')).toThrow('no words for messages.no-such in en');
    expect(() => wordsIn('en').say('messages.S05.again', {})).toThrow('organization');
  });

  it('name the values that they show, of a choice the one that is taken', () => {
    const text =
      '{who, select, self {your {thing}} other {the {thing} of {name}}} {n, plural, one {# day} other {# days}}';
    const ast = new IntlMessageFormat(text, 'en').getAst();
    expect(shownArguments(ast, { who: 'self' })).toEqual(['thing', 'n']);
    expect(shownArguments(ast, { who: 'helper' })).toEqual(['thing', 'name', 'n']);
  });

  it.each(LOCALES)('in %s are whole sentences with the marks of type, and no fragments', (locale) => {
    const words = wordsIn(locale);
    for (const id of words.ids) {
      expect(words.text(id).trim()).toBe(words.text(id));
      expect(words.text(id)).not.toMatch(/'|"|\.\.\.|!/);
    }
  });
});

describe('every language', () => {
  const english = wordsIn('en');
  it.each(LOCALES.filter((locale) => locale !== 'en'))(
    '%s says what English says, of the same values',
    (locale) => {
      const other = wordsIn(locale);
      expect(other.ids.sort()).toEqual(english.ids.sort());
      // Whether a moment is near (`atNear`) matters to the word before it, which is each language's own affair.
      const values = (words: Words, id: string) => words.names(id).filter((name) => !name.endsWith('Near'));
      for (const id of english.ids) expect([id, values(other, id)]).toEqual([id, values(english, id)]);
    },
  );
});

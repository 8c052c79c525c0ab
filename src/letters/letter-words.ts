import type { Field, Letter, Said, ToldLaw } from '../domain/letters/letter.js';
import { type Locale, type Words, wordsIn } from '../words/words.js';
import { sayLaw } from '../words/law.js';
import { dayWords } from './day-words.js';
import type { WrittenField } from './written-letter.js';

/** The words of one letter in one language. */
export class LetterWords {
  private readonly words: Words;

  constructor(
    private readonly letter: Letter,
    readonly locale: Locale,
  ) {
    this.words = wordsIn(locale);
  }

  /** A sentence of letters.json; `day` among its values is YYYY-MM-DD. */
  say({ id, values = {} }: Said): string {
    const { day } = values;
    const inWords = typeof day === 'string' ? { ...values, day: this.day(day) } : values;
    return this.words.say(`letters.${id}`, { who: this.letter.who, ...inWords });
  }

  day(day: string): string {
    return dayWords(day, this.locale);
  }

  field({ name, shown, long = false }: Field): WrittenField {
    return { ...this.blank(`field.${name}`), value: this.shown(shown), long };
  }

  /** A line to fill in, by the id of its label. */
  blank(id: string): WrittenField {
    const label = this.say({ id: 'labelled', values: { label: this.say({ id }) } });
    return { label, value: null, blank: this.say({ id: 'blank' }), long: false };
  }

  /** As it is told to the office that gets the letter. */
  ruleToOffice({ line, dateless }: ToldLaw): string {
    const plain = `law-office.${line.id}`;
    const without = `${plain}.dateless`;
    const text = this.words.say(dateless && this.words.has(without) ? without : plain);
    return this.say({ id: 'rule.cited', values: { text, cite: line.cite } });
  }

  /** As it is told to whoever sends the letter, with its source and the day on which it was read. */
  ruleToSender({ line, dateless }: ToldLaw): string {
    const text = sayLaw(this.words, line.id, dateless);
    const where = this.say({ id: `where.${line.jurisdiction}` });
    return this.say({ id: 'law.cited', values: { text, cite: line.cite, where, day: line.asOf } });
  }

  private shown(shown: Field['shown']): string | null {
    if (shown === null) return null;
    if ('text' in shown) return shown.text;
    return 'day' in shown ? this.day(shown.day) : this.say(shown.said);
  }
}

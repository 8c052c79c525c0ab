import type { LawId } from '../domain/law.js';
import type { Block, Line, Message } from '../domain/messages/message.js';
import type { By, Step } from '../domain/messages/steps.js';
import { citeLaw, sayLawAt } from './law.js';
import type { Locale, Values, Words } from './words.js';

/** What a message shows of a person and their record, ready to be read in its language. */
export interface MessageFacts {
  /** YYYY-MM-DD where the reader is; rules of law past their review are told without figures. */
  today: string;
  /** What sentences name. `who` is self, representative or helper, `name` the patient's. */
  values: Values & { who: 'self' | 'representative' | 'helper' | 'officer'; name: string };
  /** What the record says in its own words. */
  quotes: Record<string, string>;
  /** Rows of which each has its own sentence. */
  tables: Record<string, Values[]>;
}

export type WrittenBlock =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  /** As the record has it. */
  | { kind: 'quote'; text: string };

export interface WrittenStep {
  key: string;
  what: string;
  how: string;
  /** When others must answer, by law. */
  rules: string[];
  by: string;
  cost: string;
  /** In quotation marks; null where nobody is called. */
  say: string | null;
}

/** A message in words, in the order in which it is read. */
export interface WrittenMessage {
  locale: Locale;
  situation: Message['situation'];
  level: Message['level'];
  title: string;
  tone: string;
  /** The first step, told before the story where it is pressing. */
  first: string | null;
  happened: WrittenBlock[];
  means: WrittenBlock[];
  stepsIntro: string | null;
  /** The three that help most. */
  steps: WrittenStep[];
  /** The others, for who asks for more. */
  moreSteps: WrittenStep[];
  help: string[];
  /** What can wait: where the rules of law come from. */
  more: string[];
  /** What it shows of the person and the record, by the names of the values. */
  shows: Record<string, string>;
  headings: Record<'happened' | 'means' | 'steps' | 'allSteps' | 'moreSteps' | 'help' | 'more', string>;
  labels: Record<'how' | 'by' | 'cost', string>;
}

/**
 * Puts a message into words.
 * Throws where a sentence is missing in the language, or names a value that the facts do not hold.
 */
export function writeMessage(message: Message, facts: MessageFacts, words: Words): WrittenMessage {
  const write = new Writer(facts, words);
  const steps = message.steps.map((step) => write.step(step));
  const pressing = message.level === 'act soon' || message.level === 'act now';
  const [first] = steps;
  return {
    locale: words.locale,
    situation: message.situation,
    level: message.level,
    title: write.line(message.title),
    tone: write.said(`tone.${message.level.replace(' ', '-')}`),
    first: pressing && first ? write.ours('label.first', { step: first.what }) : null,
    happened: write.blocks(message.happened),
    means: write.blocks(message.means),
    stepsIntro: message.stepsIntro && write.line(message.stepsIntro),
    steps: steps.slice(0, STEPS_AT_FIRST),
    moreSteps: steps.slice(STEPS_AT_FIRST),
    help: message.help.map((one) => write.line(one)),
    more: [...message.more.map((one) => write.line(one)), ...write.cited(message.laws)],
    headings: write.all('heading', ['happened', 'means', 'steps', 'allSteps', 'moreSteps', 'help', 'more']),
    labels: write.all('label', ['how', 'by', 'cost']),
    shows: write.shows,
  };
}

/** As many as a worried reader takes in. */
const STEPS_AT_FIRST = 3;

class Writer {
  readonly shows: Record<string, string> = {};

  constructor(
    private readonly facts: MessageFacts,
    private readonly words: Words,
  ) {}

  /** Notes what it shows; `row` tells the rows of a table apart. */
  said(id: string, values: Values = {}, row = ''): string {
    const all = { ...this.facts.values, ...values };
    for (const name of this.words.shows(`messages.${id}`, all)) this.shows[name + row] = String(all[name]);
    return this.words.say(`messages.${id}`, all);
  }

  /** A sentence that shows nothing of the record. */
  ours(id: string, values: Values): string {
    return this.words.say(`messages.${id}`, values);
  }

  line({ id, values }: Line): string {
    return this.said(id, values);
  }

  all<Name extends string>(area: string, names: Name[]): Record<Name, string> {
    return Object.fromEntries(names.map((name) => [name, this.said(`${area}.${name}`)])) as Record<
      Name,
      string
    >;
  }

  blocks(blocks: Block[]): WrittenBlock[] {
    return blocks.map((block): WrittenBlock => {
      if ('say' in block) return { kind: 'text', text: this.line(block.say) };
      if ('list' in block) return { kind: 'list', items: block.list.map((one) => this.line(one)) };
      if ('quote' in block) return { kind: 'quote', text: this.quoted(block.quote.quoted) };
      return {
        kind: 'list',
        items: this.rows(block.each).map((row, at) => this.said(block.line, row, ` ${block.each} ${at + 1}`)),
      };
    });
  }

  step({ key, how, by, cost, laws, spoken }: Step): WrittenStep {
    return {
      key,
      what: this.said(`step.${key}.what`),
      how: this.said(how),
      rules: laws.map((id) => this.rule(id)),
      by: this.by(by),
      cost: this.said(cost),
      say: spoken ? this.said(`step.${key}.say`) : null,
    };
  }

  /** Each rule with its source, and the days on which it was read and is read again. */
  cited(laws: LawId[]): string[] {
    if (laws.length === 0) return [];
    const cited = laws.map((id) => citeLaw(this.words, id, this.facts.today));
    return [...cited, this.said('law.not-advice')];
  }

  private rule(id: LawId): string {
    return sayLawAt(this.words, id, this.facts.today);
  }

  private by(by: By): string {
    if ('words' in by) return this.said(by.words);
    const day = this.facts.values[by.date];
    if (day === undefined) throw new Error(`a step names ${by.date}, which the facts do not hold`);
    this.shows[by.date] = String(day);
    return String(day);
  }

  private quoted(name: string): string {
    const text = this.facts.quotes[name];
    if (text === undefined) throw new Error(`the message quotes ${name}, which the facts do not hold`);
    return text;
  }

  private rows(name: string): Values[] {
    return this.facts.tables[name] ?? [];
  }
}

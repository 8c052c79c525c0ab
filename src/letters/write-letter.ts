import type { Block, Field, Letter } from '../domain/letters/letter.js';
import type { Locale } from '../words/words.js';
import { LetterWords } from './letter-words.js';
import { shownFacts } from './shown-facts.js';
import type { WrittenBlock, WrittenLetter, WrittenPart } from './written-letter.js';

/** Puts a letter into words, with a copy in English for an office that reads no other language. */
export function writeLetter(letter: Letter, locale: Locale): WrittenLetter {
  const words = new LetterWords(letter, locale);
  const withCopy = letter.readInEnglish && locale !== 'en';
  return {
    id: letter.id,
    title: words.say({ id: `title.${letter.id}` }),
    locale,
    paper: letter.paper,
    day: letter.day,
    parts: [
      ...(letter.note === null ? [] : [notePart(letter.note, words)]),
      { purpose: 'letter', locale, blocks: letterBlocks(letter, words, withCopy) },
      ...(withCopy ? [englishCopy(letter)] : []),
    ],
    facts: shownFacts(letter, words),
  };
}

function notePart(note: Block[], words: LetterWords): WrittenPart {
  const title: WrittenBlock = { kind: 'heading', level: 1, text: words.say({ id: 'note' }) };
  return { purpose: 'note', locale: words.locale, blocks: [title, ...writtenBlocks(note, words)] };
}

function englishCopy(letter: Letter): WrittenPart {
  const words = new LetterWords(letter, 'en');
  const above: WrittenBlock[] = [
    { kind: 'heading', level: 1, text: words.say({ id: 'english-copy' }) },
    { kind: 'paragraph', text: words.say({ id: 'english-copy.words' }) },
  ];
  return { purpose: 'copy', locale: 'en', blocks: [...above, ...letterBlocks(letter, words, false)] };
}

function letterBlocks(letter: Letter, words: LetterWords, withCopy: boolean): WrittenBlock[] {
  const { signature } = letter;
  return [
    ...head(letter, words),
    { kind: 'heading', level: 1, text: words.say(letter.subject) },
    ...writtenBlocks(letter.body, words),
    ...(signature === null
      ? []
      : [
          {
            kind: 'signature' as const,
            sign: words.blank('signature'),
            name: words.field(signature.name),
            as: signature.as === null ? null : words.say(signature.as),
            day: words.blank('signed-on'),
          },
        ]),
    ...enclosed(letter, words, withCopy),
  ];
}

/** Who writes, on which day, to whom; a sheet that nobody is sent has none of it. */
function head({ from, to, day }: Letter, words: LetterWords): WrittenBlock[] {
  if (to === null) return [];
  const office = { label: '', value: words.say(to.office), blank: '', long: false };
  return [
    { kind: 'lines', lines: written(from, words) },
    { kind: 'paragraph', text: words.day(day) },
    { kind: 'lines', lines: [office, ...written(to.fields, words)] },
  ];
}

function enclosed({ enclosures }: Letter, words: LetterWords, withCopy: boolean): WrittenBlock[] {
  const items = [...enclosures, ...(withCopy ? [{ id: 'enclosure.english' }] : [])].map((one) =>
    words.say(one),
  );
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: words.say({ id: 'enclosed' }) },
    { kind: 'list', items },
  ];
}

function writtenBlocks(blocks: Block[], words: LetterWords): WrittenBlock[] {
  return blocks.flatMap((block) => writtenBlock(block, words));
}

function writtenBlock(block: Block, words: LetterWords): WrittenBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', level: 2, text: words.say(block.said) }];
    case 'paragraph':
      return [{ kind: 'paragraph', text: words.say(block.said) }];
    case 'fields':
      return [{ kind: 'fields', fields: written(block.fields, words) }];
    case 'numbered': {
      const items = block.items.map((item) => words.say(item));
      return [{ kind: 'numbered', items, answer: block.answers ? words.say({ id: 'blank' }) : null }];
    }
    case 'law':
      return block.laws.map((law) => ({
        kind: 'paragraph',
        text: block.to === 'office' ? words.ruleToOffice(law) : words.ruleToSender(law),
      }));
  }
}

function written(fields: Field[], words: LetterWords): ReturnType<LetterWords['field']>[] {
  return fields.map((field) => words.field(field));
}

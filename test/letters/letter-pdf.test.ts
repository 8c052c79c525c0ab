import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { sampleFacts } from '../../src/cli/letters/sample-facts.js';
import { letterPlace } from '../../src/domain/letters/compose.js';
import { type LetterId, LETTER_IDS } from '../../src/domain/letters/letter.js';
import type { LetterFacts } from '../../src/domain/letters/letter-facts.js';
import { isForPlace, signingOf } from '../../src/domain/letters/who-may.js';
import { letterFiles } from '../../src/letters/letter-files.js';
import { type Locale, LOCALES } from '../../src/words/words.js';
import { anyFacts, NOTHING } from './any-facts.js';
import { readPdf, type ReadPdf, untagged } from './read-pdf.js';

const DAY = '2026-11-22';

function allFacts(locale: Locale): LetterFacts {
  return sampleFacts('long', 'us', 'representative', locale, DAY);
}

async function pdfOf(id: LetterId, facts: LetterFacts, locale: Locale): Promise<ReadPdf> {
  return readPdf((await letterFiles(id, facts, locale)).pdf);
}

/** All that is read out, without spaces. */
function readOut({ shown }: ReadPdf): string {
  return bare(shown.map(({ text, under }) => (under === 'artifact' ? '' : text)).join(''));
}

/** Without spaces, and without what plain text has for lines. */
function bare(text: string): string {
  return text.replace(/_{3,}|-{20,}|\s/g, '');
}

describe.each(LOCALES)('a letter as PDF in %s', (locale) => {
  const letters: { read: ReadPdf; text: string }[] = [];

  beforeAll(async () => {
    for (const id of LETTER_IDS.filter((one) => one !== 'objection')) {
      const { pdf, text } = await letterFiles(id, allFacts(locale), locale);
      letters.push({ read: readPdf(pdf), text });
    }
  });

  it('is a tagged document that says its language and its title', () => {
    for (const { catalog, marks, preferences, metadata } of letters.map(({ read }) => read)) {
      expect(catalog).toContain(`/Lang (${locale})`);
      expect(catalog).toMatch(/\/StructTreeRoot \d+ 0 R/);
      expect(preferences).toContain('/DisplayDocTitle true');
      expect(marks).toContain('/Marked true');
      expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
      expect(metadata).toMatch(/<rdf:li xml:lang="x-default">(Letter|Carta|Questions|Preguntas)/);
    }
  });

  it('has every text in an element of the structure tree, or marked as an artifact', () => {
    for (const { read } of letters) expect(untagged(read)).toEqual([]);
  });

  it('has headings, paragraphs and lists as such', () => {
    for (const type of ['Document', 'Part', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody'])
      expect([...letters[0]!.read.types]).toContain(type);
  });

  it('holds the same words as the plain text', () => {
    for (const { read, text } of letters) expect(readOut(read)).toBe(bare(text));
  });

  it('numbers the pages of what is sent, outside what is read out', () => {
    const artifacts = letters[0]!.read.shown.filter(({ under }) => under === 'artifact');
    expect(artifacts[0]?.text).toMatch(/^(Page 1 of|Página 1 de) \d$/);
  });
});

describe('an English copy', () => {
  it('says that it is in English', async () => {
    const { languages } = await pdfOf('access', allFacts('es'), 'es');
    expect([...languages].sort()).toEqual(['en', 'es']);
  });
});

describe('names', () => {
  it.each(['Nguyễn Thị Łukasz', 'Ελένη Жанна', 'O’Hara & Søn <Ltd>'])(
    '%s can be read in the PDF',
    async (name) => {
      const pdf = await pdfOf('access', { ...NOTHING, patient: { ...NOTHING.patient, name } }, 'en');
      expect(readOut(pdf)).toContain(bare(name));
    },
  );

  it.each(['王小明', 'محمد', '👩‍⚕️'])(
    '%s, which the font does not hold, is a line to fill in, and stands in the text',
    async (name) => {
      const { pdf, text } = await letterFiles(
        'access',
        { ...NOTHING, patient: { ...NOTHING.patient, name } },
        'en',
      );
      expect(text).toContain(`Patient: ${name}\n`);
      expect(readOut(readPdf(pdf))).toContain('Patient:Dateofbirth:');
    },
  );
});

describe('the same facts', () => {
  it('give the same bytes in another process', async () => {
    const facts = allFacts('es');
    const here = await letterFiles('amendment', facts, 'es');
    const there = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', OTHER_PROCESS, JSON.stringify(facts)],
      {
        encoding: 'latin1',
        maxBuffer: 10_000_000,
      },
    );
    expect(Buffer.from(there, 'latin1').equals(here.pdf)).toBe(true);
  });

  it('give the same bytes after other letters were written', async () => {
    const first = await letterFiles('disclosures', allFacts('en'), 'en');
    await letterFiles('access', allFacts('es'), 'es');
    const again = await letterFiles('disclosures', allFacts('en'), 'en');
    expect(again.pdf.equals(first.pdf)).toBe(true);
  });
});

describe('whatever the facts', () => {
  it('every letter that may be made can be set, and keeps all its text tagged', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFacts,
        fc.constantFrom(...LETTER_IDS),
        fc.constantFrom(...LOCALES),
        async (facts, id, locale) => {
          fc.pre(signingOf(id, facts.sender.role) !== null && isForPlace(id, letterPlace(id, facts)));
          expect(untagged(await pdfOf(id, facts, locale))).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

const OTHER_PROCESS = `
  const { letterFiles } = await import(process.cwd() + '/dist/letters/letter-files.js');
  const { pdf } = await letterFiles('amendment', JSON.parse(process.argv[1]), 'es');
  process.stdout.write(pdf);
`;

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareWords } from '../../src/domain/reports/compare-words.js';

function side(before: string, after: string, kind: 'added' | 'removed'): string[] {
  const passages = compareWords(before, after).filter((one) => one.kind === 'same' || one.kind === kind);
  return passages.flatMap(({ words }) => words.split(/\s+/)).filter((word) => word !== '');
}

describe('two texts of a report', () => {
  it('differ in the words that were added or taken out, and no others', () => {
    expect(compareWords('Left knee. No fracture seen.', 'Left knee. A small fracture seen.')).toEqual([
      { kind: 'same', words: 'Left knee. ' },
      { kind: 'removed', words: 'No ' },
      { kind: 'added', words: 'A small ' },
      { kind: 'same', words: 'fracture seen.' },
    ]);
    expect(compareWords('One.', 'One.\n\nAddendum: two.')).toEqual([
      { kind: 'same', words: 'One.\n\n' },
      { kind: 'added', words: 'Addendum: two.' },
    ]);
  });

  it('do not differ by how they are wrapped', () => {
    expect(compareWords('No  fracture\nseen.', 'No fracture seen. ')).toEqual([
      { kind: 'same', words: 'No fracture seen.' },
    ]);
    expect(compareWords('', '')).toEqual([]);
  });

  it('lose and gain no word in the comparison', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(side(before, after, 'removed')).toEqual(before.split(' ').filter(Boolean));
        expect(side(before, after, 'added')).toEqual(after.split(' ').filter(Boolean));
      }),
    );
  });

  it('are told apart as one change where they are too long to be weighed word by word', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ');
    const kinds = compareWords(`Same ${long('old')} end`, `Same ${long('new')} end`).map(({ kind }) => kind);
    expect(kinds).toEqual(['same', 'removed', 'added', 'same']);
  });
});

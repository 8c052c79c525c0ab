import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeLetter, letterPlace } from '../../../src/domain/letters/compose.js';
import { type Block, type Letter, LETTER_IDS } from '../../../src/domain/letters/letter.js';
import type { LetterFacts } from '../../../src/domain/letters/letter-facts.js';
import { isForPlace, signingOf } from '../../../src/domain/letters/who-may.js';
import { anyFacts, NOTHING } from '../../letters/any-facts.js';

const REPRESENTATIVE = {
  role: 'representative',
  name: 'Eva Ruiz',
  address: null,
  phone: null,
  authority: 'guardian',
} as const;
const TEXAS = { ...NOTHING.organization, state: 'TX', country: 'US' };

function lawsOf(blocks: Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'law' ? block.laws.map(({ line }) => line.id) : []));
}

function sentences(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return [block.said.id];
    return block.kind === 'numbered' ? block.items.map(({ id }) => id) : [];
  });
}

function noteOf({ note }: Letter): string[] {
  return sentences(note!);
}

describe('a letter', () => {
  it('names the rule of the place it goes to', () => {
    const laws = (organization: Partial<LetterFacts['organization']>) =>
      lawsOf(
        composeLetter('access', { ...NOTHING, organization: { ...NOTHING.organization, ...organization } })
          .body,
      );
    expect(laws({ state: 'TX' })).toEqual(['access', 'access-texas']);
    expect(laws({ state: 'CA' })).toEqual(['access', 'access-california']);
    expect(laws({ country: 'ES' })).toEqual(['access-eu']);
    expect(laws({ country: 'GB' })).toEqual(['access-uk']);
    expect(laws({ country: 'MX' })).toEqual([]);
  });

  it('to a place that is not known names federal law, and tells its sender so', () => {
    const letter = composeLetter('access', NOTHING);
    expect(lawsOf(letter.body)).toEqual(['access']);
    expect(noteOf(letter)).toContain('note.unknown-place');
  });

  it('past the review of a rule tells it without figures, and still asks', () => {
    const letter = composeLetter('access', { ...NOTHING, today: '2028-01-01' });
    const rules = letter.body.flatMap((block) => (block.kind === 'law' ? block.laws : []));
    expect(rules).toEqual([{ line: expect.objectContaining({ id: 'access' }), dateless: true }]);
    expect(sentences(letter.body)).toContain('access.images');
  });

  it('on AI names the Texas rule for Texas care alone, and says that no law gives what it asks', () => {
    const inTexas = composeLetter('ai-training', { ...NOTHING, organization: TEXAS });
    expect(lawsOf(inTexas.body)).toEqual(['ai-texas']);
    expect(sentences(inTexas.body)).toContain('ai-training.no-law');
    expect(lawsOf(composeLetter('ai-training', NOTHING).body)).toEqual([]);
  });

  it('of a bill paid in full asks that the plan is not told, and names that rule', () => {
    const paid = { service: null, day: null };
    const letter = composeLetter('restriction', { ...NOTHING, limit: { ...NOTHING.limit, paid } });
    expect(lawsOf(letter.body)).toEqual(['restriction', 'paid-in-full']);
    expect(sentences(letter.body)).toContain('restriction.plan');
    expect(lawsOf(composeLetter('restriction', NOTHING).body)).toEqual(['restriction']);
  });

  it('of a representative is signed for the patient, with proof, and names the rule to the sender', () => {
    const patient = { ...NOTHING.patient, name: 'Ana Ruiz' };
    const letter = composeLetter('amendment', { ...NOTHING, patient, sender: REPRESENTATIVE });
    expect(letter.signature).toEqual({
      name: { name: 'name', shown: { text: 'Eva Ruiz' } },
      as: { id: 'signature.as.guardian', values: { patient: 'Ana Ruiz' } },
    });
    expect(letter.enclosures.map(({ id }) => id)).toContain('enclosure.proof');
    expect(lawsOf(letter.note!)).toContain('acting-for');
  });

  it('of a helper is written for the patient’s own signature, and says so on the note', () => {
    const patient = { ...NOTHING.patient, name: 'Ana Ruiz' };
    const sender = { role: 'helper', name: 'Leo Ruiz', address: null } as const;
    const letter = composeLetter('amendment', { ...NOTHING, patient, sender });
    expect(letter.signature).toEqual({ name: { name: 'name', shown: { text: 'Ana Ruiz' } }, as: null });
    expect(letter.note).toContainEqual({
      kind: 'paragraph',
      said: { id: 'note.ask', values: { patient: 'Ana Ruiz' } },
    });
    expect(JSON.stringify({ ...letter, note: null })).not.toContain('Leo Ruiz');
  });

  it('on policy names no patient', () => {
    const patient = { ...NOTHING.patient, name: 'Ana Ruiz', birthDate: '1958-09-23' };
    const letter = JSON.stringify(composeLetter('official', { ...NOTHING, patient, sender: REPRESENTATIVE }));
    expect(letter).not.toContain('Ana Ruiz');
    expect(letter).not.toContain('1958-09-23');
  });

  it('that a helper may not have made is refused', () => {
    const sender = { role: 'helper', name: null, address: null } as const;
    expect(() => composeLetter('other-address', { ...NOTHING, sender })).toThrow('no letter other-address');
    expect(() => composeLetter('objection', NOTHING)).toThrow('no letter objection');
  });

  it('can be made of whatever is known, for everyone who may have it made', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const id of LETTER_IDS) {
          const allowed = signingOf(id, facts.sender.role) !== null && isForPlace(id, letterPlace(id, facts));
          if (allowed) expect(composeLetter(id, facts).body.length).toBeGreaterThan(0);
          else expect(() => composeLetter(id, facts)).toThrow();
        }
      }),
      { numRuns: 60 },
    );
  });
});

import type { Field, Letter } from '../domain/letters/letter.js';
import type { LetterWords } from './letter-words.js';

/** What a letter shows of the patient, the sender and the office, as it stands there; a name twice over is numbered. */
export function shownFacts(letter: Letter, words: LetterWords): Record<string, string> {
  const { from, to, body, signature, day } = letter;
  const inBody = body.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  const facts: Record<string, string> = to === null ? {} : { day: words.day(day) };
  addAll('sender', from);
  addAll('recipient', to?.fields ?? []);
  addAll('', inBody);
  if (signature) addAll('signature', [signature.name]);
  return facts;

  function addAll(owner: string, fields: Field[]): void {
    for (const field of fields) {
      const { value } = words.field(field);
      if (value === null) continue;
      const name = owner === '' ? field.name : `${owner}-${field.name}`;
      const again = Object.keys(facts).filter((key) => key.replace(/-\d+$/, '') === name).length;
      facts[again === 0 ? name : `${name}-${again + 1}`] = value;
    }
  }
}

import type { LawId } from '../law.js';
import { heading, numbered, paragraph } from './blocks.js';
import type { Block, Field, Letter, LetterId } from './letter.js';
import type { LetterFacts } from './letter-facts.js';
import { PLANS } from './plans/plans.js';
import { isUnderFederalLaw } from './place.js';
import { toldLaw } from './told-law.js';
import type { Signing } from './who-may.js';

/** What the sender of some letters should know beyond the rule. */
const GOOD_TO_KNOW: Partial<Record<LetterId, string>> = {
  amendment: 'note.amendment',
  disagreement: 'note.disagreement',
  disclosures: 'note.disclosures',
  restriction: 'note.restriction',
  'fraud-unit': 'note.fraud-unit',
  'ocr-complaint': 'note.ocr-complaint',
  'privacy-inquiry': 'note.no-set-time',
  'ai-training': 'note.no-set-time',
};

/** What no rule makes anybody answer. */
const ONLY_ASKS: ReadonlySet<LetterId> = new Set(['fraud-unit', 'ai-training', 'privacy-inquiry']);

/** The page for whoever has the letter made, to keep: who signs, what to do, what the law says, what to do if nobody answers. */
export function noteOf(letter: Letter, signing: Signing, facts: LetterFacts): Block[] | null {
  if (signing === 'nobody') return null;
  return [
    paragraph('note.keep'),
    ...whoSigns(letter, signing, facts),
    heading('note.steps'),
    numbered(...steps(letter, signing)),
    ...goodToKnow(letter.id),
    ...(signing === 'own-voice' ? [] : theLaw(letter, signing, facts)),
    ...ifNobodyAnswers(letter, signing, facts),
  ];
}

function whoSigns({ id, place }: Letter, signing: Signing, { patient, sender }: LetterFacts): Block[] {
  switch (signing) {
    case 'patient-asked':
      return [
        patient.name === null
          ? paragraph('note.ask-unnamed')
          : paragraph('note.ask', { patient: patient.name }),
        paragraph('note.helper'),
      ];
    case 'representative':
      return [
        paragraph('note.for-patient'),
        ...(isParent(sender) && isUnderFederalLaw(place) ? [paragraph('note.parent')] : []),
        ...(id === 'ocr-complaint' ? [paragraph('note.ocr-consent')] : []),
      ];
    case 'own-voice':
      return [paragraph('note.own-voice')];
    case 'patient':
    case 'nobody':
      return [];
  }
}

/** Of some care a parent may not ask (45 CFR 164.502(g)(3)). */
function isParent(sender: LetterFacts['sender']): boolean {
  return sender.role === 'representative' && sender.authority === 'parent';
}

function steps(letter: Letter, signing: Signing): string[] {
  const all = [
    hasBlanks(letter) ? 'note.fill' : null,
    signing === 'patient-asked' ? 'note.sign-asked' : 'note.sign',
    letter.enclosures.length > 0 ? 'note.enclose' : null,
    letter.id === 'ocr-complaint' ? 'note.send-ocr' : 'note.send',
    'note.copy',
  ];
  return all.filter((step) => step !== null);
}

function goodToKnow(id: LetterId): Block[] {
  const told = GOOD_TO_KNOW[id];
  return told === undefined ? [] : [heading('note.good'), paragraph(told)];
}

/** The rules with their source, for the sender; whose law they are where we do not know the place or its law. */
function theLaw(letter: Letter, signing: Signing, facts: LetterFacts): Block[] {
  const { id, place } = letter;
  const underFederalLaw = isUnderFederalLaw(place);
  const rules: LawId[] = [
    ...PLANS[id].laws(place, facts),
    ...(signing === 'representative' && underFederalLaw ? (['acting-for'] as const) : []),
  ];
  const laws: Block[] =
    rules.length === 0
      ? []
      : [{ kind: 'law', to: 'sender', laws: rules.map((rule) => toldLaw(rule, facts.today)) }];
  const told = [
    ...laws,
    ...(facts.answerDue === null ? [] : [paragraph('note.due', { day: facts.answerDue })]),
    ...(place === 'unknown' ? [paragraph('note.unknown-place')] : []),
    ...(place === 'elsewhere' ? [paragraph('note.elsewhere')] : []),
  ];
  return told.length === 0 ? [] : [heading('note.law'), ...told];
}

/** Rights of federal law have an office that one can complain to (45 CFR 160.306). */
function ifNobodyAnswers({ id, place }: Letter, signing: Signing, { today }: LetterFacts): Block[] {
  if (signing === 'own-voice' || id === 'ocr-complaint') return [];
  const complaint: Block[] =
    isUnderFederalLaw(place) && !ONLY_ASKS.has(id)
      ? [paragraph('note.complain'), { kind: 'law', to: 'sender', laws: [toldLaw('complaint', today)] }]
      : [];
  return [heading('note.silence'), paragraph('note.again'), ...complaint];
}

function hasBlanks({ from, to, body, signature }: Letter): boolean {
  const inBody = body.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  const all: Field[] = [...from, ...(to?.fields ?? []), ...inBody, ...(signature ? [signature.name] : [])];
  return all.some(({ shown }) => shown === null);
}

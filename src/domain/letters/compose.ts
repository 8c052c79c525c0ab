import type { LawId } from '../law.js';
import { fields, heading, needed, neededDay, paragraph } from './blocks.js';
import { enclosuresOf } from './enclosures.js';
import type { Block, Letter, LetterId, Said, Signature } from './letter.js';
import type { LetterFacts } from './letter-facts.js';
import { noteOf } from './note.js';
import { isUnderFederalLaw, placeOf, type Place } from './place.js';
import { PLANS } from './plans/plans.js';
import { officeOf, senderOf } from './parties.js';
import { toldLaw } from './told-law.js';
import { tidyFacts } from './tidy.js';
import { isForPlace, type Signing, signingOf } from './who-may.js';

/**
 * One letter, as data: what stands in it, in which order, under which rules, and who signs. Its words are put in by
 * `writeLetter`. Throws where that sender may not have it made, or where there is none to that place.
 */
export function composeLetter(id: LetterId, given: LetterFacts): Letter {
  const facts = tidyFacts(given);
  const place = letterPlace(id, facts);
  const signing = signingOf(id, facts.sender.role);
  if (signing === null || !isForPlace(id, place))
    throw new Error(`there is no letter ${id} for a ${facts.sender.role} to a place under ${place}`);
  const letter: Letter = {
    id,
    place,
    who: signing === 'representative' ? 'patient' : 'me',
    paper: isUnderFederalLaw(place) ? 'LETTER' : 'A4',
    day: facts.today,
    readInEnglish: (isUnderFederalLaw(place) || place === 'GB') && id !== 'question-sheet',
    subject: { id: `subject.${id}` },
    note: null,
    from: signing === 'nobody' ? [] : senderOf(facts, signing),
    to: officeOf(id, place, facts),
    body: bodyOf(id, place, signing, facts),
    enclosures: enclosuresOf(id, signing),
    signature: signatureOf(signing, facts),
  };
  return { ...letter, note: noteOf(letter, signing, facts) };
}

/** By whose law a letter goes: that of the plan for a claim, else that of the place that holds the record. */
export function letterPlace(id: LetterId, facts: LetterFacts): Place {
  return placeOf(id === 'fraud-unit' ? facts.plan : facts.organization);
}

function bodyOf(id: LetterId, place: Place, signing: Signing, facts: LetterFacts): Block[] {
  const { body, laws } = PLANS[id];
  if (signing === 'nobody') return body(facts, place);
  const rules = laws(place, facts);
  return [
    ...opening(id, place, signing, facts),
    ...body(facts, place),
    ...(rules.length === 0 ? [] : ruleBlocks(rules, facts.today)),
    paragraph('thanks'),
  ];
}

function opening(id: LetterId, place: Place, signing: Signing, facts: LetterFacts): Block[] {
  const greeting = paragraph(`greeting.${PLANS[id].office(place)}`);
  if (signing === 'own-voice') return [greeting];
  const { patient, sender } = facts;
  const about = fields(needed('patient', patient.name), neededDay('birth-date', patient.birthDate));
  if (sender.role !== 'representative') return [about, greeting];
  return [about, greeting, paragraph(`speaker.${sender.authority}`)];
}

function ruleBlocks(rules: LawId[], today: string): Block[] {
  return [heading('rule'), { kind: 'law', to: 'office', laws: rules.map((rule) => toldLaw(rule, today)) }];
}

function signatureOf(signing: Signing, { patient, sender }: LetterFacts): Signature | null {
  switch (signing) {
    case 'nobody':
      return null;
    case 'own-voice':
      return { name: needed('name', sender.role === 'self' ? patient.name : sender.name), as: null };
    case 'patient':
    case 'patient-asked':
      return { name: needed('name', patient.name), as: null };
    case 'representative':
      return forPatient({ patient, sender });
  }
}

/** "as guardian for …": a representative signs with their own name, for the patient (45 CFR 164.502(g)). */
function forPatient({ patient, sender }: Pick<LetterFacts, 'patient' | 'sender'>): Signature {
  if (sender.role !== 'representative') throw new Error(`a ${sender.role} may not sign for a patient`);
  const { authority, name } = sender;
  const as: Said =
    patient.name === null
      ? { id: `signature.as-unnamed.${authority}` }
      : { id: `signature.as.${authority}`, values: { patient: patient.name } };
  return { name: needed('name', name), as };
}

import { fields, ifKnown, ifKnownDay, neededDay } from '../blocks.js';
import type { Block, Field } from '../letter.js';
import type { StudyFacts } from '../letter-facts.js';

const UNKNOWN: StudyFacts = { kind: null, description: null, day: null, accession: null };

/** The exam a letter is about; with lines for its kind and day where it cannot be told without them. */
export function studyFields(study: StudyFacts | null): Block {
  const { kind, description, day, accession } = study ?? UNKNOWN;
  return fields(
    kindField(kind),
    ifKnown('study-description', description),
    neededDay('study-day', day),
    ifKnown('study-accession', accession),
  );
}

/** What is known of an exam that is still to come, or that a complaint may be about. */
export function knownStudyFields(study: StudyFacts | null): Field[] {
  if (study === null) return [];
  const all = [
    study.kind === null ? null : kindField(study.kind),
    ifKnown('study-description', study.description),
    ifKnownDay('study-day', study.day),
    ifKnown('study-accession', study.accession),
  ];
  return all.filter((field) => field !== null);
}

function kindField(kind: StudyFacts['kind']): Field {
  return { name: 'study-kind', shown: kind === null ? null : { said: { id: `kind.${kind}` } } };
}

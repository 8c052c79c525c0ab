import { DateTime } from 'luxon';
import type { Authority, LetterFacts, Office, Sender } from '../domain/letters/letter-facts.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import { examName, type Study } from '../domain/study.js';
import type { LetterRow } from '../store/pages/letter.reader.js';
import type { Who } from './views/shell.js';
import type { Reader } from './words/times.js';

const NOBODY: Office = { name: null, address: null, state: null, country: null };

/** A letter filled from the record; what the record does not tell is a line to fill in. */
export function letterFacts(row: LetterRow, sender: Sender, reader: Reader): LetterFacts {
  const { name, birthDate, organization, city, state, country } = row;
  const town = [city, state].filter((part) => part !== null).join(', ');
  return {
    today: DateTime.fromJSDate(reader.now, { zone: reader.zone }).toISODate()!,
    patient: { name, birthDate: wholeDay(birthDate), address: null, phone: null },
    sender,
    organization: { name: organization, address: town === '' ? null : [town], state, country },
    study: row.study && studyOf(row.study),
    correction: { wrong: null, right: null, why: null },
    refusal: { day: null, reason: null, statement: null },
    disclosures: { from: null, to: null },
    limit: { what: null, with: null, paid: null },
    reach: { address: null, phone: null, email: null },
    research: { name: null, consentDay: null },
    plan: { ...NOBODY, memberNumber: null },
    claim: { service: null, day: null, provider: null },
    complaint: { happened: null, day: null, learnedOn: null },
    appointment: { day: null },
    official: { name: null, address: null },
    answerDue: null,
  };
}

/** Who has the letter made; null for a representative who has not said by what they may act. */
export function senderOf({ role }: Who, name: string, authority: Authority | null): Sender | null {
  if (role === 'self') return { role };
  if (role === 'helper') return { role, name, address: null };
  return authority && { role, name, address: null, phone: null, authority };
}

function studyOf(study: Study): LetterFacts['study'] {
  return {
    kind: scanKind(study.modalities),
    description: examName(study),
    day: wholeDay(study.started),
    accession: study.accessions[0]?.value ?? null,
  };
}

/** YYYY-MM-DD of a FHIR date or dateTime; null where it is less exact. */
function wholeDay(stated: string | null): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(stated ?? '')?.[0] ?? null;
}

import { needed } from './blocks.js';
import type { Field, Letter, LetterId } from './letter.js';
import type { LetterFacts } from './letter-facts.js';
import type { Place } from './place.js';
import { PLANS } from './plans/plans.js';
import type { OfficeKind } from './plans/plan.js';
import type { Signing } from './who-may.js';

/** Where complaints about health privacy go by post, as the office itself writes it. */
const OCR_ADDRESS = [
  'Centralized Case Management Operations',
  'U.S. Department of Health and Human Services',
  '200 Independence Avenue, S.W.',
  'Room 509F HHH Bldg.',
  'Washington, D.C. 20201',
];

/** Name and address of whoever signs. */
export function senderOf({ patient, sender }: LetterFacts, signing: Signing): Field[] {
  const ownWriter = signing === 'own-voice' || signing === 'representative';
  const writer = ownWriter && sender.role !== 'self' ? { phone: null, ...sender } : patient;
  return [
    needed('name', writer.name),
    ...addressFields(writer.address),
    ...(writer.phone === null ? [] : [phoneField(writer.phone)]),
  ];
}

/** The office that gets the letter, or null where none does. */
export function officeOf(id: LetterId, place: Place, facts: LetterFacts): Letter['to'] {
  const kind = PLANS[id].office(place);
  return kind === null ? null : { office: { id: `office.${kind}` }, fields: officeFields(kind, facts) };
}

function officeFields(kind: OfficeKind, { organization, plan, official }: LetterFacts): Field[] {
  switch (kind) {
    case 'ocr':
      return addressFields(OCR_ADDRESS);
    case 'official':
      return [needed('official', official.name), ...addressFields(official.address)];
    case 'fraud-unit':
      return [needed('plan', plan.name), ...addressFields(plan.address)];
    case 'records':
    case 'privacy':
    case 'imaging':
    case 'research':
    case 'data-protection':
      return [needed('organization', organization.name), ...addressFields(organization.address)];
  }
}

function addressFields(address: string[] | null): Field[] {
  if (address === null) return [needed('address', null)];
  return address.map((line) => needed('address', line));
}

function phoneField(phone: string): Field {
  return { name: 'phone', shown: { said: { id: 'phone', values: { phone } } } };
}

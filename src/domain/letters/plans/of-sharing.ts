import {
  fields,
  heading,
  ifKnownDay,
  inOneLine,
  needed,
  neededDay,
  numbered,
  ownWords,
  paragraph,
} from '../blocks.js';
import type { Block } from '../letter.js';
import type { LetterFacts } from '../letter-facts.js';
import { isUnderFederalLaw } from '../place.js';
import type { Plan } from './plan.js';
import { knownStudyFields, studyFields } from './study-fields.js';

/** Who got the record: 45 CFR 164.528. */
export const DISCLOSURES: Plan = {
  office: () => 'privacy',
  body: ({ disclosures }) => [
    paragraph('disclosures.ask'),
    paragraph('disclosures.called'),
    ...(disclosures.from === null
      ? [paragraph('disclosures.all')]
      : [fields(neededDay('from', disclosures.from), ifKnownDay('to', disclosures.to))]),
    heading('disclosures.each'),
    numbered('disclosures.day', 'disclosures.who', 'disclosures.what', 'disclosures.why'),
    paragraph('disclosures.vendors'),
    paragraph('disclosures.fee'),
  ],
  laws: () => ['disclosures'],
};

/** Less sharing, and none with the plan of what the patient paid in full: 45 CFR 164.522(a). */
export const RESTRICTION: Plan = {
  office: () => 'privacy',
  body: ({ limit }) => [
    paragraph('restriction.ask'),
    fields(ownWords('limit-what', limit.what), needed('limit-with', limit.with)),
    ...(limit.paid === null ? [] : paidInFull(limit.paid)),
    heading('what-i-ask'),
    numbered('restriction.agree', 'restriction.note', 'restriction.tell'),
  ],
  laws: (_, { limit }) => (limit.paid === null ? ['restriction'] : ['restriction', 'paid-in-full']),
};

function paidInFull({ service, day }: NonNullable<LetterFacts['limit']['paid']>): Block[] {
  return [
    heading('restriction.paid'),
    paragraph('restriction.plan'),
    fields(needed('paid-service', service), neededDay('paid-day', day)),
  ];
}

/** Mail and calls to another place: 45 CFR 164.522(b). */
export const OTHER_ADDRESS: Plan = {
  office: () => 'privacy',
  body: ({ reach }) => [
    paragraph('other-address.ask'),
    heading('other-address.use'),
    fields(
      needed('reach-address', inOneLine(reach.address)),
      needed('reach-phone', reach.phone),
      needed('reach-email', reach.email),
    ),
    heading('what-i-ask'),
    numbered('other-address.only', 'other-address.all', 'other-address.tell'),
  ],
  laws: () => ['other-address'],
};

/** Questions on AI (A17), and a wish that no law makes an office grant. */
export const AI_TRAINING: Plan = {
  office: () => 'imaging',
  body: ({ study }, place) => [
    paragraph('ai-training.ask'),
    ...(study === null ? [] : [heading('the-scan'), studyFields(study)]),
    heading('questions'),
    numbered(
      'ai-training.used',
      'ai-training.doctor',
      'ai-training.left',
      'ai-training.kept',
      'ai-training.faces',
    ),
    heading('ai-training.wish'),
    paragraph('ai-training.please'),
    ...(isUnderFederalLaw(place) ? [paragraph('ai-training.no-law')] : []),
    paragraph('ai-training.tell'),
  ],
  laws: (place) => (place === 'US-TX' ? ['ai-texas'] : []),
};

/** A consent to research taken back: 45 CFR 164.508(b)(5). */
export const RESEARCH_WITHDRAWAL: Plan = {
  office: () => 'research',
  body: ({ research, study }) => [
    paragraph('research-withdrawal.ask'),
    fields(
      needed('research-name', research.name),
      neededDay('consent-day', research.consentDay),
      ...knownStudyFields(study),
    ),
    heading('what-i-ask'),
    numbered(
      'research-withdrawal.stop',
      'research-withdrawal.used',
      'research-withdrawal.given',
      'research-withdrawal.faces',
      'research-withdrawal.tell',
    ),
  ],
  laws: () => ['research-withdrawal'],
};

/** Against research with one's data: GDPR and UK GDPR Article 21. */
export const OBJECTION: Plan = {
  office: () => 'data-protection',
  body: ({ study }) => [
    paragraph('objection.ask'),
    ...(study === null ? [] : [heading('the-scan'), studyFields(study)]),
    heading('what-i-ask'),
    numbered('objection.stop', 'objection.given', 'objection.reasons', 'objection.tell'),
  ],
  laws: (place) => [place === 'GB' ? 'objection-uk' : 'objection-eu'],
};

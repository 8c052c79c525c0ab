import type { LawId } from '../../law.js';
import { fields, heading, neededDay, numbered, ownWords, paragraph } from '../blocks.js';
import type { Block } from '../letter.js';
import type { LetterFacts } from '../letter-facts.js';
import type { Place } from '../place.js';
import type { Plan } from './plan.js';
import { studyFields } from './study-fields.js';

/** Copies of images and reports: 45 CFR 164.524, GDPR and UK GDPR Article 15. */
export const ACCESS: Plan = {
  office: () => 'records',
  body: ({ study }) => [
    paragraph('access.ask'),
    paragraph(study === null ? 'access.all' : 'access.one'),
    ...(study === null ? [] : [heading('the-scan'), studyFields(study)]),
    heading('what-i-ask'),
    numbered('access.images', 'access.reports', 'access.earlier', 'access.way', 'access.fee', 'access.part'),
  ],
  laws: (place) =>
    lawBy(place, {
      'US-CA': ['access', 'access-california'],
      'US-TX': ['access', 'access-texas'],
      US: ['access'],
      unknown: ['access'],
      EU: ['access-eu'],
      GB: ['access-uk'],
    }),
};

/** A wrong entry put right: 45 CFR 164.526, GDPR and UK GDPR Article 16. */
export const AMENDMENT: Plan = {
  office: () => 'records',
  body: ({ study, correction }, place) => [
    paragraph('amendment.ask'),
    ...(lawBy(place, FEDERAL_CORRECTION).length > 0 ? [paragraph('amendment.called')] : []),
    heading('the-entry'),
    studyFields(study),
    fields(
      ownWords('wrong', correction.wrong),
      ownWords('right', correction.right),
      ownWords('why', correction.why),
    ),
    heading('what-i-ask'),
    numbered('amendment.correct', 'amendment.done', 'amendment.others', 'amendment.refuse'),
  ],
  laws: (place) => lawBy(place, { ...FEDERAL_CORRECTION, EU: ['correction-eu'], GB: ['correction-uk'] }),
};

/** After a refused correction: 45 CFR 164.526(d). */
export const DISAGREEMENT: Plan = {
  office: () => 'records',
  body: ({ study, refusal }) => [
    paragraph('disagreement.ask'),
    heading('the-entry'),
    studyFields(study),
    fields(
      neededDay('refusal-day', refusal.day),
      ownWords('refusal-reason', refusal.reason),
      ownWords('statement', refusal.statement),
    ),
    heading('what-i-ask'),
    numbered('disagreement.keep', 'disagreement.send', 'disagreement.answer', 'disagreement.else'),
  ],
  laws: () => ['disagreement'],
};

/** Questions of whose an entry is, which no rule makes an office answer: A2 and A7. */
export const PRIVACY_INQUIRY: Plan = {
  office: (place) => (place === 'EU' || place === 'GB' ? 'data-protection' : 'privacy'),
  body: ({ study }: LetterFacts): Block[] => [
    paragraph('privacy-inquiry.ask'),
    heading('the-scan'),
    studyFields(study),
    heading('questions'),
    numbered(
      'privacy-inquiry.ordered',
      'privacy-inquiry.made',
      'privacy-inquiry.why',
      'privacy-inquiry.match',
      'privacy-inquiry.opened',
    ),
    paragraph('privacy-inquiry.wrong'),
    paragraph('privacy-inquiry.others'),
  ],
  laws: () => [],
};

const FEDERAL_CORRECTION: Partial<Record<Place, LawId[]>> = {
  US: ['correction'],
  'US-CA': ['correction'],
  'US-TX': ['correction'],
  unknown: ['correction'],
};

function lawBy(place: Place, laws: Partial<Record<Place, LawId[]>>): LawId[] {
  return laws[place] ?? [];
}

import fc from 'fast-check';
import {
  AUTHORITIES,
  type LetterFacts,
  type Office,
  type Sender,
  STUDY_KINDS,
} from '../../src/domain/letters/letter-facts.js';

/** All that is known of nobody. */
export const NOTHING: LetterFacts = {
  today: '2026-11-22',
  patient: { name: null, birthDate: null, address: null, phone: null },
  sender: { role: 'self' },
  organization: { name: null, address: null, state: null, country: null },
  study: null,
  correction: { wrong: null, right: null, why: null },
  refusal: { day: null, reason: null, statement: null },
  disclosures: { from: null, to: null },
  limit: { what: null, with: null, paid: null },
  reach: { address: null, phone: null, email: null },
  research: { name: null, consentDay: null },
  plan: { name: null, address: null, state: null, country: null, memberNumber: null },
  claim: { service: null, day: null, provider: null },
  complaint: { happened: null, day: null, learnedOn: null },
  appointment: { day: null },
  official: { name: null, address: null },
  answerDue: null,
};

const NAMES = [
  'Nguyễn',
  'Łukasz',
  'Ana',
  'O’Hara',
  'José María',
  'Ελένη',
  'Жанна',
  '  ',
  '',
  'A & B <c>',
  "d'Arc {x}",
  '王小明',
  'محمد',
];

const text = fc.option(
  fc.oneof(
    fc.constantFrom(...NAMES),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ maxLength: 400 }),
  ),
  { nil: null },
);
const day = fc.option(
  fc.oneof(
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
    fc.constantFrom('2019', '2019-02', 'not known'),
  ),
  { nil: null },
);
const address = fc.option(
  fc.array(
    text.map((line) => line ?? ''),
    { maxLength: 4 },
  ),
  { nil: null },
);

const office: fc.Arbitrary<Office> = fc.record({
  name: text,
  address,
  state: fc.constantFrom(null, 'TX', 'CA', 'OH'),
  country: fc.constantFrom(null, 'US', 'IE', 'ES', 'GB', 'MX'),
});

const sender: fc.Arbitrary<Sender> = fc.oneof(
  fc.constant({ role: 'self' as const }),
  fc.record({
    role: fc.constant('representative' as const),
    name: text,
    address,
    phone: text,
    authority: fc.constantFrom(...AUTHORITIES),
  }),
  fc.record({ role: fc.constant('helper' as const), name: text, address }),
);

const study = fc.record({
  kind: fc.constantFrom(null, ...STUDY_KINDS),
  description: text,
  day,
  accession: text,
});

/** Facts of every completeness, with names and texts that nobody expected. */
export const anyFacts: fc.Arbitrary<LetterFacts> = fc.record({
  today: fc.constantFrom('2026-11-22', '2029-02-28'),
  patient: fc.record({ name: text, birthDate: day, address, phone: text }),
  sender,
  organization: office,
  study: fc.option(study, { nil: null }),
  correction: fc.record({ wrong: text, right: text, why: text }),
  refusal: fc.record({ day, reason: text, statement: text }),
  disclosures: fc.record({ from: day, to: day }),
  limit: fc.record({
    what: text,
    with: text,
    paid: fc.option(fc.record({ service: text, day }), { nil: null }),
  }),
  reach: fc.record({ address, phone: text, email: text }),
  research: fc.record({ name: text, consentDay: day }),
  plan: fc.tuple(office, text).map(([known, memberNumber]) => ({ ...known, memberNumber })),
  claim: fc.record({ service: text, day, provider: text }),
  complaint: fc.record({ happened: text, day, learnedOn: day }),
  appointment: fc.record({ day }),
  official: fc.record({ name: text, address }),
  answerDue: day,
});

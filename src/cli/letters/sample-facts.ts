import type { LetterFacts, Office, Person, Sender } from '../../domain/letters/letter-facts.js';
import type { Locale } from '../../words/words.js';

/** Of what invented people and places a letter is shown: with the fewest facts, or with all and the longest. */
export const CASES = ['short', 'long'] as const;
export type Case = (typeof CASES)[number];

/** Whose law the letters of each sample go by; a long federal one is to Texas, where most rules meet. */
export const GROUNDS = ['us', 'eu', 'uk'] as const;
export type Ground = (typeof GROUNDS)[number];

type Role = Sender['role'];

export function sampleFacts(
  which: Case,
  ground: Ground,
  role: Role,
  locale: Locale,
  today: string,
): LetterFacts {
  return which === 'short' ? fewest(ground, role, today) : most(ground, role, locale, today);
}

const COUNTRIES: Record<Ground, string | null> = { us: null, eu: 'IE', uk: 'GB' };

const NO_OFFICE: Office = { name: null, address: null, state: null, country: null };

function fewest(ground: Ground, role: Role, today: string): LetterFacts {
  return {
    today,
    patient: { name: 'Ana Ruiz', birthDate: null, address: null, phone: null },
    sender: {
      self: { role: 'self' as const },
      representative: {
        role: 'representative' as const,
        name: 'Eva Ruiz',
        address: null,
        phone: null,
        authority: 'parent' as const,
      },
      helper: { role: 'helper' as const, name: 'Leo Ruiz', address: null },
    }[role],
    organization: { ...NO_OFFICE, name: 'Elm Clinic', country: COUNTRIES[ground] },
    study: null,
    correction: { wrong: null, right: null, why: null },
    refusal: { day: null, reason: null, statement: null },
    disclosures: { from: null, to: null },
    limit: { what: null, with: null, paid: null },
    reach: { address: null, phone: null, email: null },
    research: { name: null, consentDay: null },
    plan: NO_OFFICE_OF_PLAN,
    claim: { service: null, day: null, provider: null },
    complaint: { happened: null, day: null, learnedOn: null },
    appointment: { day: null },
    official: { name: null, address: null },
    answerDue: null,
  };
}

const NO_OFFICE_OF_PLAN = { ...NO_OFFICE, memberNumber: null };

/** 40 and 60 characters, and letters that not every font has. */
const PATIENT = 'Maximiliana Nguyễn-Łukaszewska Ferreiras';
const REPRESENTATIVE = 'Bartholomew Nguyễn-Łukaszewski Ferreiras';
const ORGANIZATION = 'Saint Bartholomew and All Saints Regional Imaging Associates';

const HOMES: Record<Ground, string[]> = {
  us: ['1250 West Cottonwood Avenue, Apartment 14', 'Fredericksburg, TX 78624'],
  eu: ['14 Upper Cottonwood Terrace, Flat 3', 'Drumcondra, Dublin D09 X0Y1', 'Ireland'],
  uk: ['14 Upper Cottonwood Terrace, Flat 3', 'Newcastle upon Tyne NE1 0XX', 'United Kingdom'],
};
const PLACES: Record<Ground, Office> = {
  us: {
    name: ORGANIZATION,
    address: ['4400 North Medical Center Boulevard', 'Suite 210', 'San Antonio, TX 78229'],
    state: 'TX',
    country: 'US',
  },
  eu: {
    name: ORGANIZATION,
    address: ['44 Hospital Road', 'Dublin D07 X0Y1', 'Ireland'],
    state: null,
    country: 'IE',
  },
  uk: {
    name: ORGANIZATION,
    address: ['44 Hospital Road', 'Newcastle upon Tyne NE1 0XX', 'United Kingdom'],
    state: null,
    country: 'GB',
  },
};

/** What the patient wrote, in their own language. */
const OWN_WORDS = {
  en: {
    wrong: 'The entry says that the left knee was scanned.',
    right: 'It was the right knee. The left knee was not scanned that day.',
    why: 'I was there, and the order in my hand names the right knee.',
    reason: 'The entry is said to be right and complete.',
    statement: 'My order and my bill both name the right knee. Please compare them with the images.',
    limit: 'The scan of the knee and its report',
    with: 'My employer’s health office',
    service: 'MRI of the right knee',
    research: 'Bone and joint image library',
    happened: 'I asked for copies of my scans twice. Nobody answered, and nobody told me why.',
  },
  es: {
    wrong: 'Dice que el estudio fue de la rodilla izquierda.',
    right: 'Fue la rodilla derecha. Ese día no me hicieron nada en la izquierda.',
    why: 'Yo estaba allí, y la orden que tengo dice rodilla derecha.',
    reason: 'Dicen que el dato está bien y completo.',
    statement: 'Mi orden y mi factura dicen rodilla derecha. Compárenlas con las imágenes.',
    limit: 'El estudio de la rodilla y su informe',
    with: 'La oficina de salud de mi trabajo',
    service: 'Resonancia de la rodilla derecha',
    research: 'Biblioteca de imágenes de huesos',
    happened: 'Pedí dos veces copias de mis estudios. Nadie respondió, y nadie me dijo por qué.',
  },
} satisfies Record<Locale, Record<string, string>>;

function most(ground: Ground, role: Role, locale: Locale, today: string): LetterFacts {
  const own = OWN_WORDS[locale];
  const home = HOMES[ground];
  const place = PLACES[ground];
  const patient: Person = { name: PATIENT, birthDate: '1958-09-23', address: home, phone: '555-0142' };
  return {
    today,
    patient,
    sender: {
      self: { role: 'self' as const },
      representative: {
        role: 'representative' as const,
        name: REPRESENTATIVE,
        address: home,
        phone: '555-0143',
        authority: 'health-care-proxy' as const,
      },
      helper: { role: 'helper' as const, name: REPRESENTATIVE, address: home },
    }[role],
    organization: place,
    study: {
      kind: 'mri',
      description: 'MRI KNEE RIGHT WITHOUT CONTRAST, THREE PLANES',
      day: '2019-02-14',
      accession: 'SBI-2019-0214-77310',
    },
    correction: { wrong: own.wrong, right: own.right, why: own.why },
    refusal: { day: '2026-09-30', reason: own.reason, statement: own.statement },
    disclosures: { from: '2021-01-01', to: '2026-10-31' },
    limit: { what: own.limit, with: own.with, paid: { service: own.service, day: '2026-10-12' } },
    reach: { address: home, phone: '555-0144', email: 'maximiliana@post.example' },
    research: { name: own.research, consentDay: '2022-03-08' },
    plan: {
      name: 'Cottonwood Valley Cooperative Health Plan of Central Texas',
      address: ['PO Box 1180', 'Austin, TX 78767'],
      state: 'TX',
      country: 'US',
      memberNumber: 'CVC-0099-4471-02',
    },
    claim: { service: own.service, day: '2026-08-19', provider: ORGANIZATION },
    complaint: { happened: own.happened, day: '2026-09-01', learnedOn: '2026-10-05' },
    appointment: { day: '2026-12-04' },
    official: {
      name: 'Representative Ottoline Farnsworth-Abernathy',
      address: ['PO Box 2910', 'Austin, TX 78768'],
    },
    answerDue: null,
  };
}

import type { GrantRole } from '../notification.js';

/**
 * All that a letter may be filled with. What is not known is null and becomes a line to fill in, or is left out where
 * the letter does not need it. Days are YYYY-MM-DD, addresses a line each.
 */
export interface LetterFacts {
  /** The day the letter is dated, and by which rules of law are told with or without their figures. */
  today: string;
  patient: Person;
  sender: Sender;
  /** The place that holds the record, or that the letter is about. */
  organization: Office;
  study: StudyFacts | null;
  correction: Correction;
  /** How the place refused a correction, and what the patient says to that. */
  refusal: { day: string | null; reason: string | null; statement: string | null };
  /** First and last day of a list of disclosures. */
  disclosures: { from: string | null; to: string | null };
  /** What is not to be shared, and with whom. `paid` where the patient paid the whole bill without the plan. */
  limit: {
    what: string | null;
    with: string | null;
    paid: { service: string | null; day: string | null } | null;
  };
  /** Where the patient wants to be reached instead. */
  reach: { address: string[] | null; phone: string | null; email: string | null };
  research: { name: string | null; consentDay: string | null };
  plan: Office & { memberNumber: string | null };
  claim: { service: string | null; day: string | null; provider: string | null };
  complaint: { happened: string | null; day: string | null; learnedOn: string | null };
  appointment: { day: string | null };
  official: { name: string | null; address: string[] | null };
  /** The day by which an answer is due, as the case counts it; null where nothing was sent yet. */
  answerDue: string | null;
}

export interface Person {
  name: string | null;
  birthDate: string | null;
  address: string[] | null;
  phone: string | null;
}

export interface Office {
  name: string | null;
  address: string[] | null;
  /** Two-letter code of a state of the United States. */
  state: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
}

/** Who has the letter made. A representative whose proof is not on file yet is a helper here. */
export type Sender =
  | { role: Extract<GrantRole, 'self'> }
  | {
      role: Extract<GrantRole, 'representative'>;
      name: string | null;
      address: string[] | null;
      phone: string | null;
      authority: Authority;
    }
  | { role: Extract<GrantRole, 'helper'>; name: string | null; address: string[] | null };

/** By what a representative may decide for the patient (45 CFR 164.502(g)). */
export const AUTHORITIES = [
  'parent',
  'guardian',
  'health-care-proxy',
  'power-of-attorney',
  'executor',
] as const;
export type Authority = (typeof AUTHORITIES)[number];

export const STUDY_KINDS = [
  'ct',
  'mri',
  'x-ray',
  'moving-x-ray',
  'ultrasound',
  'mammogram',
  'pet',
  'nuclear',
  'other',
] as const;
export type StudyKind = (typeof STUDY_KINDS)[number];

export interface StudyFacts {
  kind: StudyKind | null;
  /** The record's own words for the exam. */
  description: string | null;
  day: string | null;
  /** The place's own number for the exam. */
  accession: string | null;
}

/** What the record says wrongly, what would be right, and why the patient thinks so. */
export interface Correction {
  wrong: string | null;
  right: string | null;
  why: string | null;
}

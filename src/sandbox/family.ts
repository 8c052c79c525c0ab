import { digest } from './identifiers.js';
import type { HospitalId } from './hospitals.js';

/** The account holder: the daughter who cares for the three. She is no patient of the sandbox. */
export const SANDBOX_CAREGIVER = { given: 'Elena', family: 'Alvarez', email: 'elena@family.example' };

export const FAMILY_MEMBERS = ['miguel', 'rosa', 'sam'] as const;
export type FamilyMember = (typeof FAMILY_MEMBERS)[number];

export interface Relative {
  given: string;
  family: string;
  gender: 'female' | 'male';
  /** ISO date. */
  birthDate: string;
  /** What this person is to the account holder. */
  relation: string;
  /** The hospitals that hold a chart of this person, the one with the longer history first. */
  knownAt: HospitalId[];
}

export const FAMILY: Record<FamilyMember, Relative> = {
  miguel: {
    given: 'Miguel',
    family: 'Alvarez',
    gender: 'male',
    birthDate: '1951-02-17',
    relation: 'father',
    knownAt: ['lakeside', 'northgate'],
  },
  rosa: {
    given: 'Rosa',
    family: 'Alvarez',
    gender: 'female',
    birthDate: '1954-08-30',
    relation: 'mother',
    knownAt: ['northgate', 'lakeside'],
  },
  sam: {
    given: 'Sam',
    family: 'Alvarez',
    gender: 'male',
    birthDate: '2015-03-09',
    relation: 'son',
    knownAt: ['lakeside'],
  },
};

/** The logical id of a relative's Patient at one hospital: another one at each, and never reissued. */
export function patientIdAt(hospital: HospitalId, member: FamilyMember): string {
  return `p${digest(`${hospital} patient ${member}`).slice(0, 15)}`;
}

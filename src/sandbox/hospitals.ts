/** The invented hospitals of the sandbox: two, in one state, so that a family's history is spread over both. */
export const HOSPITAL_IDS = ['lakeside', 'northgate'] as const;
export type HospitalId = (typeof HOSPITAL_IDS)[number];

export interface Hospital {
  id: HospitalId;
  name: string;
  aliases: string[];
  city: string;
  /** Two-letter code. */
  state: string;
  phone: string;
  /** Root of the identifier systems this hospital issues (a reserved name that never resolves). */
  system: string;
  /** How its machines write the time of an exam: with the local offset, or in UTC. */
  clock: 'local' | 'utc';
  /** Whether its searchsets say how many matches there are; the element is optional in FHIR. */
  statesTotal: boolean;
}

/** Where both hospitals stand. */
export const SANDBOX_ZONE = 'America/New_York';

export const HOSPITALS: Record<HospitalId, Hospital> = {
  lakeside: {
    id: 'lakeside',
    name: 'Lakeside Hospital',
    aliases: ['Lakeside', 'Lakeside Hospital Imaging'],
    city: 'Fernhollow',
    state: 'VT',
    phone: '802-555-0110',
    system: 'https://lakeside.example',
    clock: 'local',
    statesTotal: true,
  },
  northgate: {
    id: 'northgate',
    name: 'Northgate Clinic',
    aliases: ['Northgate'],
    city: 'Quarry Mills',
    state: 'VT',
    phone: '802-555-0164',
    system: 'https://northgate.example',
    clock: 'utc',
    statesTotal: false,
  },
};

/** Whether a word from outside (a path, a form) names one of the hospitals. */
export function isHospitalId(word: unknown): word is HospitalId {
  return HOSPITAL_IDS.some((id) => id === word);
}

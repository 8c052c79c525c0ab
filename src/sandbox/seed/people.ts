import { DateTime } from 'luxon';
import { identifierType } from '../codes.js';
import { FAMILY, patientIdAt, type FamilyMember } from '../family.js';
import { HOSPITALS, SANDBOX_ZONE, type HospitalId } from '../hospitals.js';
import { chooseNumber, logicalId } from '../identifiers.js';
import type { Reference, SandboxResource } from '../shapes.js';

const STAFF = {
  lakeside: {
    family: { given: 'Priya', family: 'Venkatesh' },
    child: { given: 'Jonas', family: 'Okafor' },
    reader: { given: 'Mirela', family: 'Dunmore' },
  },
  northgate: {
    family: { given: 'Aldo', family: 'Fairweather' },
    child: { given: 'Tamsin', family: 'Brightwell' },
    reader: { given: 'Kenji', family: 'Marlowe' },
  },
} as const;
export type StaffRole = keyof (typeof STAFF)[HospitalId];
const ROLES: StaffRole[] = ['family', 'child', 'reader'];

export function patientReference(hospital: HospitalId, member: FamilyMember): Reference {
  return { reference: `Patient/${patientIdAt(hospital, member)}` };
}

export function organizationReference(hospital: HospitalId, generation: string): Reference {
  const id = logicalId(generation, `${hospital} organization`);
  return { reference: `Organization/${id}`, display: HOSPITALS[hospital].name };
}

export function staffReference(hospital: HospitalId, role: StaffRole, generation: string): Reference {
  const { given, family } = STAFF[hospital][role];
  const id = logicalId(generation, `${hospital} practitioner ${role}`);
  return { reference: `Practitioner/${id}`, display: `Dr. ${given} ${family}` };
}

export function organization(hospital: HospitalId, generation: string): SandboxResource {
  const { name, aliases, city, state, phone, system } = HOSPITALS[hospital];
  return {
    resourceType: 'Organization',
    id: logicalId(generation, `${hospital} organization`),
    identifier: [{ system: `${system}/site`, value: hospital }],
    active: true,
    type: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/organization-type',
            code: 'prov',
            display: 'Healthcare Provider',
          },
        ],
      },
    ],
    name,
    alias: aliases,
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
    address: [{ use: 'work', city, state, country: 'US' }],
  };
}

export function practitioners(hospital: HospitalId, generation: string): SandboxResource[] {
  return ROLES.map((role) => ({
    resourceType: 'Practitioner',
    id: logicalId(generation, `${hospital} practitioner ${role}`),
    identifier: [{ system: `${HOSPITALS[hospital].system}/staff`, value: `${hospital}-${role}` }],
    active: true,
    name: [{ family: STAFF[hospital][role].family, given: [STAFF[hospital][role].given], prefix: ['Dr.'] }],
  }));
}

/** One relative's Patient; its number and its id differ from hospital to hospital. */
export function patient(hospital: HospitalId, member: FamilyMember, generation: string): SandboxResource {
  const { given, family, gender, birthDate } = FAMILY[member];
  const { system, city, state } = HOSPITALS[hospital];
  const number = String(chooseNumber(`${hospital} chart ${member}`, 9_000_000) + 1_000_000);
  return {
    resourceType: 'Patient',
    id: patientIdAt(hospital, member),
    identifier: [{ type: identifierType('MR'), system: `${system}/patient-number`, value: number }],
    active: true,
    name: [{ use: 'official', family, given: [given] }],
    gender,
    birthDate,
    address: [{ use: 'home', city, state, country: 'US' }],
    managingOrganization: organizationReference(hospital, generation),
  };
}

/**
 * A visit that is still to come, with the order behind it: the mother's next mammogram at Northgate.
 * The day is fixed, so that a restart finds the same record.
 */
export function upcoming(hospital: HospitalId, generation: string): SandboxResource[] {
  if (hospital !== 'northgate') return [];
  const subject = patientReference(hospital, 'rosa');
  const orderId = logicalId(generation, 'northgate order rosa mammogram 2027');
  const start = DateTime.fromISO('2027-10-14T09:30', { zone: SANDBOX_ZONE });
  const text = (moment: DateTime): string => moment.toUTC().toISO({ suppressMilliseconds: true }) ?? '';
  const order: SandboxResource = {
    resourceType: 'ServiceRequest',
    id: orderId,
    status: 'active',
    intent: 'order',
    code: { text: 'Mammogram of the breasts' },
    subject,
    authoredOn: '2026-10-15',
    requester: staffReference(hospital, 'family', generation),
  };
  const appointment: SandboxResource = {
    resourceType: 'Appointment',
    id: logicalId(generation, 'northgate appointment rosa mammogram 2027'),
    status: 'booked',
    description: 'Mammogram of the breasts',
    start: text(start),
    end: text(start.plus({ minutes: 30 })),
    basedOn: [{ reference: `ServiceRequest/${orderId}` }],
    participant: [
      { actor: subject, status: 'accepted' },
      { actor: staffReference(hospital, 'reader', generation), status: 'accepted' },
    ],
  };
  return [order, appointment];
}

import type { FhirResource } from '../../domain/pull.js';
import { examResources } from '../exam-resources.js';
import { FAMILY, FAMILY_MEMBERS } from '../family.js';
import type { HospitalId } from '../hospitals.js';
import { FIRST_GENERATION } from '../identifiers.js';
import { withNew } from '../shapes.js';
import { HISTORY } from './history.js';
import { organization, patient, practitioners, upcoming } from './people.js';

const built = new Map<HospitalId, FhirResource[]>();

/**
 * Everything one hospital holds before anything happens, in FHIR R4, without the parts that a server
 * adds at each reading (meta, narrative). The same resources at every call and every start: they are built once
 * (some 50 ms) and shared, so nobody may change them in place.
 */
export function seedHospital(hospital: HospitalId): FhirResource[] {
  const resources = built.get(hospital) ?? buildHospital(hospital, FIRST_GENERATION);
  built.set(hospital, resources);
  return resources;
}

function buildHospital(hospital: HospitalId, generation: string): FhirResource[] {
  const known = FAMILY_MEMBERS.filter((member) => FAMILY[member].knownAt.includes(hospital));
  const exams = HISTORY.filter((exam) => exam.hospital === hospital);
  return withNew(
    [organization(hospital, generation), ...practitioners(hospital, generation)],
    [
      ...known.map((member) => patient(hospital, member, generation)),
      ...exams.flatMap((exam) => examResources(exam, generation)),
      ...upcoming(hospital, generation),
    ],
  );
}

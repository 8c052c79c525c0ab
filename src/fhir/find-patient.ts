import { type Element, elements, text } from '../domain/fhir/elements.js';
import type { FhirResource } from '../domain/pull.js';
import { InputError } from '../lib/errors.js';
import { HttpError } from '../lib/http/http-error.js';
import type { GuardedHttp } from '../lib/guarded-http.js';

export interface FoundPatient {
  id: string;
  /** As the server names the patient, or null where it does not. */
  name: string | null;
}

interface Asked {
  fhirBase: string;
  token: string | null;
  /** Null: the one patient that the server shows. */
  patientId: string | null;
}

/**
 * Who is to be watched on a FHIR server. Without an id there must be exactly one patient to be seen.
 * @throws InputError when there is none or several, or the server cannot be read
 */
export async function findPatient(
  http: GuardedHttp,
  { fhirBase, token, patientId }: Asked,
): Promise<FoundPatient> {
  const path = patientId === null ? 'Patient?_count=2' : `Patient/${encodeURIComponent(patientId)}`;
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const { bytes } = await readOrRefuse(patientId, fhirBase, () =>
    http.fetchBytes(`${fhirBase}/${path}`, { headers: { ...headers, accept: 'application/fhir+json' } }),
  );
  const patients = patientsIn(bytes.toString('utf8'), fhirBase);
  const [patient] = patients;
  if (!patient?.id || patients.length > 1)
    throw new InputError(
      `--fhir ${fhirBase}: shows ${patients.length === 0 ? 'no patient' : 'several patients'}; name one with --patient`,
    );
  return { id: patient.id, name: nameOf(patient) };
}

async function readOrRefuse<T>(
  patientId: string | null,
  fhirBase: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (patientId !== null && error.status === 404)
      throw new InputError(`--patient ${patientId}: ${fhirBase} knows no such patient`);
    throw new InputError(
      `--fhir ${fhirBase}: cannot be read (${error.code}). Check the address, and that the server is running`,
    );
  }
}

function patientsIn(body: string, fhirBase: string): FhirResource[] {
  const answer = parse(body, fhirBase);
  const resources =
    answer['resourceType'] === 'Bundle'
      ? elements(answer['entry']).flatMap((entry) => elements(entry['resource']))
      : [answer];
  return resources.filter((resource): resource is FhirResource => resource['resourceType'] === 'Patient');
}

function parse(body: string, fhirBase: string): Element {
  const refusal = `--fhir ${fhirBase}: the answer is not FHIR JSON; is this the base address of a FHIR server?`;
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    throw new InputError(refusal);
  }
  const [resource] = elements(answer);
  if (!resource) throw new InputError(refusal);
  return resource;
}

function nameOf(patient: FhirResource): string | null {
  const names = elements(patient['name']);
  const name = names.find((one) => text(one['use']) === 'official') ?? names[0];
  if (!name) return null;
  const given = Array.isArray(name['given']) ? name['given'].map(text) : [];
  return (
    text(name['text']) ?? text([...given, text(name['family'])].filter((part) => part !== null).join(' '))
  );
}

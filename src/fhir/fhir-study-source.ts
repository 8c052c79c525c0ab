import type { GuardedHttp } from '../lib/guarded-http.js';
import { HttpError } from '../lib/http/http-error.js';
import { Collected, resourceKey } from './collected.js';
import { FhirClient } from './fhir-client.js';
import { addOrganizations } from './organization-reader.js';
import { readPatient } from './patient-reader.js';
import { isFhirId, type SearchedType, SEARCHED_TYPES } from './resource.js';
import { readSearch } from './search-reader.js';
import { type Progress, type SourceConnection, type SourceReading, StudySource } from './study-source.js';

/** Searches under way at once: enough to be quick, few enough for a hospital that counts requests. */
const AT_ONCE = 3;

/** Reads records from a FHIR server over HTTP. */
export class FhirStudySource extends StudySource {
  constructor(private readonly http: GuardedHttp) {
    super();
  }

  override async read(connection: SourceConnection, progress: Progress = () => {}): Promise<SourceReading> {
    const collected = new Collected();
    const client = this.open(connection, collected);
    if (client === null) return collected.reading();
    await addPatient(client, connection.patientId, collected, progress);
    await eachOf(Object.keys(SEARCHED_TYPES) as SearchedType[], (type) =>
      addSearched(client, type, collected, progress),
    );
    await addOrganizations(client, collected);
    return collected.reading();
  }

  /** Null where the connection cannot be used as it is; the reading then says why. */
  private open(connection: SourceConnection, collected: Collected): FhirClient | null {
    const problem = problemOf(connection);
    if (problem !== null) {
      collected.fail(null, ...problem);
      return null;
    }
    try {
      return new FhirClient(connection, this.http);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      collected.fail(null, error.code, error.message);
      return null;
    }
  }
}

function problemOf({ patientId, token }: SourceConnection): [code: string, why: string] | null {
  if (!isFhirId(patientId)) {
    return [
      'bad-patient-id',
      'the patient id of the connection is no FHIR id: letters, figures, "-" and "." only',
    ];
  }
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) {
    return ['unauthorized', 'the stored access cannot be used: the connection must be linked again'];
  }
  return null;
}

async function addPatient(
  client: FhirClient,
  id: string,
  collected: Collected,
  progress: Progress,
): Promise<void> {
  const result = await readPatient(client, id);
  if ('gap' in result) {
    const { code, why, retryAfterMs } = result.gap;
    collected.fail('Patient', code, why, retryAfterMs);
    return;
  }
  collected.resources.add(result.patient, resourceKey(result.patient));
  collected.wasRead('Patient');
  progress('Patient', 1);
}

async function addSearched(
  client: FhirClient,
  type: SearchedType,
  collected: Collected,
  progress: Progress,
): Promise<void> {
  const { resources, gap } = await readSearch(client, type, (count) => progress(type, count));
  for (const resource of resources.all()) collected.resources.add(resource, resourceKey(resource));
  if (gap === null) collected.wasRead(type);
  else if (gap.refused) collected.refuse(type, gap.code, gap.why);
  else collected.fail(type, gap.code, gap.why, gap.retryAfterMs);
}

/** Works through the items in order, a few at once. */
async function eachOf<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(workers);
}

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SETTLING_HOURS } from '../domain/assess.js';
import { findPatient } from '../fhir/find-patient.js';
import { GuardedHttp } from '../lib/guarded-http.js';
import { InputError } from '../lib/errors.js';
import { AccountService } from '../services/account.service.js';
import { ConnectionStore } from '../store/connection.store.js';
import { PeopleStore } from '../store/people.store.js';
import { durationArgument, loopbackNames, urlArgument } from './arguments.js';
import { WATCH_MANUAL } from './manuals.js';
import { printLine } from './output.js';
import { unreadableWords } from './unreadable.js';
import { withJourneys } from './with-journeys.js';

/** Adds a connection without the web page; creates account and patient if new. */
export async function watchCommand(args: string[]): Promise<void> {
  const options = {
    fhir: { type: 'string' },
    patient: { type: 'string' },
    'token-file': { type: 'string' },
    email: { type: 'string' },
    every: { type: 'string', default: '6h' },
  } as const;
  const { values } = parseArgs({ args, options });
  if (values.fhir === undefined || values.email === undefined)
    throw new InputError(`--fhir and --email are needed: ${WATCH_MANUAL.usage}`);
  const fhirBase = urlArgument('--fhir', values.fhir);
  const email = values.email;
  const pullEverySeconds = durationArgument('--every', values.every);
  const token = values['token-file'] === undefined ? null : await readToken(values['token-file']);
  await withJourneys(async (journeys) => {
    const found = await findPatient(journeys.get(GuardedHttp), {
      fhirBase,
      token,
      patientId: values.patient ?? null,
    });
    // Only now: a wrong address of the server leaves no account behind.
    const account = await journeys.get(AccountService).accountFor(email);
    const people = journeys.get(PeopleStore);
    const role = (await people.hasPatients(account.id)) ? 'representative' : 'self';
    const patientId = await people.patientOf(account.id, found.name ?? account.name, role);
    const connections = journeys.get(ConnectionStore);
    const record = { patientId, fhirPatientId: found.id };
    const base = (await connections.watchedAs(record, loopbackNames(fhirBase))) ?? fhirBase;
    const connection = {
      patientId,
      siteName: new URL(fhirBase).host,
      fhirBase: base,
      fhirPatientId: found.id,
      token,
      pullEverySeconds,
      settlingHours: SETTLING_HOURS,
    };
    printLine({ connection: await connections.add(connection), patient: patientId });
  });
}

async function readToken(path: string): Promise<string> {
  const token = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`--token-file ${path}: ${unreadableWords(error)}`, { cause: error });
  });
  if (token.trim() === '') throw new InputError(`--token-file ${path}: is empty`);
  return token.trim();
}

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SETTLING_HOURS } from '../domain/assess.js';
import { findPatient } from '../fhir/find-patient.js';
import { GuardedHttp } from '../lib/guarded-http.js';
import { InputError } from '../lib/errors.js';
import { AccountService } from '../services/account.service.js';
import { ConnectionStore } from '../store/connection.store.js';
import { PeopleStore } from '../store/people.store.js';
import { durationArgument, urlArgument } from './arguments.js';
import type { Manual } from './manual.js';
import { printLine } from './output.js';
import { unreadableWords } from './unreadable.js';
import { withJourneys } from './with-journeys.js';

const WATCH_USAGE =
  'scanwarden watch --fhir <base URL> [--patient ID] [--token-file F] --email <address> [--every 6h]';

export const WATCH_MANUAL: Manual = {
  usage: WATCH_USAGE,
  does: 'watch a record on a FHIR server',
  options: {
    '--fhir <base URL>': 'where the server is',
    '--patient ID': 'whose record it is there; else the only one that is shown',
    '--token-file F': 'a file that holds the access token',
    '--email <address>': 'who is written to; an account is made if there is none',
    '--every 6h': 'how often to look: minutes (30m), hours (6h) or days (1d)',
  },
  example: 'scanwarden watch --fhir https://fhir.example.org/r4 --patient 17 --email rosa@example.org',
};

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
    throw new InputError(`--fhir and --email are needed: ${WATCH_USAGE}`);
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
    const connection = {
      patientId,
      siteName: new URL(fhirBase).host,
      fhirBase,
      fhirPatientId: found.id,
      token,
      pullEverySeconds,
      settlingHours: SETTLING_HOURS,
    };
    printLine({ connection: await journeys.get(ConnectionStore).add(connection), patient: patientId });
  });
}

async function readToken(path: string): Promise<string> {
  const token = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`--token-file ${path}: ${unreadableWords(error)}`, { cause: error });
  });
  if (token.trim() === '') throw new InputError(`--token-file ${path}: is empty`);
  return token.trim();
}

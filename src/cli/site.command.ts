import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Directory, readDirectory } from '../fhir/directory/read-directory.js';
import { InputError } from '../lib/errors.js';
import { fhirBaseIn } from '../lib/http/fhir-base.js';
import { type ClientRegistration, SiteStore } from '../store/site.store.js';
import { durationArgument, urlArgument } from './arguments.js';
import { REGISTRATION_OPTIONS, registrationFrom } from './client-registration.js';
import { printLine } from './output.js';
import { SITE_MANUALS } from './site.manual.js';
import { unreadableWords } from './unreadable.js';
import { withJourneys } from './with-journeys.js';

const HOUR_SECONDS = 3600;

/** Fills the directory of places that patients can link. */
export async function siteCommand([name, ...args]: string[]): Promise<void> {
  if (name === 'add') return addSite(args);
  if (name === 'import') return importDirectories(args);
  if (name === 'register') return registerAtVendor(args);
  throw new InputError(`site ${name ?? ''}: add, import or register is needed`);
}

async function addSite(args: string[]): Promise<void> {
  const options = {
    ...REGISTRATION_OPTIONS,
    fhir: { type: 'string' },
    name: { type: 'string' },
    every: { type: 'string' },
    settling: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args, options });
  const name = values.name?.trim();
  if (values.fhir === undefined || !name)
    throw new InputError(`--fhir and --name are needed: ${SITE_MANUALS.add.usage}`);
  const fhirBase = fhirBaseIn(urlArgument('--fhir', values.fhir));
  if (fhirBase === null)
    throw new InputError(`--fhir ${values.fhir}: must start with https:// (http:// on this computer only)`);
  const site = {
    fhirBase,
    name,
    pullEverySeconds: values.every === undefined ? null : durationArgument('--every', values.every),
    settlingHours:
      values.settling === undefined
        ? null
        : Math.ceil(durationArgument('--settling', values.settling) / HOUR_SECONDS),
  };
  const registration = await registrationFrom(values);
  await withJourneys(async (journeys) => {
    printLine({ site: await journeys.get(SiteStore).add(site, registration), ...keyIdOf(registration) });
  });
}

async function registerAtVendor(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { ...REGISTRATION_OPTIONS, vendor: { type: 'string' } } });
  if (!values.vendor?.trim()) throw new InputError(`--vendor is needed: ${SITE_MANUALS.register.usage}`);
  // Each place names its own token endpoint: one of them alone could have the secret of all sent to it.
  if (values['client-secret-file'] !== undefined)
    throw new InputError(
      '--client-secret-file: a secret is good for one place (site add); for all places of a vendor use --private-key-file',
    );
  const vendor = vendorName(values.vendor);
  const registration = await registrationFrom(values);
  await withJourneys(async (journeys) => {
    const sites = await journeys.get(SiteStore).register(vendor, registration);
    printLine({ vendor, sites, ...keyIdOf(registration) });
  });
}

/** A line for each entry that cannot be taken, then one for the file. */
async function importDirectories(args: string[]): Promise<void> {
  const options = { vendor: { type: 'string' } } as const;
  const { values, positionals: files } = parseArgs({ args, options, allowPositionals: true });
  if (files.length === 0) throw new InputError(`a file is needed: ${SITE_MANUALS.import.usage}`);
  const vendor = values.vendor?.trim() ? vendorName(values.vendor) : null;
  // All are read before the first is taken: a wrong file among them changes nothing.
  const directories: (Directory & { file: string })[] = [];
  for (const file of files) directories.push({ file, ...(await readFrom(file)) });
  await withJourneys(async (journeys) => {
    for (const { file, places, rejected } of directories) {
      for (const line of rejected) printLine({ ...line, file });
      const taken = await journeys.get(SiteStore).takeOver(places, vendor, basename(file));
      printLine({ file, sites: places.length, ...taken, rejected: rejected.length });
    }
  });
}

async function readFrom(file: string): Promise<Directory> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new InputError(`${file}: ${unreadableWords(error)}`, { cause: error });
  });
  try {
    return readDirectory(JSON.parse(text));
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${file}: ${error.message}`);
    if (error instanceof SyntaxError) throw new InputError(`${file}: is no JSON`);
    throw error;
  }
}

function vendorName(text: string): string {
  return text.trim().toLowerCase();
}

/** The name by which the place must know the key. */
function keyIdOf({ auth, secret }: ClientRegistration): { keyId?: string } {
  return auth === 'key' && secret !== null ? { keyId: (JSON.parse(secret) as { kid: string }).kid } : {};
}

import type { Manual } from './manual.js';

const REGISTRATION_USAGE = '--client-id <id> [--client-secret-file F | --private-key-file F] [--scopes "…"]';

/** How this installation is registered. */
const REGISTRATION_MEANS = {
  '--client-id <id>': 'what this installation is called there',
  '--client-secret-file F': 'a file that holds the client secret, where there is one',
  '--private-key-file F':
    'a file that holds the private key (PEM or JWK; RSA or EC P-384), where there is one',
  '--scopes "…"': 'asked for instead of what is asked for otherwise',
};

export const SITE_MANUAL: Manual = {
  usage: 'scanwarden site add|import|register …',
  does: 'add places that patients can link, by hand or from a directory',
  options: {
    add: 'register this installation at one place that patients can then link',
    import: 'fill the directory of places from a list that a vendor publishes',
    register: 'register this installation at all places of a vendor at once',
  },
  example: 'scanwarden site import --help',
};

export const SITE_MANUALS = {
  add: {
    usage: `scanwarden site add --fhir <base URL> --name <text> ${REGISTRATION_USAGE} [--every 6h] [--settling 24h]`,
    does: SITE_MANUAL.options['add']!,
    options: {
      '--fhir <base URL>': 'where its FHIR server is',
      '--name <text>': 'what patients call the place',
      ...REGISTRATION_MEANS,
      '--every 6h': 'how often to look: minutes (30m), hours (6h) or days (1d)',
      '--settling 24h': 'how long a new scan may wait for what speaks for it, before it is asked about',
    },
    example:
      'scanwarden site add --fhir https://fhir.harbor.example/r4 --name "Harbor Health" --client-id abc --private-key-file key.pem',
  },
  import: {
    usage: 'scanwarden site import <file>… [--vendor NAME]',
    does: SITE_MANUAL.options['import']!,
    options: {
      '<file>…': 'User-access Brands bundles, or bundles of Endpoints (FHIR JSON)',
      '--vendor NAME': 'whose places these are, to register at all of them at once',
    },
    example: 'scanwarden site import brands.json --vendor acme',
  },
  register: {
    usage: 'scanwarden site register --vendor NAME --client-id <id> [--private-key-file F] [--scopes "…"]',
    does: SITE_MANUAL.options['register']!,
    options: {
      '--vendor NAME': 'whose places; as the list was imported',
      '--client-id <id>': REGISTRATION_MEANS['--client-id <id>'],
      '--private-key-file F': REGISTRATION_MEANS['--private-key-file F'],
      '--scopes "…"': REGISTRATION_MEANS['--scopes "…"'],
    },
    example: 'scanwarden site register --vendor acme --client-id abc --private-key-file key.pem',
  },
} satisfies Record<string, Manual>;

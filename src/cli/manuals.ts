import { PUBLISHED_SOURCES } from '../domain/filing.js';
import type { Manual } from './manual.js';

export const DIFF_MANUAL: Manual = {
  usage: 'scanwarden diff [--patient ID] [--now <ISO 8601>] <pull>…',
  does: 'compare pulls and print what changed',
  options: {
    '--patient ID': 'whose record it is; else the Patient in the first pull',
    '--now <ISO 8601>': 'the moment of the last pull; the others lie a week apart before it',
    '<pull>…': 'FHIR JSON or NDJSON files, or folders of page files, oldest first',
  },
  example: 'scanwarden diff march.json april.json',
};

export const FEED_MANUAL: Manual = {
  usage:
    'scanwarden feed <source> <file>…, or scanwarden feed <source> --previous <file>… --current <file>…; both take --now <ISO 8601>',
  does: 'read files of a breach feed, or compare two polls of it',
  options: {
    '<source>': `${PUBLISHED_SOURCES.slice(0, -1).join(', ')} or ${PUBLISHED_SOURCES.at(-1)}`,
    '<file>…': 'files of the feed; both views of hhs make one poll',
    '--previous <file>…': 'the files of the earlier poll',
    '--current <file>…': 'the files of the later poll',
    '--now <ISO 8601>': 'the moment of reading',
  },
  example: 'scanwarden feed hhs under-investigation.csv archive.csv',
};

export const MATCH_MANUAL: Manual = {
  usage: 'scanwarden match --pairs <NDJSON>, or scanwarden match --filings <NDJSON> --organizations <NDJSON>',
  does: 'say which filings concern which organizations',
  options: {
    '--pairs <NDJSON>': 'lines with a breach and an organization each, to be judged',
    '--filings <NDJSON>': 'what `scanwarden feed` printed',
    '--organizations <NDJSON>': 'FHIR Organizations, or lines with id, name, aliases, state and city',
  },
  example: 'scanwarden match --filings filings.ndjson --organizations hospitals.ndjson',
};

export const SAME_BREACH_MANUAL: Manual = {
  usage: 'scanwarden same-breach --pairs <NDJSON>',
  does: 'say which filings of two feeds tell of one incident',
  options: { '--pairs <NDJSON>': 'lines with a filing of Washington (wa) and one of HHS (hhs) each' },
  example: 'scanwarden same-breach --pairs pairs.ndjson',
};

export const LETTERS_MANUAL: Manual = {
  usage: 'scanwarden letters --locale en|es --out <folder> [--now <ISO 8601>]',
  does: 'write out every letter, for everyone who may have it made',
  options: {
    '--locale en|es':
      'the language; letters to the United States and the United Kingdom carry an English copy',
    '--out <folder>': 'where the PDF and text files go; it is made if it is not there',
    '--now <ISO 8601>': 'the day that the letters bear, and by which rules of law are told; else today',
  },
  example: 'scanwarden letters --locale es --out ./letters',
};

export const MESSAGES_MANUAL: Manual = {
  usage: 'scanwarden messages --locale en|es --out <folder> [--now <ISO 8601>]',
  does: 'write out every message that people get, with made-up facts, and measure how hard it is to read',
  options: {
    '--locale en|es': 'the language',
    '--out <folder>':
      'where the files go: mail as .txt, .html and .eml, the page after sign-in as .page.html',
    '--now <ISO 8601>': 'the day on which they are written, which is today without it',
  },
  example: 'scanwarden messages --locale es --out messages',
};

export const SUMMARY_MANUAL: Manual = {
  usage:
    'scanwarden summary --organization <id> --month <YYYY-MM> --out <folder> [--locale en|es] [--correct <why>]',
  does: 'write out the monthly summary of an organization that takes part',
  options: {
    '--organization <id>': 'the office, as its page has it in its address, or one of its organizations',
    '--month <YYYY-MM>': 'a month that is over; made now if it is the next one and was not made yet',
    '--out <folder>': 'where the PDF, CSV and MeasureReport (JSON) go; it is made if it is not there',
    '--locale en|es': 'their language; English unless given',
    '--correct <why>': 'count the month again; what differs becomes a new version that gives this reason',
  },
  example: 'scanwarden summary --organization 7c9e… --month 2026-10 --out ./summary',
};

export const WATCH_MANUAL: Manual = {
  usage: 'scanwarden watch --fhir <base URL> [--patient ID] [--token-file F] --email <address> [--every 6h]',
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

export const PULL_MANUAL: Manual = {
  usage: 'scanwarden pull [--connection ID]',
  does: 'look at one connection, or all, now',
  options: {
    '--connection ID': 'the one to look at, as `scanwarden watch` printed it; else all of them',
  },
  example: 'scanwarden pull',
};

export const HOOK_MANUAL: Manual = {
  usage: 'scanwarden hook --connection ID',
  does: 'print the address at which a hospital may tell of news for one connection',
  options: {
    '--connection ID': 'the connection; an address printed for it before stops working',
  },
  example: 'scanwarden hook --connection 6f1c2d6e-6a0f-4b7e-9d3c-2f1f2a3b4c5d',
};

export const BOUNCE_MANUAL: Manual = {
  usage: 'scanwarden bounce',
  does: 'read one bounced message on stdin, as a mail server pipes it, and apply it',
  options: {
    stdin: 'the whole message, at most 5 MB',
  },
  example: 'scanwarden bounce < message.eml',
};

export const TEST_MAIL_MANUAL: Manual = {
  usage: 'scanwarden test-mail --to <address> [--locale en|es]',
  does: 'send one mail by the configured server, and tell what it said',
  options: {
    '--to <address>': 'who gets it',
    '--locale en|es': 'its language; English unless given',
  },
  example: 'scanwarden test-mail --to you@example.org',
};

export const MIGRATE_MANUAL: Manual = {
  usage: 'scanwarden migrate',
  does: 'bring the database up to date as its owner, and let the service’s own role in',
  options: {
    DATABASE_OWNER_URL: 'who owns the tables (an environment variable)',
    DATABASE_URL: 'whom the service signs in as; made where there is no such role (an environment variable)',
  },
  example:
    'DATABASE_OWNER_URL=postgresql://owner:…@db/scanwarden DATABASE_URL=postgresql://service:…@db/scanwarden scanwarden migrate',
};

export const SIGN_IN_LINK_MANUAL: Manual = {
  usage: 'scanwarden sign-in-link --email <address>',
  does: 'print a link that signs its holder in once',
  options: {
    '--email <address>': 'whose account it is',
  },
  example: 'scanwarden sign-in-link --email rosa@example.org',
};

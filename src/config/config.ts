import { resolve } from 'node:path';
import { RULE_NAMES } from '../domain/assess.js';
import type { LiveSource } from '../feeds/live-sources.js';
import { InputError } from '../lib/errors.js';
import type { PrivateNetworks } from '../lib/http/private-address.js';
import { type DkimKey, dkimKeyIn } from './dkim-key.js';
import { readEnvironment } from './environment.js';
import { feedsIn, userAgentOf } from './feeds.js';
import { secretKeyIn } from './secret-key.js';
import { trustProxyIn } from './trust-proxy.js';

/** The configuration, read once, typed and complete. */
export class Config {
  readonly production!: boolean;
  readonly roles!: ReadonlySet<'web' | 'worker'>;
  readonly host!: string;
  readonly port!: number;
  /** The address people use, without a trailing slash. */
  readonly publicUrl!: string;
  readonly dataDir!: string;
  /** Null means the embedded database in `dataDir`. */
  readonly databaseUrl!: string | null;
  /** Null means that jobs run on the database. */
  readonly redisUrl!: string | null;
  /** Null means that mail is kept and shown at /mailbox. */
  readonly smtpUrl!: string | null;
  readonly mailFrom!: string;
  readonly mailBounceDomain!: string | null;
  /** Null means that mail leaves unsigned: the server that takes it may sign it. */
  readonly dkim!: DkimKey | null;
  /** 32 bytes from which the keys for tokens, links and forms are derived. */
  readonly secretKey!: Buffer;
  /** The key before this one: opens what is still sealed with it. */
  readonly previousSecretKey!: Buffer | null;
  readonly privateNetworks!: PrivateNetworks;
  /** Rules of the assessment (domain/assess) that decide nothing in this deployment. */
  readonly rulesOff!: ReadonlySet<string>;
  /** The breach feeds that are read by themselves, over the network. */
  readonly feeds!: readonly LiveSource[];
  /** The guide on writing to elected officials is shown. */
  readonly civicPage!: boolean;
  /** Whose X-Forwarded-For is believed; null where nobody's is. */
  readonly trustProxy!: number | string[] | null;
  /** What we call ourselves to the servers that we ask, with a contact where one is set. */
  readonly userAgent!: string;
}

const REQUIRED_IN_PRODUCTION = ['DATABASE_URL', 'SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL', 'SECRET_KEY'] as const;
const POLICY = { off: 'none', loopback: 'loopback', on: 'all' } as const;

/**
 * Reads the environment. Embedded mode needs nothing; production refuses to start on half a configuration.
 * @throws InputError naming what is missing or cannot be used
 */
export async function readConfig(source: NodeJS.ProcessEnv): Promise<Config> {
  const environment = readEnvironment(source);
  const production = environment.NODE_ENV === 'production';
  const missing = REQUIRED_IN_PRODUCTION.filter((name) => production && environment[name] === undefined);
  if (missing.length > 0)
    throw new InputError(
      `production needs ${missing.join(', ')}: set them, or unset NODE_ENV to run embedded`,
    );
  if (environment.SMTP_URL !== undefined && environment.MAIL_FROM === undefined)
    throw new InputError('SMTP_URL is set but MAIL_FROM is not: name the sender address');
  const dataDir = resolve(environment.DATA_DIR);
  return Object.assign(new Config(), {
    production,
    roles: new Set(environment.ROLE === undefined ? (['web', 'worker'] as const) : [environment.ROLE]),
    host: environment.HOST,
    port: environment.PORT,
    publicUrl: (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(/\/+$/, ''),
    dataDir,
    databaseUrl: environment.DATABASE_URL ?? null,
    redisUrl: environment.REDIS_URL ?? null,
    smtpUrl: environment.SMTP_URL ?? null,
    mailFrom: environment.MAIL_FROM ?? 'Scanwarden <scanwarden@localhost>',
    mailBounceDomain: environment.MAIL_BOUNCE_DOMAIN ?? null,
    dkim: await dkimKeyIn(environment),
    secretKey:
      environment.SECRET_KEY === undefined ? await secretKeyIn(dataDir) : Buffer.from(environment.SECRET_KEY),
    previousSecretKey:
      environment.SECRET_KEY_PREVIOUS === undefined ? null : Buffer.from(environment.SECRET_KEY_PREVIOUS),
    privateNetworks: POLICY[environment.ALLOW_PRIVATE_NETWORKS ?? (production ? 'off' : 'loopback')],
    rulesOff: rulesOffIn(environment.RULES_OFF ?? ''),
    feeds: feedsIn(environment, production),
    civicPage: environment.CIVIC_PAGE === 'on',
    trustProxy: trustProxyIn(environment.TRUST_PROXY),
    userAgent: userAgentOf(environment),
  });
}

function rulesOffIn(names: string): ReadonlySet<string> {
  const given = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = given.filter((name) => !RULE_NAMES.includes(name));
  if (unknown.length > 0)
    throw new InputError(
      `RULES_OFF names no rule of ours: ${unknown.join(', ')}. The rules are ${RULE_NAMES.join(', ')}`,
    );
  return new Set(given);
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ListedPlace } from '../domain/listed-place.js';
import { folded } from '../lib/fold.js';
import { Seals } from './seals.js';

/** How this installation is known to an authorization server. */
export interface ClientRegistration {
  clientId: string;
  auth: 'none' | 'secret' | 'key';
  /** A client secret, or a private key as JWK text; null for a public client. */
  secret: string | null;
  /** Asked for instead of what is asked for otherwise. */
  scopes: string | null;
}

export interface NewSite {
  fhirBase: string;
  name: string;
  settlingHours: number | null;
  pullEverySeconds: number | null;
}

/** A place that can be linked: `registration` is null while this installation is not registered there. */
export interface Site extends NewSite {
  id: string;
  registration: ClientRegistration | null;
}

/** A line of the directory. */
export interface FoundSite {
  id: string;
  name: string;
  aliases: string[];
  places: string[];
  usable: boolean;
}

const BATCH = 500;
const MOST_WORDS = 8;
/** PostgreSQL takes a megabyte of words in one search vector. */
const MOST_LETTERS = 500_000;

const UPSERT_PLACES = `
  INSERT INTO site (fhir_base, name, aliases, places, vendor, source, words)
  SELECT given.fhir_base, given.name, given.aliases, given.places, $2, $3, given.words
  FROM jsonb_to_recordset($1::jsonb) AS given (fhir_base text, name text, aliases text[], places text[], words text)
  ON CONFLICT (fhir_base) DO UPDATE
    SET name = excluded.name, aliases = excluded.aliases, places = excluded.places, words = excluded.words,
      vendor = coalesce(excluded.vendor, site.vendor), source = excluded.source, updated_at = now()
    -- What somebody named by hand keeps its name.
    WHERE site.source <> 'command' AND (site.name, site.aliases, site.places, site.vendor)
      IS DISTINCT FROM (excluded.name, excluded.aliases, excluded.places, coalesce(excluded.vendor, site.vendor))
  RETURNING (xmax = 0) AS added`;

const ADD_SITE = `
  INSERT INTO site (fhir_base, name, words, registration_id, settling_hours, pull_every_seconds, source)
  VALUES ($1, $2, $3, $4, $5, $6, 'command')
  ON CONFLICT (fhir_base) DO UPDATE
    SET name = excluded.name, words = excluded.words || ' ' || site.words, registration_id = excluded.registration_id, source = 'command',
      settling_hours = coalesce(excluded.settling_hours, site.settling_hours),
      pull_every_seconds = coalesce(excluded.pull_every_seconds, site.pull_every_seconds), updated_at = now()
  RETURNING id`;

const SITE = `
  SELECT site.id, site.name, site.fhir_base AS "fhirBase", site.settling_hours AS "settlingHours", site.pull_every_seconds AS "pullEverySeconds",
    client.client_id AS "clientId", client.auth, client.secret_sealed AS "secretSealed", client.scopes
  FROM site LEFT JOIN client_registration AS client
    ON client.id = coalesce(site.registration_id, (SELECT id FROM client_registration WHERE vendor = site.vendor))`;

const FOUND = `
  SELECT site.id, site.name, site.aliases, site.places, coalesce(site.registration_id, shared.id) IS NOT NULL AS usable
  FROM site LEFT JOIN client_registration AS shared ON shared.vendor = site.vendor`;

type SiteRow = Omit<Site, 'registration'> &
  Omit<ClientRegistration, 'secret'> & { secretSealed: Buffer | null };

/** The directory of places, and how this installation is registered at each. */
@Injectable()
export class SiteStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  /** Adds a place with a registration of its own, or brings the one at this address up to date. Returns its id. */
  async add(site: NewSite, registration: ClientRegistration): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const [known] = await manager.query<{ registration_id: string | null }[]>(
        'SELECT registration_id FROM site WHERE fhir_base = $1 FOR UPDATE',
        [site.fhirBase],
      );
      const registrationId = await this.saveRegistration(manager, null, registration);
      const [row] = await manager.query<{ id: string }[]>(ADD_SITE, [
        site.fhirBase,
        site.name,
        folded(site.name),
        registrationId,
        site.settlingHours,
        site.pullEverySeconds,
      ]);
      await manager.query('DELETE FROM client_registration WHERE id = $1', [known?.registration_id ?? null]);
      return row!.id;
    });
  }

  /** Registers this installation at every place of a vendor that has no registration of its own; returns how many there are. */
  async register(vendor: string, registration: ClientRegistration): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await this.saveRegistration(manager, vendor, registration);
      const [row] = await manager.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM site WHERE vendor = $1 AND registration_id IS NULL',
        [vendor],
      );
      return row!.count;
    });
  }

  /** Takes the places of a directory over; the same file again changes nothing. */
  async takeOver(
    places: ListedPlace[],
    vendor: string | null,
    source: string,
  ): Promise<{ added: number; changed: number }> {
    const total = { added: 0, changed: 0 };
    for (let start = 0; start < places.length; start += BATCH) {
      const given = places.slice(start, start + BATCH).map(wordsAndAll);
      const rows = await this.dataSource.query<{ added: boolean }[]>(UPSERT_PLACES, [
        JSON.stringify(given),
        vendor,
        source,
      ]);
      for (const { added } of rows) total[added ? 'added' : 'changed'] += 1;
    }
    return total;
  }

  /** Places whose names or towns hold words that begin so, those that can be linked first. */
  async search(text: string, limit: number): Promise<FoundSite[]> {
    const words = folded(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    return this.dataSource.query<FoundSite[]>(
      `${FOUND} WHERE site.search @@ to_tsquery('simple', $1) ORDER BY usable DESC, site.name, site.id LIMIT $2`,
      [words.map((word) => `${word}:*`).join(' & '), limit],
    );
  }

  /** Places that were registered one by one: what is shown before anything was searched for. */
  async registered(limit: number): Promise<FoundSite[]> {
    return this.dataSource.query<FoundSite[]>(
      `${FOUND} WHERE site.registration_id IS NOT NULL ORDER BY site.name, site.id LIMIT $1`,
      [limit],
    );
  }

  /** @param manager of a transaction under way, which must not wait for another connection to the database */
  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Site | null> {
    return this.one(manager, `${SITE} WHERE site.id = $1`, id);
  }

  /** The place at a FHIR base, or null. */
  findAt(fhirBase: string): Promise<Site | null> {
    return this.one(this.dataSource.manager, `${SITE} WHERE site.fhir_base = $1`, fhirBase);
  }

  private async one(manager: EntityManager, statement: string, value: string): Promise<Site | null> {
    const [row] = await manager.query<SiteRow[]>(statement, [value]);
    if (!row) return null;
    const { clientId, auth, secretSealed, scopes, ...site } = row;
    // The columns of a registration that is not there are null.
    const registered = (clientId as string | null) !== null;
    return {
      ...site,
      registration: registered ? { clientId, auth, scopes, secret: this.seals.open(secretSealed) } : null,
    };
  }

  private async saveRegistration(
    manager: EntityManager,
    vendor: string | null,
    { clientId, auth, secret, scopes }: ClientRegistration,
  ): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO client_registration (vendor, client_id, auth, secret_sealed, scopes) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (vendor) DO UPDATE
         SET client_id = excluded.client_id, auth = excluded.auth, secret_sealed = excluded.secret_sealed, scopes = excluded.scopes
       RETURNING id`,
      [vendor, clientId, auth, this.seals.seal(secret), scopes],
    );
    return row!.id;
  }
}

function wordsAndAll({ fhirBase, name, aliases, places }: ListedPlace): object {
  const words = folded([name, ...aliases, ...places].join(' ')).slice(0, MOST_LETTERS);
  return { fhir_base: fhirBase, name, aliases, places, words };
}

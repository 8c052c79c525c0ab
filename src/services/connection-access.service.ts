import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noticeOf } from '../domain/notification.js';
import type { SourceGap, SourceReading } from '../fhir/study-source.js';
import { Clock } from '../lib/clock.js';
import { InputError, OutsideError } from '../lib/errors.js';
import { GuardedHttp } from '../lib/guarded-http.js';
import { LinkError } from '../smart/link-error.js';
import { SmartClient } from '../smart/smart-client.js';
import type { Tokens } from '../smart/tokens.js';
import { AccessStore, type LockedAccess } from '../store/access.store.js';
import { type Connection, ConnectionStore } from '../store/connection.store.js';
import { NotificationStore } from '../store/notification.store.js';
import { SiteStore } from '../store/site.store.js';
import { nextAccess } from './held-access.js';

/** A token that runs out within this time is renewed first, so that it lasts for a pull. */
const ENOUGH_MS = 120_000;

/** Said of access that only the person can give back; pages tell it by "must be linked again". */
const ENDED: SourceGap = {
  type: null,
  code: 'unauthorized',
  why: 'the access to this place was taken back or has ended: the connection must be linked again',
};
const UNRENEWED: SourceGap = {
  type: null,
  code: 'unavailable',
  why: 'the access could not be renewed because the place is not available at the moment; it will be asked again at the next pull',
};
const UNACCEPTED: SourceGap = {
  type: null,
  code: 'client-refused',
  why: 'the access could not be renewed because the place does not accept this installation; its operator must look at the registration',
};
const REFUSED: SourceGap = {
  type: null,
  code: 'new-access-refused',
  why: 'the place does not accept access that it has just renewed; it will be asked again at the next pull',
};

type Held = { token: string } | { gap: SourceGap };

/** Keeps the access alive that a person gave to a place, and hands it out for a reading. */
@Injectable()
export class ConnectionAccess {
  constructor(
    private readonly accesses: AccessStore,
    private readonly connections: ConnectionStore,
    private readonly sites: SiteStore,
    private readonly notifications: NotificationStore,
    private readonly http: GuardedHttp,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a connection with access that is good: renewed before it runs out, and once more where the place refuses it
   * under way. Where there is none the reading says why, and that nothing was read; it never passes for an empty record.
   */
  async read(
    connection: Connection,
    read: (token: string | null) => Promise<SourceReading>,
  ): Promise<SourceReading> {
    const { access, id } = connection;
    if (access === null) return read(connection.token);
    const held = this.isFresh(access) ? { token: access.token! } : await this.renew(id, access.token);
    if ('gap' in held) return withGap({ resources: [], read: [], refused: [], failed: [] }, held.gap);
    const reading = await read(held.token);
    if (!isTurnedAway(reading)) return reading;
    const renewed = await this.renew(id, held.token);
    if ('gap' in renewed) return withGap(reading, renewed.gap);
    const again = await read(renewed.token);
    // What its authorization server has just given was not taken back: the place is at odds with itself.
    return isTurnedAway(again) ? withGap(again, REFUSED) : again;
  }

  private isFresh({ token, expiresAt }: NonNullable<Connection['access']>): boolean {
    return (
      token !== null && (expiresAt === null || expiresAt.getTime() > this.clock.now().getTime() + ENOUGH_MS)
    );
  }

  /**
   * Trades the refresh token for new access. The row is locked until the answer is kept: a rotating refresh token that
   * is sent twice looks stolen to the place, which then takes back everything. Who waited finds the new access there.
   * @param spent the access that is of no use any more
   */
  private renew(connectionId: string, spent: string | null): Promise<Held> {
    return this.connections.transaction(async (manager) => {
      const locked = await this.accesses.lock(manager, connectionId);
      if (locked === null || locked.access === null) return { gap: ENDED };
      if (locked.access !== spent) return { token: locked.access };
      if (locked.refresh === null) return this.end(manager, locked);
      try {
        const held = nextAccess(
          await this.refresh(manager, locked, locked.refresh),
          locked,
          this.clock.now(),
        );
        await this.accesses.renewed(manager, connectionId, held);
        return { token: held.access! };
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        if (error.problem === 'revoked') return this.end(manager, locked);
        return { gap: error.problem === 'unready' ? UNACCEPTED : UNRENEWED };
      }
    });
  }

  /** At the address that was there when the person linked the place: what it says today may be somebody else's. */
  private async refresh(
    manager: EntityManager,
    { siteId, server }: LockedAccess,
    refreshToken: string,
  ): Promise<Tokens> {
    const site = await this.sites.find(siteId, manager);
    if (!site?.registration) throw new LinkError('unready');
    const place = { fhirBase: site.fhirBase, server, registration: site.registration };
    const client = await SmartClient.at(place, this.http);
    return client.refresh(refreshToken);
  }

  /**
   * Takes back what a person gave at a place, and destroys it here whatever the place says.
   * @returns whether the place took it back
   */
  revoke(connectionId: string): Promise<boolean> {
    return this.connections.transaction(async (manager) => {
      const locked = await this.accesses.lock(manager, connectionId).catch(unlessHopeless);
      const there = locked && (await this.revokedThere(manager, locked).catch(unlessHopeless));
      await this.accesses.revoked(manager, connectionId, this.clock.now());
      return there === true;
    });
  }

  private async revokedThere(manager: EntityManager, locked: LockedAccess): Promise<boolean> {
    const token = locked.refresh ?? locked.access;
    const site = await this.sites.find(locked.siteId, manager);
    if (token === null || !site?.registration || !locked.server.revocationEndpoint) return false;
    const place = { fhirBase: site.fhirBase, server: locked.server, registration: site.registration };
    const client = await SmartClient.at(place, this.http);
    await client.revoke(token);
    return true;
  }

  /** Only the person can give it back: they are asked at once, and once for each time that they linked it. */
  private async end(manager: EntityManager, locked: LockedAccess): Promise<Held> {
    const { connectionId, patientId, linkedAt } = locked;
    const at = this.clock.now();
    await this.accesses.revoked(manager, connectionId, at);
    const notice = noticeOf(`access-ended:${connectionId}:${linkedAt.toISOString()}`, 'S16', 'info');
    const told = notice ? [{ notice, target: { patientId, connectionId } }] : [];
    await this.notifications.write(manager, told, at.toISOString());
    return { gap: ENDED };
  }
}

/** A place that cannot be asked, and a token or a key that cannot be read any more, hold up nobody who leaves. */
function unlessHopeless(error: unknown): null {
  if (error instanceof OutsideError || error instanceof InputError) return null;
  throw error;
}

function isTurnedAway({ failed }: SourceReading): boolean {
  return failed.some(({ code }) => code === 'unauthorized');
}

/** What was read stays; that the place refused the token is told by what came of renewing it. */
function withGap(reading: SourceReading, gap: SourceGap): SourceReading {
  return { ...reading, failed: [gap, ...reading.failed.filter(({ code }) => code !== 'unauthorized')] };
}

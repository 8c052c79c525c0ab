import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { ConnectionStore } from '../../src/store/connection.store.js';
import { anExam, aPartialReading, aReading } from '../support/fhir-records.js';
import { LinkGround } from '../support/link-ground.js';

let link: LinkGround;
let who: { patientId: string; accountId: string };

beforeAll(async () => {
  link = await LinkGround.open();
});
afterAll(() => link?.close());
beforeEach(async () => {
  const { ground, hospital } = link;
  await ground.empty();
  await ground.rows('TRUNCATE site, client_registration CASCADE');
  who = await ground.addPatient();
  await link.addSite();
  Object.assign(hospital.behaviour, { renewable: true, rotates: true, fails: null });
  ground.source.shows = aReading([anExam(1)]);
});

/** Links the place; returns the connection, with the counting of requests and readings begun anew. */
async function linked(): Promise<string> {
  const id = await link.link(who);
  link.hospital.tokenRequests.length = 0;
  link.ground.source.asked.length = 0;
  return id;
}

const pull = (id: string): ReturnType<RecordService['pull']> => link.ground.get(RecordService).pull(id);
const tokensRead = (): (string | null)[] => link.ground.source.asked.map(({ token }) => token);
const expire = (): void => link.ground.clock.pass({ hours: 1 });
const told = (): ReturnType<typeof link.ground.told> => link.ground.told(who.patientId);

describe('access that is good', () => {
  it('is used as it is', async () => {
    const id = await linked();
    const { access } = await link.held(id);
    expect((await pull(id)).verdict.complete).toBe(true);
    expect(tokensRead()).toEqual([access]);
    expect(link.hospital.tokenRequests).toEqual([]);
  });

  it.each([true, false])('is renewed before it runs out, where renewing rotates: %s', async (rotates) => {
    link.hospital.behaviour.rotates = rotates;
    const id = await linked();
    const before = await link.held(id);
    for (let time = 0; time < 2; time += 1) {
      expire();
      expect((await pull(id)).verdict.complete).toBe(true);
    }
    const after = await link.held(id);
    expect(after.refresh === before.refresh).toBe(!rotates);
    expect(await link.hospital.knows(after.access!)).toBe(true);
    expect(tokensRead()).toEqual([expect.not.stringMatching(before.access!), after.access]);
    expect(link.hospital.tokenRequests.map(({ form }) => form.get('grant_type'))).toEqual([
      'refresh_token',
      'refresh_token',
    ]);
  });

  it('is renewed once where the place refuses it under way, and the record is read again', async () => {
    const id = await linked();
    const whole = link.ground.source.shows;
    const failed = [{ type: 'ImagingStudy', code: 'unauthorized', why: 'refused' }];
    link.ground.source.shows = { ...aPartialReading([]), failed };
    link.ground.source.before = () => {
      link.ground.source.shows = whole;
      return Promise.resolve();
    };
    expect((await pull(id)).verdict.complete).toBe(true);
    expect(new Set(tokensRead()).size).toBe(2);
    expect(link.hospital.tokenRequests).toHaveLength(1);
  });

  it('is renewed once though several look at the same time, and all of them read with it', async () => {
    const id = await linked();
    expire();
    const connection = (await link.ground
      .get(ConnectionStore)
      .find(id, link.ground.clock.now().toISOString()))!;
    const used: (string | null)[] = [];
    const readings = Array.from({ length: 3 }, () =>
      link.access.read(connection, (token) => {
        used.push(token);
        return Promise.resolve(aReading([]));
      }),
    );
    await Promise.all(readings);
    expect(link.hospital.tokenRequests).toHaveLength(1);
    const { access } = await link.held(id);
    expect(used).toEqual([access, access, access]);
    expect(await link.hospital.knows(access!)).toBe(true);
  });
});

describe('access that was taken back', () => {
  it('asks for the place to be linked again, once, and is not kept', async () => {
    const id = await linked();
    await link.hospital.revokeAll();
    expire();
    for (let time = 0; time < 2; time += 1) {
      const { verdict } = await pull(id);
      expect(verdict).toMatchObject({
        complete: false,
        incomplete: [expect.stringContaining('linked again')],
      });
    }
    expect(tokensRead()).toEqual([]);
    expect(link.hospital.tokenRequests).toHaveLength(1);
    expect(await link.held(id)).toEqual({ access: null, refresh: null });
    expect(await told()).toEqual([{ situation: 'S16', level: 'info', channel: 'app' }]);
  });

  it('comes to life again when it is linked again, with its history, and is told of anew the next time', async () => {
    const id = await linked();
    await pull(id);
    await link.hospital.revokeAll();
    expire();
    await pull(id);
    expect(await link.link(who, { connectionId: id })).toBe(id);
    const again = await pull(id);
    expect([again.verdict.complete, again.flags]).toEqual([true, []]);
    await link.hospital.revokeAll();
    expire();
    await pull(id);
    const broken = (await told()).filter(({ situation }) => situation === 'S16');
    expect(broken).toHaveLength(2);
  });

  it('was never to be renewed: it ends by itself', async () => {
    link.hospital.behaviour.renewable = false;
    const id = await linked();
    await pull(id);
    expire();
    expect((await pull(id)).verdict.complete).toBe(false);
    expect(link.hospital.tokenRequests).toEqual([]);
    expect((await told()).map(({ situation }) => situation)).toContain('S16');
  });
});

describe('the schedule of a linked place', () => {
  const schedule = async (): Promise<unknown> => {
    const [row] = await link.ground.rows(
      'SELECT next_pull_at IS NOT NULL AS looks, failures FROM connection',
    );
    return row;
  };

  it('rests once the access was taken back, and begins at once when it is linked again', async () => {
    const id = await linked();
    // Due for long, by the clock of the ground as well.
    await link.ground.rows("UPDATE connection SET failures = 3, next_pull_at = '-infinity'");
    await link.hospital.revokeAll();
    expire();
    await pull(id);
    expect(await schedule()).toEqual({ looks: false, failures: 3 });
    await link.link(who, { connectionId: id });
    expect(await schedule()).toEqual({ looks: true, failures: 0 });
  });

  it('goes on, ever more slowly, where the place refuses what it has just renewed', async () => {
    const id = await linked();
    const failed = [{ type: 'ImagingStudy', code: 'unauthorized', why: 'refused' }];
    link.ground.source.shows = { ...aPartialReading([]), read: [], failed };
    const { verdict } = await pull(id);
    expect(verdict.incomplete).toEqual([expect.stringContaining('just renewed')]);
    expect(await schedule()).toEqual({ looks: true, failures: 1 });
    expect(await told()).toEqual([]);
  });

  it('goes on where the key was lost that sealed the access, and nothing is asked of the place', async () => {
    const id = await linked();
    await link.ground.rows("UPDATE connection_access SET access_sealed = '\\x00', refresh_sealed = '\\x00'");
    const { verdict } = await pull(id);
    expect(verdict.incomplete).toEqual([expect.stringContaining('SECRET_KEY')]);
    expect([tokensRead(), link.hospital.tokenRequests]).toEqual([[], []]);
    expect(await schedule()).toEqual({ looks: true, failures: 1 });
  });
});

describe('an outage', () => {
  it.each([500, 503, 429])(
    'is no revocation: after an answer %s the access is tried again later',
    async (status) => {
      const id = await linked();
      const before = await link.held(id);
      expire();
      link.hospital.behaviour.fails = status;
      const { verdict } = await pull(id);
      expect(verdict).toMatchObject({
        complete: false,
        incomplete: [expect.stringContaining('not available')],
      });
      expect(await link.held(id)).toEqual(before);
      expect(await told()).toEqual([]);
      link.hospital.behaviour.fails = null;
      expect((await pull(id)).verdict.complete).toBe(true);
    },
  );

  it('does not come from a registration that the place no longer accepts, which is the operator’s to mend', async () => {
    const id = await linked();
    expire();
    await link.addSite({ ...link.registrations.public, clientId: 'unknown-app' });
    const { verdict } = await pull(id);
    expect(verdict.incomplete).toEqual([
      expect.stringContaining('its operator must look at the registration'),
    ]);
    expect((await link.held(id)).refresh).not.toBeNull();
  });
});

describe('access that will end', () => {
  it('is asked for again in time, once', async () => {
    const id = await linked();
    const watch = link.ground.get(WatchService);
    await watch.tellEnding();
    link.ground.clock.pass({ days: 75 });
    await watch.tellEnding();
    expect(await told()).toEqual([]);
    link.ground.clock.pass({ days: 2 });
    await watch.tellEnding();
    await watch.tellEnding();
    expect(await told()).toEqual([{ situation: 'S16', level: 'info', channel: 'app' }]);
    await pull(id);
    const [row] = await link.ground.rows<{ days: number }>(
      'SELECT extract(day FROM ends_at - linked_at)::int AS days FROM connection_access',
    );
    expect(row!.days).toBe(167);
  });
});

describe('tokens', () => {
  it('stand in no log, in no error and, readable, nowhere in the database', async () => {
    const id = await linked();
    const { access, refresh } = await link.held(id);
    expire();
    link.hospital.behaviour.fails = 500;
    const { verdict } = await pull(id);
    const dump = await link.ground.rows(
      'SELECT held::text AS row, connection::text AS more FROM connection_access AS held, connection',
    );
    const written = JSON.stringify([link.ground.log, verdict, dump]);
    for (const secret of [access!, refresh!]) {
      expect(written).not.toContain(secret);
      expect(written).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});

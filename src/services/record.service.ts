import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import type { Evidence } from '../domain/evidence/item.js';
import { EXPECTATION, type Expectation, type Given } from '../domain/expectation.js';
import type { WatchedPatient } from '../domain/fhir/subject.js';
import { type Followed, follow, repeats } from '../domain/follow.js';
import type { KnownStudy } from '../domain/history.js';
import { noticeOf } from '../domain/notification.js';
import { type NextPull, nextPull } from '../domain/schedule.js';
import { examEnds, expectedEnds } from '../domain/schedule/exam-ends.js';
import { pullOutcome } from '../domain/schedule/outcome.js';
import { settle } from '../domain/settle.js';
import { type Progress, type SourceReading, StudySource } from '../fhir/study-source.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { type Connection, ConnectionStore } from '../store/connection.store.js';
import { ConnectionAccess } from './connection-access.service.js';
import { ExpectationStore } from '../store/expectation.store.js';
import { ExposureStore } from '../store/exposure.store.js';
import { NotificationStore } from '../store/notification.store.js';
import { OvertakenError, type PullRecord, RecordStore } from '../store/record.store.js';
import { makeStorable } from '../store/storable.js';
import { gapCodes } from './gap-codes.js';
import { SignOfLife } from './sign-of-life.js';
import { homeOf, keepersOf, makersOf } from './pulled-organizations.js';
import {
  baselineNotice,
  consentNotices,
  flagNotices,
  identityNotice,
  noteNotices,
  sharingNotices,
} from './pull-notices.js';

/** A reading that was made, before it is understood. */
interface DonePull {
  id: string;
  connection: Connection;
  reading: SourceReading;
  watched: WatchedPatient | string | null;
  startedAt: string;
  finishedAt: string;
}

/** The journey of a pull: load, read, follow, save. What it finds is written with it, in one transaction. */
@Injectable()
export class RecordService {
  constructor(
    private readonly source: StudySource,
    private readonly connections: ConnectionStore,
    private readonly access: ConnectionAccess,
    private readonly records: RecordStore,
    private readonly notifications: NotificationStore,
    private readonly exposures: ExposureStore,
    private readonly expectations: ExpectationStore,
    private readonly clock: Clock,
    @Inject(Config) private readonly deployment: Pick<Config, 'rulesOff'>,
  ) {}

  /**
   * Pulls one connection now. Safe to repeat and to run twice at once: the later one to finish is discarded.
   * @throws InputError when there is no such connection, OvertakenError when another pull was saved meanwhile
   */
  async pull(connectionId: string, progress?: Progress): Promise<Followed> {
    return this.follow(await this.read(connectionId, progress));
  }

  /**
   * The pull of a worker, to whom nothing is handed back: an answer that repeats the last one is not understood again.
   * One that breaks off is tried again later and later, so that it keeps no place from others.
   * @throws as `pull`
   */
  async look(connectionId: string): Promise<void> {
    try {
      const life = new SignOfLife((step) => this.connections.stillUnderWay(connectionId, step));
      const done = await this.read(connectionId, life.onwards).finally(() => life.end());
      if (!done.connection.flagWaits && repeats(done.connection.history, done.reading))
        await this.records.saveRepeat(done.connection, done, done.reading.refused, nextAfter(done));
      else await this.follow(done);
    } catch (error) {
      if (!(error instanceof OvertakenError)) await this.putOff(connectionId);
      throw error;
    }
  }

  /**
   * Follows a reading, however it came, and saves what it brings in the transaction in which the connection was loaded.
   * @throws OvertakenError when another pull was saved since then
   */
  async keep(
    manager: EntityManager,
    connection: Connection,
    reading: SourceReading,
    watched: WatchedPatient | string | null,
    startedAt: string,
  ): Promise<void> {
    await this.followIn(manager, this.done(connection, reading, watched, startedAt));
  }

  private async read(connectionId: string, progress?: Progress): Promise<DonePull> {
    const startedAt = this.clock.now().toISOString();
    const connection = await this.connections.find(connectionId, startedAt);
    if (!connection) throw new InputError(`there is no connection ${connectionId}`);
    const { id, fhirBase, fhirPatientId: patientId } = connection;
    if (connection.kind === 'files')
      throw new InputError(
        `connection ${connectionId} is made of files that a person adds: there is nothing to pull`,
      );
    const reading = connection.accessLost
      ? ACCESS_LOST
      : await this.access.read(connection, (token) =>
          this.source.read({ id, fhirBase, patientId, token }, progress),
        );
    return this.done(connection, reading, connection.watched ?? patientId, startedAt);
  }

  private done(
    connection: Connection,
    reading: SourceReading,
    watched: WatchedPatient | string | null,
    startedAt: string,
  ): DonePull {
    const finishedAt = this.clock.now().toISOString();
    return { id: randomUUID(), connection, reading, watched, startedAt, finishedAt };
  }

  private follow(done: DonePull): Promise<Followed> {
    return this.records.transaction((manager) => this.followIn(manager, done));
  }

  private async followIn(manager: EntityManager, done: DonePull): Promise<Followed> {
    const { connection, reading, watched, finishedAt } = done;
    makeStorable(reading.resources);
    const known = await this.records.known(manager, connection.snapshotId);
    const history = { ...connection.history, known };
    const given = {
      expected: await this.expected(manager, connection),
      rulesOff: this.deployment.rulesOff,
      site: connection.siteName,
    };
    const followed = follow(history, reading, watched, finishedAt, connection.settlingHours, given);
    await this.save(manager, done, known, followed, given);
    return followed;
  }

  /** Nobody waits for a turn where nothing is expected. */
  private async expected(manager: EntityManager, { id, expected }: Connection): Promise<Expectation[]> {
    return expected.length === 0 ? [] : this.expectations.held(manager, id);
  }

  private async putOff(connectionId: string): Promise<void> {
    const at = this.clock.now().toISOString();
    const rhythm = await this.connections.rhythm(connectionId);
    if (rhythm === null) return;
    await this.connections.putOff(connectionId, nextPull(rhythm, { kind: 'unwell', askedMs: null }, [], at));
  }

  private async save(
    manager: EntityManager,
    done: DonePull,
    known: KnownStudy[],
    followed: Followed,
    given: Given,
  ): Promise<void> {
    const { connection, reading, id, startedAt, finishedAt } = done;
    const changed = changedStudies(known, followed.history.known);
    const snapshotId = changed.length > 0 ? randomUUID() : null;
    const codes = gapCodes(reading, connection.history, followed);
    const pull = { id, startedAt, finishedAt, followed, snapshotId, gapCodes: codes };
    await this.records.savePull(manager, connection, pull, nextAfter(done));
    if (followed.verdict.complete && connection.flagWaits)
      await this.settleFlags(manager, connection, pull, given);
    if (changed.length > 0) await this.saveChanges(manager, connection, pull, known, changed);
    const notices = [baselineNotice, identityNotice, consentNotices].flatMap((of) => of(connection, pull));
    await this.notifications.write(manager, notices, finishedAt);
  }

  private async saveChanges(
    manager: EntityManager,
    connection: Connection,
    pull: PullRecord,
    known: KnownStudy[],
    changed: KnownStudy[],
  ): Promise<void> {
    await this.records.saveSnapshot(manager, connection, pull);
    const makers = makersOf(connection, pull, changed);
    const keepers = keepersOf(connection, pull, makers);
    const organizationIds = await this.records.saveOrganizations(manager, [...makers, ...keepers]);
    await this.records.saveKeepers(
      manager,
      connection,
      keepers.flatMap(({ origin }) => organizationIds.get(origin) ?? []),
    );
    const studyIds = await this.records.saveStudies(
      manager,
      connection,
      changed,
      organizationIds,
      homeOf(connection, pull).origin,
    );
    await this.records.saveTexts(manager, connection, textsOf(changed, pull), pull.finishedAt);
    await this.exposures.exposePatient(manager, connection.patientId, pull.finishedAt);
    const flags = await this.records.saveFlags(manager, connection, pull, studyIds);
    const came = flags.map(({ flag }) => ({ studyKey: flag.change.study.key, evidence: flag.evidence }));
    await this.expectations.came(manager, connection.id, expectedIn(came));
    const told = flagNotices(connection, pull, flags);
    const notes = noteNotices(connection, changed, studyIds, flags);
    const sharing = sharingNotices(connection, known, pull, studyIds);
    await this.notifications.write(manager, [...told, ...notes, ...sharing], pull.finishedAt);
  }

  private async settleFlags(
    manager: EntityManager,
    connection: Connection,
    pull: PullRecord,
    given: Given,
  ): Promise<void> {
    const waiting = await this.records.settling(manager, connection.id, pull.id, pull.finishedAt);
    const outcomes = settle(waiting, pull.followed, given);
    await this.records.settle(manager, outcomes, pull.id, pull.finishedAt);
    await this.expectations.came(manager, connection.id, expectedIn(outcomes));
    const standing = outcomes
      .filter(({ outcome }) => outcome === 'stands')
      .flatMap(({ id }) => {
        const notice = noticeOf(`flag:${id}`, 'S02', 'check');
        return notice ? [{ notice, target: { patientId: connection.patientId, flagId: id } }] : [];
      });
    await this.notifications.write(manager, standing, pull.finishedAt);
  }
}

/** Without the key that sealed it the access is as good as taken back: the place itself is not asked. */
const ACCESS_LOST: SourceReading = {
  resources: [],
  read: [],
  refused: [],
  failed: [
    {
      type: null,
      code: 'sealed-otherwise',
      why: 'the stored access was sealed with another SECRET_KEY: put that key back as SECRET_KEY_PREVIOUS, or link the place again',
    },
  ],
};

/** Which study each expectation became. */
function expectedIn(found: { studyKey: string; evidence: Evidence[] }[]): { id: string; studyKey: string }[] {
  return found.flatMap(({ studyKey, evidence }) =>
    evidence.filter(({ type }) => type === EXPECTATION).map(({ id }) => ({ id, studyKey })),
  );
}

function nextAfter({ connection, reading, finishedAt }: DonePull): NextPull {
  const linked = connection.token !== null || connection.access !== null;
  const outcome = pullOutcome(reading, linked);
  const rhythm = { ...connection, connectionId: connection.id, everySeconds: connection.pullEverySeconds };
  const ends = [...examEnds(reading.resources), ...expectedEnds(connection.expected, connection.siteZone)];
  return nextPull(rhythm, outcome, ends, finishedAt);
}

/** The studies that this pull made different from what was known, or new. */
function changedStudies(before: KnownStudy[], after: KnownStudy[]): KnownStudy[] {
  const known = new Map(before.map((one) => [one.study.key, one]));
  // The database keeps the order of no object's fields.
  return after.filter((one) => !isDeepStrictEqual(known.get(one.study.key), one));
}

/** The words of the reports of these studies, as far as the pull could read them. */
function textsOf(changed: KnownStudy[], { followed: { pull } }: PullRecord): Map<string, string> {
  const names = changed.flatMap(({ study }) =>
    study.reports.flatMap(({ conclusion, whole }) => [conclusion, whole]),
  );
  return new Map(
    names.flatMap((name) => {
      const words = name === null ? undefined : pull.texts.get(name);
      return words === undefined ? [] : [[name!, words]];
    }),
  );
}

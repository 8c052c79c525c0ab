import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isHistory } from '../domain/exposure.js';
import type { Filing } from '../domain/filing.js';
import { compareLevels, type Level, LEVELS } from '../domain/level.js';
import { noticeOf } from '../domain/notification.js';
import type { Situation } from '../domain/situation.js';
import { streamOfLevel } from '../mail/stream.js';
import type { Verdict } from './breach-review.store.js';
import { type Announcing, FanOutStore } from './fan-out.store.js';
import { holdersOf, rank, saidByAnother, speaks, STANDING, TAKE_BACK, TELL } from './tell.sql.js';

/** Patients told in one transaction: so many that its own cost does not show, so few that nobody waits long for it. */
export const TOLD_AT_ONCE = 2_000;
/** No patient has this id; it stands for the end of the order. */
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface FanOut {
  /** A bigint, in digits. */
  id: string;
  matchId: string;
  organizationId: string;
  breachId: string;
  situation: Situation;
  level: Level;
  /** YYYY-MM-DD, or null. */
  heldUntil: string | null;
  reached: string;
}

const FAN_OUT = `fan_out.id, fan_out.match_id AS "matchId", fan_out.organization_id AS "organizationId", fan_out.breach_id AS "breachId",
  fan_out.situation, fan_out.level, fan_out.held_until::text AS "heldUntil", fan_out.reached`;

/** A fan-out that a patient missed, with when its filing was submitted, and the level that the patient knows of. */
interface Missed extends FanOut {
  /** YYYY-MM-DD, or null. */
  submitted: string | null;
  known: Level | null;
}

/** The fan-outs that have passed a patient ($1), the loudest first. $2 at, $3 levels. */
const MISSED = `
  SELECT ${FAN_OUT}, filing.facts ->> 'submitted' AS submitted, exposure.level AS known
  FROM fan_out JOIN match ON match.id = fan_out.match_id JOIN filing ON filing.id = match.filing_id
    LEFT JOIN exposure ON exposure.patient_id = $1 AND exposure.organization_id = fan_out.organization_id AND exposure.breach_id = fan_out.breach_id
  WHERE fan_out.organization_id IN (${holdersOf('$1')})
    AND fan_out.situation <> 'S15' AND fan_out.due_at <= $2 AND (fan_out.done_at IS NOT NULL OR fan_out.reached >= $1)
    AND ${speaks('fan_out')} AND NOT ${saidByAnother('$2', '$3')}
  ORDER BY ${rank('$3', 'fan_out.level')} DESC, fan_out.id`;

/** The so-and-so-manieth patient from the one reached on; none where fewer are left. */
const END_OF_CHUNK = {
  tell: `(SELECT DISTINCT patient_id AS last FROM study WHERE organization_id = $1 AND patient_id >= $2 ORDER BY patient_id LIMIT ${TOLD_AT_ONCE})
    UNION
    (SELECT DISTINCT patient_id AS last FROM connection_keeper WHERE organization_id = $1 AND patient_id >= $2 ORDER BY patient_id LIMIT ${TOLD_AT_ONCE})
    ORDER BY last OFFSET ${TOLD_AT_ONCE - 1} LIMIT 1`,
  takeBack: `SELECT patient_id AS last FROM exposure WHERE organization_id = $1 AND patient_id >= $2 AND breach_id = $3
    ORDER BY patient_id OFFSET ${TOLD_AT_ONCE - 1} LIMIT 1`,
};

/** A person's word ends what rules found, and stands beside their reasons. */
const INSERT_WORD = `
  INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at, decided)
  SELECT filing_id, organization_id, $3::text, score, array_prepend($4::text, reasons), rules_version, $5::timestamptz, true
  FROM match WHERE filing_id = $1 AND organization_id = $2 ORDER BY seq DESC LIMIT 1
  RETURNING id, organization_id AS "organizationId", outcome,
    (SELECT breach_id FROM filing WHERE filing.id = match.filing_id) AS "breachId", (SELECT facts FROM filing WHERE filing.id = match.filing_id) AS filing`;

/** Ends every match of a breach. It is nobody's word on the filing: undoing a link may lead it to a breach that happened. */
const END_MATCHES = `
  INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at, decided)
  SELECT filing_id, organization_id, 'none', score, array_prepend('breach-withdrawn', reasons), rules_version, $2::timestamptz, false
  FROM (SELECT DISTINCT ON (match.filing_id, match.organization_id) match.* FROM match JOIN filing ON filing.id = match.filing_id
    WHERE filing.breach_id = $1 ORDER BY match.filing_id, match.organization_id, match.seq DESC) AS newest
  WHERE outcome <> 'none'`;

const MATCH = 'SELECT id FROM match WHERE filing_id = $1 AND organization_id = $2 LIMIT 1';

interface WordOnMatch {
  id: string;
  organizationId: string;
  breachId: string;
  filing: Filing;
}

/**
 * Joins matches with the studies held there, and tells those whom it concerns: piece by piece in the order of patients,
 * each piece one transaction of a few statements, so that a kill anywhere goes on where it stood.
 *
 * A pull that brings a study while a fan-out passes must not be missed by both: a piece holds its patients' places
 * (the first byte of their ids, at that organization) alone, a pull holds its patient's place with others. So the pull
 * comes before the piece, which then sees its study, or after it, and sees how far the fan-out came. Pulls wait for one
 * piece at most, and only those of its patients. Places are taken in one order, so nobody waits in a circle.
 */
@Injectable()
export class ExposureStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly fanOuts: FanOutStore,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * Tells the next patients of a fan-out. Waits while the row is in other hands: the relay still holds it when its ring
   * is answered.
   * @returns whether more are left; false too where it is not due or done
   */
  async tellSome(id: string, at: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [fanOut] = await manager.query<FanOut[]>(
        `SELECT ${FAN_OUT} FROM fan_out WHERE id = $1 AND done_at IS NULL AND due_at <= $2 FOR UPDATE`,
        [id, at],
      );
      if (!fanOut) return false;
      // Compiling a statement of some thousand rows takes longer than running it.
      await manager.query('SET LOCAL jit = off');
      const last = await this.endOfChunk(manager, fanOut);
      await holdAlone(manager, fanOut, last);
      const says = await stillSays(manager, id, at);
      if (says) await this.speak(manager, fanOut, at, { from: fanOut.reached, to: last });
      const more = says && last !== LAST;
      await manager.query(
        'UPDATE fan_out SET reached = $2, done_at = CASE WHEN $3 THEN NULL ELSE $4::timestamptz END, rung_at = now() WHERE id = $1',
        [id, last, more, at],
      );
      return more;
    });
  }

  /** Lets other fan-outs have their turn: this one is due again, behind them. */
  async passOn(id: string): Promise<void> {
    await this.dataSource.query(
      `WITH passed AS (UPDATE fan_out SET rung_at = NULL WHERE id = $1) SELECT pg_notify('doorbell', 'fan_out')`,
      [id],
    );
  }

  /**
   * After a pull brought studies, in its transaction: what was told at the places that hold this patient's studies
   * before they were known to; what has become history since then, quietly. What is still to be told comes to the patient by itself.
   */
  async exposePatient(manager: EntityManager, patientId: string, at: string): Promise<void> {
    await manager.query(
      `SELECT pg_advisory_xact_lock_shared(place, $2) FROM (
         SELECT DISTINCT hashtext(organization_id::text) AS place FROM (${holdersOf('$1')}) AS holder ORDER BY place) AS places`,
      [patientId, placeOf(patientId)],
    );
    const missed = await manager.query<Missed[]>(MISSED, [patientId, at, LEVELS]);
    for (const { submitted, known, ...fanOut } of missed) {
      const level = isHistory(submitted, at.slice(0, 10)) ? 'quiet' : fanOut.level;
      if (known === null || compareLevels(level, known) > 0)
        await this.speak(manager, { ...fanOut, level }, at, { from: patientId, to: patientId });
    }
  }

  /**
   * An operator's word on a match: the same is told now, as of the organization itself; different ends it, and is told
   * to those who heard otherwise; unsure leaves it as it is, and what waits for review is told in its time.
   * @returns false where there is no such match
   */
  async review(
    manager: EntityManager,
    filingId: string,
    organizationId: string,
    verdict: Verdict,
    announcing: Announcing,
  ): Promise<boolean> {
    const { at } = announcing;
    const outcome = verdict === 'different' ? 'none' : 'named';
    const said = verdict === 'unsure' ? MATCH : INSERT_WORD;
    const values = verdict === 'unsure' ? [] : [outcome, `operator-said-${verdict}`, at];
    const [word] = await manager.query<WordOnMatch[]>(said, [filingId, organizationId, ...values]);
    if (!word) return false;
    if (verdict === 'different') {
      await this.fanOuts.takeBack(manager, [word.id], at);
      await this.fanOuts.announceStanding(manager, [word.breachId], announcing);
    }
    if (verdict === 'same') await this.fanOuts.announceNow(manager, [{ ...word, outcome: 'named' }], at);
    return true;
  }

  /**
   * A breach that never happened, or was taken back by those who reported it: its matches end, no filing of it is
   * matched any more, and those who were told of it hear so.
   * @returns false where it was withdrawn already, or there is no such breach
   */
  async withdraw(manager: EntityManager, breachId: string, at: string): Promise<boolean> {
    const withdrawn = await manager.query<unknown[]>(
      `WITH withdrawn AS (UPDATE breach SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL RETURNING id) SELECT id FROM withdrawn`,
      [breachId, at],
    );
    if (withdrawn.length === 0) return false;
    await manager.query(END_MATCHES, [breachId, at]);
    await this.fanOuts.takeBackBreach(manager, breachId, at);
    return true;
  }

  private async endOfChunk(
    manager: EntityManager,
    { situation, organizationId, breachId, reached }: FanOut,
  ): Promise<string> {
    const [end] =
      situation === 'S15'
        ? await manager.query<{ last: string }[]>(END_OF_CHUNK.takeBack, [organizationId, reached, breachId])
        : await manager.query<{ last: string }[]>(END_OF_CHUNK.tell, [organizationId, reached]);
    return end?.last ?? LAST;
  }

  private async speak(manager: EntityManager, fanOut: FanOut, at: string, range: Range): Promise<void> {
    const { id, organizationId, breachId, matchId, situation, level, heldUntil } = fanOut;
    const about = [organizationId, breachId, matchId, id];
    if (situation === 'S15') {
      await manager.query(TAKE_BACK, [...about, at, range.from, range.to, streamOfLevel(level)]);
      return;
    }
    const notice = noticeOf('', situation, level);
    const told = [notice?.roles ?? [], notice?.mailed ?? false, streamOfLevel(level)];
    const says = [situation, level, heldUntil, at, LEVELS];
    await manager.query(TELL, [...about, ...says, ...told, range.from, range.to]);
  }
}

/** From one patient to another, both told, in the order of their ids. */
interface Range {
  from: string;
  to: string;
}

/** A patient's place at every organization: 256 of them, in the order of ids. */
function placeOf(patientId: string): number {
  return Number.parseInt(patientId.slice(0, 2), 16);
}

async function holdAlone(
  manager: EntityManager,
  { organizationId, reached }: FanOut,
  last: string,
): Promise<void> {
  await manager.query(
    'SELECT pg_advisory_xact_lock(hashtext($1), place) FROM generate_series($2::int, $3::int) AS place',
    [organizationId, placeOf(reached), placeOf(last)],
  );
}

/** What it tells still stands, and no later fan-out says more; what it takes back, nothing says any more. */
async function stillSays(manager: EntityManager, id: string, at: string): Promise<boolean> {
  const [row] = await manager.query<{ says: boolean }[]>(
    `SELECT CASE situation
       WHEN 'S15' THEN NOT EXISTS (${STANDING} AND filing.breach_id = fan_out.breach_id AND said.organization_id = fan_out.organization_id)
       ELSE ${speaks('fan_out')} AND NOT ${saidByAnother('$2', '$3')} END AS says
     FROM fan_out WHERE id = $1`,
    [id, at, LEVELS],
  );
  return row!.says;
}

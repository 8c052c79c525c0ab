import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { HotlineAnswer, HotlineQuestion } from '../../domain/cases/breach.js';
import type { AnswerTime, RequestKind } from '../../domain/cases/clocks.js';
import type { Outcome } from '../../domain/cases/outcome.js';
import type { RequestWord } from '../../domain/cases/requests.js';
import type { StepState } from '../../domain/cases/steps.js';
import type { Level } from '../../domain/level.js';
import { seenBy } from '../seen.sql.js';

/** Who says something of a case, and when (ISO 8601). */
export interface CaseSpeaker {
  caseId: string;
  patientId: string;
  accountId: string;
  at: string;
}

/** What a case follows from: one of the three. */
export type CaseCause = { flagId: string } | { studyId: string } | { exposureId: string };

export interface NewCase {
  cause: CaseCause;
  patientId: string;
  accountId: string;
  situation: string;
  level: Level;
  steps: string[];
  at: string;
}

/** Where the words of a speaker ($3) go: a case of the patient that they may see. Nothing is written where there is none. */
const SEEN = `WITH ${seenBy('$3')}`;
const OF_CASE = `FROM patient_case WHERE patient_case.id = $1 AND patient_case.patient_id = $2`;

/** What people say of cases: every word is a row of its own. */
@Injectable()
export class CaseStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Opens the case of a cause; where there is one it is taken up again, unless it is open. Returns its id. */
  async open(manager: EntityManager, opened: NewCase): Promise<string> {
    const { cause, patientId, accountId, situation, level, steps, at } = opened;
    const [flagId, studyId, exposureId] = idsOf(cause);
    const [made] = await manager.query<{ id: string }[]>(
      `INSERT INTO patient_case (patient_id, flag_id, study_id, exposure_id, situation, level, steps, account_id, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
      [patientId, flagId, studyId, exposureId, situation, level, steps, accountId, at],
    );
    if (made) return made.id;
    const { id, closed } = (await this.ofCause(manager, cause))!;
    if (closed) await this.end(manager, { caseId: id, patientId, accountId, at }, 'reopened');
    return id;
  }

  /** The answer that had opened a case was changed: the case ends with that, and is kept. */
  async answerChanged(
    manager: EntityManager,
    cause: CaseCause,
    said: Omit<CaseSpeaker, 'caseId'>,
  ): Promise<void> {
    const known = await this.ofCause(manager, cause);
    if (known !== null && !known.closed)
      await this.end(manager, { ...said, caseId: known.id }, 'answer-changed');
  }

  /** Locks the case: words on one case follow on each other. */
  private async ofCause(
    manager: EntityManager,
    cause: CaseCause,
  ): Promise<{ id: string; closed: boolean } | null> {
    const [row] = await manager.query<{ id: string; closed: boolean }[]>(
      `SELECT id, coalesce((SELECT outcome <> 'reopened' FROM case_outcome WHERE case_id = patient_case.id
         ORDER BY at DESC, number DESC LIMIT 1), false) AS closed
       FROM patient_case WHERE flag_id = $1 OR study_id = $2 OR exposure_id = $3 FOR UPDATE`,
      idsOf(cause),
    );
    return row ?? null;
  }

  /** False where the patient has no such case that the speaker may see, as with all that follow. */
  async end(manager: EntityManager, said: CaseSpeaker, outcome: Outcome): Promise<boolean> {
    return wrote(
      manager,
      `${SEEN} INSERT INTO case_outcome (case_id, account_id, at, outcome) SELECT id, $3, $4, $5 ${OF_CASE} RETURNING number`,
      [...speaker(said), outcome],
    );
  }

  step(
    said: CaseSpeaker,
    { step, state, until }: { step: string; state: StepState; until: string | null },
  ): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_step (case_id, account_id, at, step, state, until)
       SELECT id, $3, $4, $5, $6, $7 ${OF_CASE} RETURNING number`,
      [...speaker(said), step, state, until],
    );
  }

  request(
    said: CaseSpeaker,
    sent: { kind: RequestKind; recipient: string; sentOn: string; time: AnswerTime | null },
  ): Promise<boolean> {
    const { kind, recipient, sentOn, time } = sent;
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_request (case_id, account_id, at, kind, recipient, sent_on, answer_days, more_days, answer_months, more_months)
       SELECT id, $3, $4, $5, $6, $7, $8, $9, $10, $11 ${OF_CASE} RETURNING id`,
      [...speaker(said), kind, recipient, sentOn, ...timeColumns(time)],
    );
  }

  /** False also where the case has no such letter. */
  requestWord(
    said: CaseSpeaker,
    requestId: string,
    { what, onDay }: Pick<RequestWord, 'what' | 'onDay'>,
  ): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_request_word (request_id, account_id, at, what, on_day)
       SELECT case_request.id, $3, $4, $6, $7 FROM case_request JOIN patient_case ON patient_case.id = case_request.case_id
       WHERE patient_case.id = $1 AND patient_case.patient_id = $2 AND case_request.id = $5 RETURNING number`,
      [...speaker(said), requestId, what, onDay],
    );
  }

  note(said: CaseSpeaker, words: string): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_note (case_id, account_id, at, words) SELECT id, $3, $4, $5 ${OF_CASE} RETURNING number`,
      [...speaker(said), words],
    );
  }

  hotline(said: CaseSpeaker, question: HotlineQuestion, answer: HotlineAnswer): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_answer (case_id, account_id, at, question, answer)
       SELECT id, $3, $4, $5, $6 ${OF_CASE} AND exposure_id IS NOT NULL RETURNING number`,
      [...speaker(said), question, answer],
    );
  }

  offer(said: CaseSpeaker, code: string | null, enrolBy: string | null): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN} INSERT INTO case_offer (case_id, account_id, at, code, enrol_by)
       SELECT id, $3, $4, $5, $6 ${OF_CASE} AND exposure_id IS NOT NULL RETURNING number`,
      [...speaker(said), code, enrolBy],
    );
  }
}

function idsOf(cause: CaseCause): (string | null)[] {
  return (['flagId', 'studyId', 'exposureId'] as const).map((name) =>
    name in cause ? (cause as Record<typeof name, string>)[name] : null,
  );
}

/** In days, or in months, each with what may be added. */
function timeColumns(time: AnswerTime | null): (number | null)[] {
  if (time === null) return [null, null, null, null];
  return 'months' in time ? [null, null, time.months, time.more] : [time.days, time.more, null, null];
}

function speaker({ caseId, patientId, accountId, at }: CaseSpeaker): string[] {
  return [caseId, patientId, accountId, at];
}

async function wrote(manager: EntityManager, statement: string, values: unknown[]): Promise<boolean> {
  const rows = await manager.query<unknown[]>(statement, values);
  return rows.length > 0;
}

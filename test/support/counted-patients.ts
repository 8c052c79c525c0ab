import type { FlowGround } from './flow-ground.js';

/** A provider whose patients agreed to be counted, each with one scan there. */
export class CountedPatients {
  private constructor(
    private readonly ground: FlowGround,
    readonly providerId: string,
    readonly organizationId: string,
  ) {}

  /** @param next first day (YYYY-MM-DD) of the month that is told next, and when that is due (ISO 8601) */
  static async at(
    ground: FlowGround,
    name: string,
    next: { month: string; dueAt: string },
  ): Promise<CountedPatients> {
    const [organization] = await ground.rows<{ id: string }>(
      'INSERT INTO organization (origin, name, matched_at) VALUES ($1, $2, now()) RETURNING id',
      [`https://${name}.example|1`, name],
    );
    const [provider] = await ground.rows<{ id: string }>(
      "INSERT INTO provider (name, time_zone, next_month, due_at) VALUES ($1, 'America/Chicago', $2, $3) RETURNING id",
      [name, next.month, next.dueAt],
    );
    await ground.rows('INSERT INTO provider_organization (provider_id, organization_id) VALUES ($1, $2)', [
      provider!.id,
      organization!.id,
    ]);
    return new CountedPatients(ground, provider!.id, organization!.id);
  }

  /** So many patients who agreed then; gives their scans. */
  async add(count: number, agreedAt: string): Promise<CountedScan[]> {
    const scans = [];
    for (let index = 0; index < count; index += 1) scans.push(await this.addOne(agreedAt));
    return scans;
  }

  private async addOne(agreedAt: string): Promise<CountedScan> {
    const { patientId, accountId } = await this.ground.addPatient();
    const connectionId = await this.ground.connect(patientId);
    const [study] = await this.ground.rows<{ id: string }>(
      `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences) VALUES ($1, $2, $3, 'one', '{}', '2024-01-01', 0) RETURNING id`,
      [connectionId, patientId, this.organizationId],
    );
    await this.ground.rows(
      `INSERT INTO counting_consent (provider_id, patient_id, account_id, version, words, since) VALUES ($1, $2, $3, '1', 'words', $4)`,
      [this.providerId, patientId, accountId, agreedAt],
    );
    return { ground: this.ground, patientId, accountId, connectionId, studyId: study!.id };
  }

  /** A further name under which its records stand. */
  async alsoCalled(name: string): Promise<string> {
    const [organization] = await this.ground.rows<{ id: string }>(
      'INSERT INTO organization (origin, name, matched_at) VALUES ($1, $1, now()) RETURNING id',
      [name],
    );
    await this.ground.rows(
      'INSERT INTO provider_organization (provider_id, organization_id, added_by, added_at) SELECT provider_id, $2, added_by, added_at FROM provider_organization WHERE provider_id = $1 LIMIT 1',
      [this.providerId, organization!.id],
    );
    return organization!.id;
  }

  async agreed({ patientId, accountId }: CountedScan, at: string): Promise<void> {
    await this.ground.rows(
      `INSERT INTO counting_consent (provider_id, patient_id, account_id, version, words, since) VALUES ($1, $2, $3, '1', 'words', $4)`,
      [this.providerId, patientId, accountId, at],
    );
  }

  async addOfficer(): Promise<string> {
    const accountId = await this.ground.addAccount();
    await this.ground.rows(
      `INSERT INTO officer (provider_id, name, email, invited_by, token_hash, invited_at, expires_at, account_id, accepted_at) VALUES ($1, 'Officer', 'officer@example.org', $2, $3, now(), now(), $2, now())`,
      [this.providerId, accountId, Buffer.from(accountId)],
    );
    return accountId;
  }
}

/** One patient's scan, and what can happen to it. Times are ISO 8601. */
export interface CountedScan {
  ground: FlowGround;
  patientId: string;
  accountId: string;
  connectionId: string;
  studyId: string;
}

export async function flagged(
  { ground, patientId, connectionId, studyId }: CountedScan,
  kind: string,
  at: string,
): Promise<string> {
  const [pull] = await ground.rows<{ id: string }>(
    `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count) VALUES ($1, $2, $2, true, '{}', '[]', '[]', 1) RETURNING id`,
    [connectionId, at],
  );
  const [flag] = await ground.rows<{ id: string }>(
    `INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, level, fields, reasons, evidence, after, created_at) VALUES ($1, $2, $3, $4, $5, 'quiet', '{}', '{}', '[]', '{}', $6) RETURNING id`,
    [patientId, connectionId, studyId, pull!.id, kind, at],
  );
  return flag!.id;
}

export async function answered(
  { ground, accountId }: CountedScan,
  flagId: string,
  answer: string,
  at: string,
): Promise<void> {
  await ground.rows('INSERT INTO answer (flag_id, account_id, answer, at) VALUES ($1, $2, $3, $4)', [
    flagId,
    accountId,
    answer,
    at,
  ]);
}

export async function caseOpened(
  { ground, patientId, accountId }: CountedScan,
  flagId: string,
  at: string,
): Promise<string> {
  const [row] = await ground.rows<{ id: string }>(
    `INSERT INTO patient_case (patient_id, flag_id, situation, level, steps, account_id, opened_at) VALUES ($1, $2, 'S02', 'act soon', '{}', $3, $4) RETURNING id`,
    [patientId, flagId, accountId, at],
  );
  return row!.id;
}

export async function ended(
  { ground, accountId }: CountedScan,
  caseId: string,
  outcome: string,
  at: string,
): Promise<void> {
  await ground.rows('INSERT INTO case_outcome (case_id, outcome, account_id, at) VALUES ($1, $2, $3, $4)', [
    caseId,
    outcome,
    accountId,
    at,
  ]);
}

/** A letter that asks for an answer within 30 days. */
export async function letterSent(
  { ground, accountId }: CountedScan,
  caseId: string,
  kind: string,
  on: string,
): Promise<string> {
  const [row] = await ground.rows<{ id: string }>(
    `INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at) VALUES ($1, $2, 'The office', $3::date, 30, 30, $4, $3::date) RETURNING id`,
    [caseId, kind, on, accountId],
  );
  return row!.id;
}

export async function letterAnswered(
  { ground, accountId }: CountedScan,
  requestId: string,
  on: string,
): Promise<void> {
  await ground.rows(
    `INSERT INTO case_request_word (request_id, what, on_day, account_id, at) VALUES ($1, 'answered', $2::date, $3, $2::date)`,
    [requestId, on, accountId],
  );
}

export async function told(
  { ground, patientId, accountId, studyId }: CountedScan,
  situation: string,
  at: string,
): Promise<void> {
  await ground.rows(
    `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, study_id, created_at, not_before, sent_at) VALUES ($1, $2, 'note:' || $3::text, 'app', $4, 'check', $3::uuid, $5, $5, $5)`,
    [accountId, patientId, studyId, situation, at],
  );
}

export async function unreadSince(
  { ground, connectionId }: CountedScan,
  code: string,
  at: string,
): Promise<void> {
  await ground.rows(
    `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count, gap_codes) VALUES ($1, $2, $2, false, '{why}', '[]', '[]', 1, $3)`,
    [connectionId, at, [code]],
  );
  await ground.rows('UPDATE connection SET problem = $2, problem_since = $3 WHERE id = $1', [
    connectionId,
    'why',
    at,
  ]);
}

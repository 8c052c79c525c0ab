import type { Change } from '../../../../src/domain/change.js';
import type { Filing } from '../../../../src/domain/filing.js';
import type { Level } from '../../../../src/domain/level.js';
import type { GrantRole } from '../../../../src/domain/notification.js';
import type { Study } from '../../../../src/domain/study.js';
import { AccountService } from '../../../../src/services/account.service.js';
import { sessionCookieName } from '../../../../src/web/visit.js';
import { Config } from '../../../../src/config/config.js';
import { aStudy } from '../../../support/a-study.js';
import { type App, NOW } from '../../../support/app.js';
import { ONE_BROWSER } from '../../../support/one-browser.js';
import { Visitor } from '../../service/support/visitor.js';

export { aStudy };

const DAY_MS = 86_400_000;

/** ISO 8601, so many days before the clock of the tests. */
export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY_MS).toISOString();
}

/** The day alone: YYYY-MM-DD. */
export function dayAgo(days: number): string {
  return daysAgo(days).slice(0, 10);
}

export interface FlagRow {
  kind: Change['kind'];
  situation: string | null;
  level: Level;
  fields: string[];
  reasons: string[];
  before: Study | null;
  after: Study;
  settlesAt: string | null;
  outcome: 'stands' | 'explained' | null;
  createdAt: string;
}

const UNKNOWN_SCAN: FlagRow = {
  kind: 'added',
  situation: 'S02',
  level: 'check',
  fields: [],
  reasons: ['no-order-visit-or-report', 'dated-long-before-first-seen'],
  before: null,
  after: aStudy(),
  settlesAt: daysAgo(2),
  outcome: 'stands',
  createdAt: daysAgo(3),
};

export interface PlaceRow {
  siteName: string;
  lastCompleteAt: string | null;
  baselineAt: string | null;
  problem: string | null;
  gapCodes: string[];
  refused: { type: string; why: string }[];
  reviewed: boolean;
}

/** Writes what the journeys would have left in the database, and signs people in. */
export class Story {
  private count = 0;
  constructor(readonly app: Pick<App, 'query' | 'get' | 'origin'>) {}

  async account(name: string, roles: string[] = []): Promise<string> {
    const email = `person-${(this.count += 1)}@family.test`;
    return this.insert('account', { email, name, roles, time_zone: 'UTC' });
  }

  patient(name: string): Promise<string> {
    return this.insert('patient', { name });
  }

  grant(accountId: string, patientId: string, role: GrantRole): Promise<string> {
    return this.insert('patient_grant', { account_id: accountId, patient_id: patientId, role });
  }

  /** A browser of this account. */
  async browser(accountId: string): Promise<Visitor> {
    const accounts = this.app.get(AccountService);
    const link = await accounts.makeLink(accountId);
    const session = await accounts.signIn(link.slice(link.lastIndexOf('/') + 1), ONE_BROWSER);
    return new Visitor(this.app.origin, `${sessionCookieName(this.app.get(Config))}=${session}`, accountId);
  }

  /** An account with a grant, and its browser. */
  async person(name: string, patientId: string, role: GrantRole): Promise<Visitor> {
    const accountId = await this.account(name);
    await this.grant(accountId, patientId, role);
    return this.browser(accountId);
  }

  /** A place with its first list long behind it, and one pull. */
  async place(patientId: string, differs: Partial<PlaceRow> = {}): Promise<string> {
    const row = {
      siteName: 'Lakeside',
      lastCompleteAt: daysAgo(0),
      baselineAt: daysAgo(100),
      problem: null,
      gapCodes: [],
      refused: [],
      reviewed: true,
      ...differs,
    };
    const id = await this.insert('connection', {
      patient_id: patientId,
      site_name: row.siteName,
      fhir_base: `https://place-${(this.count += 1)}.test/fhir`,
      fhir_patient_id: 'p',
      pull_every_seconds: 3600,
      next_pull_at: daysAgo(-1),
      progress: { history: { baselineAt: row.baselineAt, readable: ['ImagingStudy', 'ServiceRequest'] } },
      last_complete_at: row.lastCompleteAt,
      problem: row.problem,
      problem_since: row.problem === null ? null : daysAgo(2),
      created_at: daysAgo(101),
    });
    await this.pull(id, row);
    if (row.reviewed) await this.review(id);
    return id;
  }

  private async review(connectionId: string): Promise<void> {
    const accountId = await this.account('Somebody');
    await this.app.query('INSERT INTO review (connection_id, account_id) VALUES ($1, $2)', [
      connectionId,
      accountId,
    ]);
  }

  private pull(connectionId: string, { problem, gapCodes, refused }: PlaceRow): Promise<string> {
    return this.insert('pull', {
      connection_id: connectionId,
      started_at: daysAgo(0),
      finished_at: daysAgo(0),
      complete: problem === null,
      incomplete: problem === null ? [] : [problem],
      gap_codes: gapCodes,
      refused: JSON.stringify(refused),
      quarantined: '[]',
      study_count: 1,
    });
  }

  /** A CT that this account said is to come in three days. */
  expectation(patientId: string, accountId: string, differs: Record<string, unknown> = {}): Promise<string> {
    const days = { first_day: dayAgo(-3), last_day: dayAgo(-3), kind: 'ct', said_at: daysAgo(1) };
    return this.insert('expectation', { patient_id: patientId, account_id: accountId, ...days, ...differs });
  }

  organization(name: string): Promise<string> {
    return this.insert('organization', { origin: `test|${(this.count += 1)}`, name });
  }

  async study(
    { connectionId, organizationId }: { connectionId: string; organizationId: string },
    facts: Study,
    { firstSeenAt = daysAgo(3), absences = 0 } = {},
  ): Promise<string> {
    const [connection] = await this.app.query<{ patient_id: string }>(
      'SELECT patient_id FROM connection WHERE id = $1',
      [connectionId],
    );
    return this.insert('study', {
      connection_id: connectionId,
      patient_id: connection!.patient_id,
      organization_id: organizationId,
      key: `${facts.key}.${(this.count += 1)}`,
      facts,
      started_on: facts.started?.length === 10 ? facts.started : null,
      first_seen_at: firstSeenAt,
      absences,
    });
  }

  /** By default a scan nobody ordered, which stands. */
  async flag(studyId: string, differs: Partial<FlagRow> = {}): Promise<string> {
    const row = { ...UNKNOWN_SCAN, ...differs };
    const [made] = await this.app.query<{ id: string; pull_id: string }>(
      `INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, before, after, settles_at, created_at)
       SELECT study.patient_id, study.connection_id, study.id, (SELECT id FROM pull WHERE pull.connection_id = study.connection_id LIMIT 1),
         $2, $3, $4, $5, $6, '[]', $7, $8, $9, $10 FROM study WHERE study.id = $1 RETURNING id, pull_id`,
      [
        studyId,
        row.kind,
        row.situation,
        row.level,
        row.fields,
        row.reasons,
        row.before,
        row.after,
        row.settlesAt,
        row.createdAt,
      ],
    );
    if (row.outcome !== null && row.settlesAt !== null)
      await this.app.query(
        'INSERT INTO flag_outcome (flag_id, pull_id, outcome, at) VALUES ($1, $2, $3, $4)',
        [made!.id, made!.pull_id, row.outcome, daysAgo(2)],
      );
    return made!.id;
  }

  async exposure(
    patientId: string,
    organizationId: string,
    {
      situation = 'S12',
      level = 'act soon' as Level,
      ...facts
    }: Partial<Filing> & { situation?: string; level?: Level } = {},
  ): Promise<string> {
    await this.app.query("INSERT INTO feed (source) VALUES ('hhs') ON CONFLICT DO NOTHING");
    const readId = await this.insert('feed_read', {
      source: 'hhs',
      read_at: daysAgo(1),
      accepted: true,
      files: '[]',
      rows: 1,
      rejected: '[]',
    });
    const [breach] = await this.app.query<{ id: string }>('INSERT INTO breach DEFAULT VALUES RETURNING id');
    const filing: Partial<Filing> = {
      source: 'hhs',
      name: 'Lakeside Health',
      affected: 501,
      affectedIsPlaceholder: true,
      submitted: daysAgo(4).slice(0, 10),
      breachEnd: null,
      discovered: null,
      informationTypes: [],
      types: ['Hacking/IT Incident'],
      locations: ['Network Server'],
      description: null,
      url: null,
      ...facts,
    };
    const filingId = await this.insert('filing', {
      source: 'hhs',
      breach_id: breach!.id,
      row: {},
      facts: filing,
      first_read_id: readId,
    });
    const matchId = await this.insert('match', {
      filing_id: filingId,
      organization_id: organizationId,
      outcome: situation === 'S13' ? 'possible' : 'named',
      score: 1,
      reasons: ['same-name'],
      rules_version: '1',
      at: daysAgo(1),
    });
    return this.insert('exposure', {
      patient_id: patientId,
      organization_id: organizationId,
      breach_id: breach!.id,
      match_id: matchId,
      situation,
      level,
      created_at: daysAgo(1),
    });
  }

  /** A message to an account, mailed a day ago. */
  notification(
    accountId: string,
    patientId: string,
    about: {
      flag_id?: string;
      study_id?: string;
      exposure_id?: string;
      connection_id?: string;
      case_id?: string;
      request_id?: string;
      situation?: string;
    },
  ): Promise<string> {
    return this.insert('notification', {
      account_id: accountId,
      patient_id: patientId,
      cause: `test:${(this.count += 1)}`,
      channel: 'mail',
      situation: 'S02',
      level: 'check',
      created_at: daysAgo(1),
      not_before: daysAgo(1),
      sent_at: daysAgo(1),
      ...about,
    });
  }

  async insert(table: string, row: Record<string, unknown>): Promise<string> {
    const columns = Object.keys(row);
    const [made] = await this.app.query<{ id: string }>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING id`,
      Object.values(row),
    );
    return made!.id;
  }
}

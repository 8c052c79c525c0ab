import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A patient whom an account may see and who is connected to the sandbox. */
export interface SandboxPatient {
  id: string;
  name: string;
  places: number;
}

/** How often one connection was looked at since a moment, and whether the last of these looks was a full one. */
export interface LookSince {
  looks: number;
  /** Null where there was none. */
  complete: boolean | null;
}

/** Whether the breach list of the sandbox was read and everybody told of it, or it failed to be read, since a moment. */
export interface ListSince {
  read: boolean;
  failed: boolean;
}

/** Mails that arrived, and those that are still to be sent. */
export interface MailsSince {
  there: number;
  onTheirWay: number;
}

/** What the sandbox page tells of the family and of what came of the last press. */
@Injectable()
export class SandboxReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Those whom an account was given, with the number of their places among these FHIR bases. */
  family(accountId: string, fhirBases: string[]): Promise<SandboxPatient[]> {
    return this.dataSource.query<SandboxPatient[]>(
      `SELECT patient.id, patient.name, count(connection.id)::int AS places
       FROM seen_connection($1) AS connection JOIN patient ON patient.id = connection.patient_id
       WHERE connection.fhir_base = ANY ($2)
       GROUP BY patient.id ORDER BY patient.name`,
      [accountId, fhirBases],
    );
  }

  /** One for each connection to a FHIR base. */
  looksSince(fhirBase: string, since: Date): Promise<LookSince[]> {
    return this.dataSource.query<LookSince[]>(
      `SELECT count(pull.id)::int AS looks, (array_agg(pull.complete ORDER BY pull.finished_at DESC))[1] AS complete
       FROM connection LEFT JOIN pull ON pull.connection_id = connection.id AND pull.started_at >= $2
       WHERE connection.fhir_base = $1 GROUP BY connection.id`,
      [fhirBase, since],
    );
  }

  async listSince(since: Date): Promise<ListSince> {
    const [list] = await this.dataSource.query<ListSince[]>(
      `SELECT coalesce(last_read_at >= $1, false) AND NOT EXISTS (SELECT FROM fan_out WHERE done_at IS NULL AND due_at <= now()) AS read,
         coalesce(problem_since >= $1, false) AS failed
       FROM feed WHERE source = 'sandbox'`,
      [since],
    );
    return list ?? { read: false, failed: false };
  }

  /** Mails about a patient that were written to an account since then. Rows that go out together are one mail. */
  async mailsSince(accountId: string, since: Date): Promise<MailsSince> {
    const [row] = await this.dataSource.query<MailsSince[]>(
      `SELECT count(*) FILTER (WHERE sent_at IS NOT NULL AND mailed_as IS NULL)::int AS there,
         count(*) FILTER (WHERE sent_at IS NULL AND failed_at IS NULL)::int AS "onTheirWay" FROM notification
       WHERE account_id = $1 AND created_at >= $2 AND channel = 'mail' AND patient_id IS NOT NULL`,
      [accountId, since],
    );
    return row ?? { there: 0, onTheirWay: 0 };
  }
}

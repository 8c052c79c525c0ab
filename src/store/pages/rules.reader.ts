import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How often a rule spoke, and what people said to it. */
export interface RuleCount {
  rule: string;
  flags: number;
  answered: number;
  /** Answered "I know this", by the newest answer. */
  known: number;
}

/** What the operator reads of the rules: counts over all patients, nothing of any of them. */
@Injectable()
export class RulesReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Flags made since a moment, by each rule that held for them; invented patients are left out. */
  since(at: Date): Promise<RuleCount[]> {
    return this.dataSource.query<RuleCount[]>(
      `SELECT reason AS rule, count(*)::int AS flags, count(said.answer)::int AS answered,
         (count(*) FILTER (WHERE said.answer = 'know'))::int AS known
       FROM flag CROSS JOIN LATERAL unnest(flag.reasons) AS reason
         LEFT JOIN LATERAL (SELECT answer FROM answer WHERE answer.flag_id = flag.id ORDER BY answer.at DESC LIMIT 1) AS said ON true
       WHERE flag.created_at >= $1 AND flag.situation IS NOT NULL
         AND NOT EXISTS (SELECT FROM patient WHERE patient.id = flag.patient_id AND patient.canary)
       GROUP BY reason`,
      [at],
    );
  }
}

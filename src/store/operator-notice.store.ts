import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UNREAD_FEED_DAYS } from '../domain/notification.js';
import { WATCHED } from './watched-feed.sql.js';

/** For so long a day stands open on which people were told of several questions at once: a joined chart, or our mistake. */
const SEVERAL_SHOWN_DAYS = 7;

/** What does not work now, or needs a look, at $1. A feed that was never read counts from its first failure; days on which rules of law were due for review are given as $2. */
const TROUBLE = `
  SELECT 'feed' AS kind, source AS subject, coalesce(last_read_at, problem_since) AS since FROM feed
    WHERE ${WATCHED} AND coalesce(last_read_at, problem_since) <= $1::timestamptz - make_interval(days => ${UNREAD_FEED_DAYS})
  UNION ALL SELECT 'canary', day::text, started_at FROM canary_run
    WHERE arrived_at IS NULL AND due_at <= $1 AND day > coalesce((SELECT max(day) FROM canary_run WHERE arrived_at IS NOT NULL), '-infinity')
  UNION ALL SELECT 'law', due, due::timestamptz FROM unnest($2::text[]) AS due
  UNION ALL SELECT 'many-checks', (sent_at AT TIME ZONE 'UTC')::date::text, min(sent_at) FROM notification
    WHERE several_checks AND sent_at > $1::timestamptz - make_interval(days => ${SEVERAL_SHOWN_DAYS}) GROUP BY 2`;

const END = `
  UPDATE operator_notice SET ended_at = $1 WHERE ended_at IS NULL
    AND NOT EXISTS (SELECT FROM (${TROUBLE}) AS trouble WHERE trouble.kind = operator_notice.kind AND trouble.subject = operator_notice.subject)`;

/** Every operator hears once of each trouble; it names nobody. */
const TELL = `
  WITH fresh AS (
    INSERT INTO operator_notice (kind, subject, since, told_at) SELECT kind, subject, since, $1 FROM (${TROUBLE}) AS trouble
    ON CONFLICT (kind, subject) WHERE ended_at IS NULL DO NOTHING RETURNING id
  )
  INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before, sent_at)
  SELECT account.id, 'operator:' || fresh.id, channel.name, 'S16', 'check', $1, $1, CASE channel.name WHEN 'app' THEN $1::timestamptz END
  FROM fresh CROSS JOIN account
    CROSS JOIN LATERAL (SELECT CASE WHEN account.mail_stopped_at IS NULL AND NOT ('check' = ANY (account.muted_streams)) THEN 'mail' ELSE 'app' END AS name) AS channel
  WHERE 'operator' = ANY (account.roles)`;

/** "Could not look" as far as it concerns who runs the service: feeds unread, an alert that did not arrive, a rule of law past its review, more questions than usual. */
@Injectable()
export class OperatorNoticeStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Ends what works again, and tells the operators of what no longer does.
   * @param lawReviews days (YYYY-MM-DD) on which rules of law were due to be reviewed, and were not
   */
  async tell(at: string, lawReviews: string[]): Promise<void> {
    const values = [at, lawReviews];
    await this.dataSource.transaction(async (manager) => {
      await manager.query(END, values);
      await manager.query(TELL, values);
    });
  }
}

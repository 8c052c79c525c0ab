import { DUE_PULLS } from './due-pulls.js';
import { type DueRows, unrung, unrungByLevel } from './due-rows.js';

const DUE_MAIL = "channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL AND not_before <= now()";

/** Everything that the relay rings for, mail first: what is to be done soon in a queue of its own. */
export const DUE_ROWS: DueRows[] = [
  unrungByLevel({ job: 'deliver-urgent', table: 'notification', id: 'id' }, DUE_MAIL, 180, [
    'act now',
    'act soon',
  ]),
  unrungByLevel({ job: 'deliver-notification', table: 'notification', id: 'id' }, DUE_MAIL, 180, [
    'check',
    'info',
    'quiet',
  ]),
  unrung(
    { job: 'deliver-elsewhere', table: 'endpoint_delivery', id: 'id' },
    'sent_at IS NULL AND failed_at IS NULL AND not_before <= now()',
    180,
  ),
  unrung({ job: 'write-digest', table: 'digest_plan', id: 'account_id' }, 'next_at <= now()', 300),
  unrung({ job: 'write-summary', table: 'provider', id: 'id' }, 'left_at IS NULL AND due_at <= now()', 900),
  unrung({ job: 'match-organizations', table: 'organization', id: 'id' }, 'matched_at IS NULL', 300),
  DUE_PULLS,
  unrung({ job: 'expose-match', table: 'fan_out', id: 'id' }, 'done_at IS NULL AND due_at <= now()', 300),
  unrung({ job: 'ingest-breaches', table: 'feed', id: 'source' }, 'next_read_at <= now()', 900),
];

import { DUE_PULLS } from './due-pulls.js';
import { type DueRows, unrung } from './due-rows.js';

/** Everything that the relay rings for, mail first. */
export const DUE_ROWS: DueRows[] = [
  unrung(
    { job: 'deliver-notification', table: 'notification', id: 'id' },
    "channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL AND not_before <= now()",
    180,
  ),
  unrung(
    { job: 'deliver-elsewhere', table: 'endpoint_delivery', id: 'id' },
    'sent_at IS NULL AND failed_at IS NULL AND not_before <= now()',
    180,
  ),
  unrung({ job: 'write-digest', table: 'digest_plan', id: 'account_id' }, 'next_at <= now()', 300),
  unrung({ job: 'match-organizations', table: 'organization', id: 'id' }, 'matched_at IS NULL', 300),
  DUE_PULLS,
  unrung({ job: 'expose-match', table: 'fan_out', id: 'id' }, 'done_at IS NULL AND due_at <= now()', 300),
  unrung({ job: 'ingest-breaches', table: 'feed', id: 'source' }, 'next_read_at <= now()', 900),
];

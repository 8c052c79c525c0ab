/** People who are written to, each with a patient of their own. */
export async function fillAccounts(dataSource, count) {
  await dataSource.query(
    `INSERT INTO account (email, name) SELECT 'reader-' || at || '@invented.example', 'Reader' FROM generate_series(1, $1) AS at`,
    [count],
  );
}

let batches = 0;

/** So many notifications that are due, spread over all accounts; the database rings for them as it does for ours. */
export async function queueMails(dataSource, count) {
  batches += 1;
  await dataSource.query(
    `WITH reader AS (SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS readers FROM account)
     INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
     SELECT reader.id, 'bench:' || $2 || ':' || at, 'mail', 'S02', 'check', now(), now()
     FROM generate_series(1, $1::int) AS at JOIN reader ON reader.place = at % reader.readers`,
    [count, batches],
  );
}

export async function countUnsent(dataSource) {
  const [{ count }] = await dataSource.query(
    'SELECT count(*)::int AS count FROM notification WHERE sent_at IS NULL AND failed_at IS NULL',
  );
  return count;
}

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
  const readers = await dataSource.query('SELECT id FROM account');
  await dataSource.query(
    `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
     SELECT ($3::uuid[])[1 + at % $4::int], 'bench:' || $2 || ':' || at, 'mail', 'S02', 'check', now(), now()
     FROM generate_series(1, $1::int) AS at`,
    [count, batches, readers.map(({ id }) => id), readers.length],
  );
}

export async function countUnsent(dataSource) {
  const [{ count }] = await dataSource.query(
    'SELECT count(*)::int AS count FROM notification WHERE sent_at IS NULL AND failed_at IS NULL',
  );
  return count;
}

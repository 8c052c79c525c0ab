import type { Visitor } from '../../service/support/visitor.js';
import type { Family } from './family.js';

/** An office that takes part, with its officer's browser. */
export interface Office {
  providerId: string;
  officer: Visitor;
}

let count = 0;

/** @param organizations whose records are the office's */
export async function anOffice(family: Family, name: string, organizations: string[] = []): Promise<Office> {
  const { story, app, operator } = family;
  const providerId = await story.insert('provider', {
    name,
    time_zone: 'UTC',
    next_month: '2090-05-01',
    due_at: '2090-06-02',
  });
  for (const id of organizations)
    await app.query('INSERT INTO provider_organization (organization_id, provider_id) VALUES ($1, $2)', [
      id,
      providerId,
    ]);
  const accountId = await story.account(`Olga of ${name}`, ['privacy-officer']);
  await app.query(
    `INSERT INTO officer (provider_id, name, email, invited_by, token_hash, invited_at, expires_at, account_id, accepted_at)
     VALUES ($1, 'Olga', 'olga@office.test', $2, $3, now(), now(), $4, now())`,
    [providerId, operator.accountId, Buffer.from(`officer-${(count += 1)}`), accountId],
  );
  return { providerId, officer: await story.browser(accountId) };
}

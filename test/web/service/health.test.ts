import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story } from '../pages/support/story.js';
import { aFiling, aPossibleMatch } from './support/filings.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';

let app: ServiceApp;
let pages: ServiceApp;
beforeAll(async () => {
  app = await startServiceApp({ roles: new Set(['web', 'worker'] as const) });
  pages = await startServiceApp();
});
afterAll(async () => {
  await app.close();
  await pages.close();
});

/** A mail that has waited for its ring for two minutes. */
async function overdueMail(of: ServiceApp): Promise<void> {
  const { id } = await of.people.accountNamed('rosa@family.test', 'Rosa Alvarez');
  await of.query(
    `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
     VALUES ($1, 'test', 'mail', 'S01', 'info', now() - interval '2 minutes', now() - interval '2 minutes')`,
    [id],
  );
}

/** A breach that patients should have been told of two minutes ago. */
async function overdueBreach(): Promise<void> {
  const story = new Story({ ...app, origin: 'http://127.0.0.1' });
  const organizationId = await story.organization('Lakeside Medical Center');
  const { filingId, breachId } = await aFiling(story, { source: 'ca' });
  await app.query(
    `INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, due_at, created_at)
     VALUES ($1, $2, $3, 'S13', 'check', now() - interval '2 minutes', now())`,
    [await aPossibleMatch(story, filingId, organizationId), organizationId, breachId],
  );
}

describe('the health of the service', () => {
  it('is told to everybody, and kept nowhere', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      const page = await app.stranger.get(path);
      expect([path, page.status, page.headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
    }
  });

  it('is not ready while rows are due that the worker does not ring for', async () => {
    await app.stopWorker();
    await overdueMail(app);
    const page = await app.stranger.get('/health/ready');
    expect([page.status, JSON.parse(page.html).why]).toEqual([
      503,
      'rows are due that the worker does not ring for',
    ]);
    expect((await app.stranger.get('/health/live')).status).toBe(200);
  });

  it('lets a process that only serves pages serve them, whatever another’s worker does', async () => {
    await overdueMail(pages);
    expect((await pages.stranger.get('/health/ready')).status).toBe(200);
  });

  it('is ready again once somebody rang', async () => {
    await app.query('UPDATE notification SET rung_at = now()');
    expect((await app.stranger.get('/health/ready')).status).toBe(200);
  });

  it('is not ready while a breach is due that the worker tells nobody of', async () => {
    await overdueBreach();
    expect((await app.stranger.get('/health/ready')).status).toBe(503);
    await app.query('UPDATE fan_out SET rung_at = now()');
    expect((await app.stranger.get('/health/ready')).status).toBe(200);
  });
});

describe('the figures', () => {
  it('count what waits and how old what is known is', async () => {
    await app.query(
      `INSERT INTO feed (source, last_read_at, next_read_at) VALUES ('hhs', now() - interval '1 hour', NULL), ('wa', NULL, now() + interval '1 hour')`,
    );
    const { html, headers } = await app.stranger.get('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(html).toContain('scanwarden_notifications_unsent 1');
    expect(html).toContain('scanwarden_connections_due 0');
    expect(html).toContain('scanwarden_last_complete_pull_age_seconds Nan');
    expect(
      Number(/scanwarden_feed_age_seconds\{source="hhs"\} (\d+)/.exec(html)?.[1]),
    ).toBeGreaterThanOrEqual(3600);
    expect(html).toContain('scanwarden_feed_age_seconds{source="wa"} Nan');
    expect(html).toContain('process_cpu_seconds_total');
  });

  it('name nobody', async () => {
    const { html } = await app.stranger.get('/metrics');
    expect(html).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@|Rosa|Alvarez/);
  });
});

describe('a database that is gone', () => {
  beforeAll(() => pages.dataSource.destroy());
  afterAll(() => pages.dataSource.initialize());

  it('makes the service unready, not dead', async () => {
    const ready = await pages.stranger.get('/health/ready');
    expect([ready.status, JSON.parse(ready.html).why]).toEqual([503, 'the database does not answer']);
    expect((await pages.stranger.get('/health/live')).status).toBe(200);
  });
});

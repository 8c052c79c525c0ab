import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { chartMonths } from '../../../src/web/breach-chart.js';
import { NOW } from '../../support/app.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { dayAgo, daysAgo } from '../pages/support/story.js';
import { aFiling, aPossibleMatch } from './support/filings.js';
import { type Page, Visitor, wordsOf } from './support/visitor.js';

let family: Family;
let anybody: Visitor;
beforeAll(async () => {
  family = await startFamily();
  anybody = new Visitor(family.app.origin, null);
  const { story } = family;
  await aFiling(story, { name: 'St. Mary’s Imaging', state: 'OH', submitted: dayAgo(2) });
  await aFiling(story, {
    name: 'Stolen Laptop Clinic',
    state: 'TX',
    types: ['Theft'],
    submitted: dayAgo(40),
  });
  await aFiling(story, { name: 'Old Clinic', submitted: '2024-06-01', types: [] });
  await aFiling(story, { source: 'ca', name: 'Dateless Clinic', state: null, submitted: null, types: [] });
  await aFiling(story, { source: 'cisa', name: 'Staff Advisory' });
  await aFiling(story, { source: 'rss', name: 'Press Rumour' });
});
afterAll(() => family.app.close());

const get = (query: Record<string, string> = {}): Promise<Page> =>
  anybody.get(`/breaches?${new URLSearchParams(query)}`);
const names = ({ html }: Page): string[] =>
  [...html.matchAll(/<a href="\/breaches\/[0-9a-f-]{36}">([^<]*)<\/a>/g)].map(([, name]) => name!);

describe('the public page of breaches', () => {
  it('lists what public lists say, newest first, to anybody; never what is for staff', async () => {
    const page = await get();
    expect(page.status).toBe(200);
    expect(names(page)).toEqual([
      'St. Mary’s Imaging',
      'Stolen Laptop Clinic',
      'Old Clinic',
      'Dateless Clinic',
    ]);
    expect(wordsOf(page)).toContain('It does not say that you were in it.');
    expect(wordsOf(page)).toContain('US health department: read today 12:00');
    for (const source of ['cisa', 'rss']) {
      expect(page.html).not.toContain(`value="${source}"`);
      expect(names(await get({ feed: source }))).toHaveLength(4);
    }
  });

  it.each([
    [{ q: "st mary's" }, ['St. Mary’s Imaging']],
    [{ q: 'CLIN' }, ['Stolen Laptop Clinic', 'Old Clinic', 'Dateless Clinic']],
    [{ state: 'TX' }, ['Stolen Laptop Clinic']],
    [{ feed: 'ca' }, ['Dateless Clinic']],
    [{ kind: 'taken-or-lost' }, ['Stolen Laptop Clinic']],
    [{ year: '2024' }, ['Old Clinic']],
    [{ q: 'clinic', kind: 'not-told', year: '2024' }, ['Old Clinic']],
    [{ q: "') OR 1=1 --" }, []],
  ])('finds by %j', async (query: Record<string, string>, found) => {
    expect(names(await get(query))).toEqual(found);
  });

  it('takes an address that makes no sense for none', async () => {
    for (const query of ['?state=XX&year=9&kind=x&after=y', '?q[a]=1&state[]=OH&after=2026-01-01_x'])
      expect(names(await anybody.get(`/breaches${query}`))).toHaveLength(4);
  });

  it('counts a breach once, in the month and kind of its newest report', async () => {
    const { html } = await get();
    const table = /<table[\s\S]*<\/table>/.exec(html)![0];
    expect(wordsOf({ html: table } as Page)).toContain('May 2090 1 0 0 0');
    expect(html.match(/<svg [^>]*role="img" aria-labelledby="chart-/g)).toHaveLength(4);
    expect(wordsOf(await get({ year: '2024' }))).toContain('January 2024 to December 2024');
    expect(chartMonths(null, NOW)).toHaveLength(24);
  });

  it('may be kept by any cache, but never what carries a name', async () => {
    const page = await get();
    expect(page.headers.get('cache-control')).toBe('public, max-age=300');
    expect(page.headers.get('vary')).toContain('Cookie');
    expect(page.html).not.toContain('_csrf');
    const again = await anybody.send('/breaches?', {
      headers: { 'if-none-match': page.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    const signedIn = await family.daughter.get('/breaches');
    expect(signedIn.headers.get('cache-control')).toBe('no-store');
    expect(wordsOf(signedIn)).toContain('Elena');
  });

  it('says nothing of any person, organization or match', async () => {
    const { story, patientId, organizationId } = family;
    const { filingId, breachId } = await aFiling(story, { name: 'Watched Clinic', submitted: dayAgo(1) });
    const before = (await get()).html;
    await aPossibleMatch(story, filingId, await story.organization('Secret Hospital Name'));
    await story.insert('exposure', {
      patient_id: patientId,
      organization_id: organizationId,
      breach_id: breachId,
      match_id: await aPossibleMatch(story, filingId, organizationId),
      situation: 'S12',
      level: 'act soon',
      created_at: daysAgo(0),
    });
    expect((await get()).html).toBe(before);
    expect((await anybody.get(`/breaches/${breachId}`)).html).not.toMatch(/Secret|Lakeside|Miguel/);
  });
});

describe('one breach', () => {
  it('shows each list beside the other, and adds no counts', async () => {
    const counted = { affectedIsPlaceholder: false };
    const { breachId } = await aFiling(family.story, { ...counted, name: 'Twice Clinic', affected: 1000 });
    await aFiling(
      family.story,
      { ...counted, source: 'wa', name: 'Twice Clinic PLLC', affected: 250, submitted: dayAgo(3) },
      { breachId },
    );
    await aFiling(family.story, { source: 'rss', name: 'Twice Rumour' }, { breachId });
    const page = await anybody.get(`/breaches/${breachId}`);
    const words = wordsOf(page);
    expect(words).toContain('2 reports, taken for one breach.');
    expect(words).toContain('1,000 people');
    expect(words).toContain('250 people in Washington State');
    expect(words).not.toMatch(/1,250|Rumour/);
    expect(page.headers.get('cache-control')).toBe('public, max-age=300');
    expect(names(await get({ q: 'twice' }))).toEqual(['Twice Clinic PLLC']);
    expect(wordsOf(await get({ q: 'twice' }))).toContain('also on: US health department');
  });

  it('is not there where only staff feeds have it, or nothing does', async () => {
    const { breachId } = await aFiling(family.story, { source: 'cisa', name: 'Staff Only' });
    for (const id of [breachId, '00000000-0000-4000-8000-000000000000', 'x'])
      expect((await anybody.get(`/breaches/${id}`)).status).toBe(404);
  });

  it('leaves the list when it is taken back, and its page says so', async () => {
    const { breachId } = await aFiling(family.story, { name: 'Hoax Clinic' });
    await family.operator.post(`/breaches/${breachId}/withdrawal`, { reason: 'hoax' });
    expect(names(await get({ q: 'hoax' }))).toEqual([]);
    const words = wordsOf(await anybody.get(`/breaches/${breachId}`));
    expect(words).toContain('This report was taken back , today 12:00 : it was a hoax.');
    expect(words).not.toContain('Otto');
  });

  it('stays text, whatever a list writes', async () => {
    const name = '<script>alert(1)</script> =HYPERLINK("x")';
    const { breachId } = await aFiling(family.story, {
      name: `${name} ${'y'.repeat(10_000)}`,
      description: '<img src=x onerror=alert(1)>',
      url: 'javascript:alert(1)',
    });
    for (const { html } of [await anybody.get(`/breaches/${breachId}`), await get({ q: 'hyperlink' })]) {
      expect(html).not.toMatch(/<script|<img|href="javascript/);
      expect(html.length).toBeLessThan(60_000);
    }
  });
});

describe('the list', () => {
  it('goes on page by page without losing or repeating one, in few statements', async () => {
    for (let count = 0; count < 60; count += 1)
      await aFiling(family.story, { name: `Page Clinic ${count}`, submitted: dayAgo(10 + (count % 7)) });
    const found: string[] = [];
    let path: string | null = '/breaches?q=page+clinic';
    while (path !== null) {
      const page: Page = await anybody.get(path);
      found.push(...names(page));
      path =
        /href="([^"]*)" rel="next"/
          .exec(page.html)?.[1]
          ?.replaceAll('&amp;', '&')
          .replaceAll('&#x3D;', '=') ?? null;
    }
    expect(found).toHaveLength(60);
    expect(new Set(found).size).toBe(60);
    for (const visitor of [anybody, family.daughter]) {
      const statements = await family.app.statementsOf(() => visitor.get('/breaches'));
      expect(statements.length).toBeLessThanOrEqual(6);
    }
  });

  it('is read by its indexes, not by looking at every filing', async () => {
    await family.app.query('ANALYZE filing');
    const plan = (sql: string): Promise<string> =>
      family.app.get(DataSource).transaction(async (manager) => {
        await manager.query('SET LOCAL enable_seqscan = off');
        return JSON.stringify(await manager.query(`EXPLAIN ${sql}`));
      });
    expect(
      await plan(
        `SELECT id FROM filing WHERE source NOT IN ('cisa', 'rss') ORDER BY coalesce(facts ->> 'submitted', '') DESC, id DESC LIMIT 26`,
      ),
    ).toContain('filing_public_day');
    expect(
      await plan(
        `SELECT id FROM filing WHERE source NOT IN ('cisa', 'rss') AND searchable(facts ->> 'name') @@ to_tsquery('simple', 'elm:*')`,
      ),
    ).toContain('filing_public_name');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Filing } from '../../../src/domain/filing.js';
import { FanOutService } from '../../../src/services/fan-out.service.js';
import { MatchKnowledgeReader } from '../../../src/store/match-knowledge.reader.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { daysAgo } from '../pages/support/story.js';
import { aFiling, aPossibleMatch, type Filed } from './support/filings.js';
import { wordsOf } from './support/visitor.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

interface Pair extends Filed {
  organizationId: string;
  path: string;
}

async function aPair(
  facts: Partial<Filing> = {},
  name = 'Lakeside Medical Center',
  at?: string,
): Promise<Pair> {
  const filed = await aFiling(family.story, facts);
  const organizationId = await family.story.organization(name);
  await aPossibleMatch(family.story, filed.filingId, organizationId, at);
  return { ...filed, organizationId, path: `/breaches/review/${filed.filingId}/${organizationId}` };
}

const page = async () => (await family.operator.get('/breaches/review')).html;
const knowledge = async ({ organizationId }: Pair) => {
  const { manager } = family.app.get(DataSource);
  const { knowledge: learnt } = await family.app.get(MatchKnowledgeReader).read(manager, [organizationId]);
  return learnt.verdicts.map(({ says }) => says);
};
const decide = ({ path }: Pair, verdict: string) => family.operator.post(path, { verdict });

describe('a report that may be about a place', () => {
  it('is shown beside it, with what tells them apart and why it is asked', async () => {
    const pair = await aPair({ description: 'A mailbox was read by <b>somebody</b>.' });
    const words = wordsOf(await family.operator.get('/breaches/review'));
    expect(words).toContain('Only in the report: Surgical');
    expect(words).toContain('Only in our records: Medical');
    expect(words).toContain('at least 500 people, full number not known yet');
    expect(words).toContain('The names are alike, but not the same. It is in the same state.');
    expect(words).toContain('by &lt;b&gt;somebody');
    expect(await page()).toContain(`action="${pair.path}"`);
  });

  it('comes in the order of its age, with the time that is left', async () => {
    const late = await aPair({ name: 'Late Clinic' }, 'Late Klinik', daysAgo(0.5));
    const early = await aPair({ name: 'Early Clinic' }, 'Early Klinik', daysAgo(4));
    const html = await page();
    expect(html.indexOf(early.path)).toBeLessThan(html.indexOf(late.path));
    const words = wordsOf(await family.operator.get('/breaches/review'));
    expect(words).toMatch(/Early Clinic Time to decide ended yesterday/);
    expect(words).toMatch(/Late Clinic Time to decide: until 7 May/);
  });

  it('tells nothing of any patient, nor whether there is one', async () => {
    const { story, app, patientId, connectionId } = family;
    const pair = await aPair({ name: 'Quiet Clinic' }, 'Quiet Klinik');
    const before = wordsOf(await family.operator.get('/breaches/review'));
    await app.query('UPDATE study SET organization_id = $1', [pair.organizationId]);
    await story.exposure(patientId, family.organizationId, {
      situation: 'S13',
      level: 'check',
      name: 'Other',
    });
    const after = wordsOf(await family.operator.get('/breaches/review'));
    expect(after).not.toMatch(/Miguel|patient|scan of/);
    expect(before.match(/Quiet Clinic.{300}/)?.[0]).toBe(after.match(/Quiet Clinic.{300}/)?.[0]);
    await app.query('UPDATE study SET organization_id = $1 WHERE connection_id = $2', [
      family.organizationId,
      connectionId,
    ]);
  });

  it('waits no more once somebody decided, and says who and when', async () => {
    const pair = await aPair({ name: 'Decided Clinic' });
    const answer = await decide(pair, 'unsure');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/breaches/review']);
    const words = wordsOf(await family.operator.get('/breaches/review'));
    expect(words).toContain('Decided Clinic and Lakeside Medical Center: not sure Otto, today 12:00');
    expect(words).not.toContain('Decided Clinic Time to decide');
  });

  it('teaches another name, or to keep two names apart, until the word is changed; every word stays', async () => {
    const pair = await aPair({ name: 'Taught Clinic' });
    await decide(pair, 'same');
    expect(await knowledge(pair)).toEqual(['same']);
    await decide(pair, 'different');
    expect(await knowledge(pair)).toEqual(['different']);
    await decide(pair, 'unsure');
    expect(await knowledge(pair)).toEqual([]);
    const rows = await family.app.query('SELECT FROM match_review WHERE filing_id = $1', [pair.filingId]);
    expect(rows).toHaveLength(3);
    await expect(family.app.query('DELETE FROM match_review')).rejects.toThrow('is append-only');
  });

  it('is told to those whose scans lie there once it is said to be the same place', async () => {
    const { app, patientId, studyId } = family;
    const pair = await aPair({ name: 'Same Clinic' });
    await app.query('UPDATE study SET organization_id = $1 WHERE id = $2', [pair.organizationId, studyId]);
    await decide(pair, 'same');
    for (const { id } of await app.query<{ id: string }>('SELECT id FROM fan_out WHERE done_at IS NULL'))
      await app.get(FanOutService).tell(id);
    const exposures = await app.query(
      'SELECT situation, level FROM exposure WHERE patient_id = $1 AND organization_id = $2',
      [patientId, pair.organizationId],
    );
    expect(exposures).toEqual([{ situation: 'S12', level: 'act soon' }]);
  });

  it('is decided with one of three words, where it is a question, by the operator alone', async () => {
    const pair = await aPair();
    expect((await decide(pair, 'maybe')).status).toBe(400);
    const none = { ...pair, path: `/breaches/review/${pair.filingId}/${family.organizationId}` };
    expect((await decide(none, 'same')).status).toBe(404);
    expect((await family.daughter.post(pair.path, { verdict: 'same' })).status).toBe(403);
    expect((await family.operator.post(pair.path, { verdict: 'same', _csrf: 'x' })).status).toBe(403);
  });
});

describe('reports that were taken for one incident', () => {
  async function aLink(former: boolean): Promise<{ id: string; washington: Filed; federal: Filed }> {
    const federal = await aFiling(family.story, { name: 'Joined Clinic' });
    const apart = await aFiling(family.story, { name: 'Apart Clinic' });
    const washington = await aFiling(
      family.story,
      { source: 'wa', name: 'Joined Clinic PLLC' },
      { breachId: federal.breachId },
    );
    const id = await family.story.insert('filing_link', {
      filing_id: washington.filingId,
      breach_id: federal.breachId,
      former_breach_id: former ? apart.breachId : null,
      reasons: ['same-name', 'days-apart'],
      score: 0.97,
      at: daysAgo(1),
    });
    return { id, washington, federal };
  }

  const breachOf = async ({ filingId }: Filed) =>
    (
      await family.app.query<{ breach_id: string }>('SELECT breach_id FROM filing WHERE id = $1', [filingId])
    )[0]!.breach_id;

  it.each([true, false])(
    'say why, and are taken apart by a word of the operator (former known: %s)',
    async (former) => {
      const { id, washington, federal } = await aLink(former);
      const words = wordsOf(await family.operator.get('/breaches/review'));
      expect(words).toContain('Why: same name, days apart. Sure to 97 %.');
      expect((await family.operator.post(`/breaches/links/${id}/undo`)).status).toBe(303);
      expect(await breachOf(washington)).not.toBe(federal.breachId);
      expect(await breachOf(federal)).toBe(federal.breachId);
      expect(wordsOf(await family.operator.get('/breaches/review'))).toContain(
        'Taken apart today 12:00 by Otto',
      );
      expect((await family.operator.post(`/breaches/links/${id}/undo`)).status).toBe(404);
    },
  );

  it('keep what they were: only the end of a link is ever written', async () => {
    const { id } = await aLink(true);
    for (const change of ['UPDATE filing_link SET score = 1', 'DELETE FROM filing_link'])
      await expect(family.app.query(`${change} WHERE id = '${id}'`)).rejects.toThrow('is append-only');
  });
});

describe('a breach that never was', () => {
  it('is taken back with the reason, who and when; once', async () => {
    const pair = await aPair({ name: 'Hoax Clinic' });
    const path = `/breaches/${pair.breachId}`;
    expect((await family.operator.post(`${path}/withdrawal`, { reason: 'boring' })).status).toBe(400);
    const answer = await family.operator.post(`${path}/withdrawal`, { reason: 'hoax' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}/review`]);
    expect(wordsOf(await family.operator.follow(answer))).toContain(
      'Taken back: it was a hoax. Otto, today 12:00',
    );
    expect(await page()).not.toContain(pair.path);
    expect((await family.operator.post(`${path}/withdrawal`, { reason: 'hoax' })).status).toBe(404);
    await expect(family.app.query('DELETE FROM breach_withdrawal')).rejects.toThrow('is append-only');
  });

  it('is taken back by the operator alone', async () => {
    const { breachId } = await aPair();
    expect((await family.daughter.post(`/breaches/${breachId}/withdrawal`, { reason: 'hoax' })).status).toBe(
      403,
    );
    expect((await family.daughter.get(`/breaches/${breachId}/review`)).status).toBe(403);
  });
});

it('the review costs six statements, however much there is to decide', async () => {
  for (let count = 0; count < 25; count += 1) await aPair({ name: `Clinic ${count}` });
  const statements = await family.app.statementsOf(() => family.operator.get('/breaches/review'));
  expect(statements.length).toBeLessThanOrEqual(6);
  expect((await page()).match(/class="pair"/g)).toHaveLength(20);
});

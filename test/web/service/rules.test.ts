import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RULE_NAMES } from '../../../src/domain/assess.js';
import { readConfig } from '../../../src/config/config.js';
import { ruleViews } from '../../../src/web/rules.view.js';
import { type Family, startFamily } from '../pages/support/family.js';
import { aStudy, daysAgo } from '../pages/support/story.js';
import { wordsOf } from './support/visitor.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

describe('the share of "I know this"', () => {
  it('is counted by rule over 90 days, by the newest answer, without naming few', async () => {
    const { story, app, connectionId, organizationId, daughter, operator } = family;
    const studyId = await story.study({ connectionId, organizationId }, aStudy({ key: 'k2' }));
    const flag = (reasons: string[], createdAt = daysAgo(3)) => story.flag(studyId, { reasons, createdAt });
    const answer = (flag_id: string, answer: string, days: number) =>
      story.insert('answer', { flag_id, account_id: daughter.accountId, answer, at: daysAgo(days) });
    for (let count = 0; count < 6; count += 1) {
      const id = await flag(['no-longer-shown']);
      await answer(id, 'not-mine', 2);
      if (count < 3) await answer(id, 'know', 1);
    }
    for (let count = 0; count < 4; count += 1) await flag(['images-replaced']);
    for (let count = 0; count < 5; count += 1) await flag(['report-amended'], daysAgo(91));
    const words = wordsOf(await operator.get('/rules'));
    expect(words).toContain('no-longer-shown 6 6 50 %');
    expect(words).toContain('images-replaced fewer than 5 0 not shown');
    expect(words).toContain('report-amended 0 0 not shown');
    for (const name of ['Miguel', 'Lakeside']) expect(words).not.toContain(name);
    const statements = await app.statementsOf(() => operator.get('/rules'));
    expect(statements.filter((statement) => statement.includes('unnest'))).toHaveLength(1);
    expect((await daughter.get('/rules')).status).toBe(403);
  });

  it('leaves out invented patients', async () => {
    const { story, app, operator } = family;
    const patientId = await story.patient('Canary');
    await app.query('UPDATE patient SET canary = true WHERE id = $1', [patientId]);
    const connectionId = await story.place(patientId);
    const studyId = await story.study({ connectionId, organizationId: family.organizationId }, aStudy());
    for (let count = 0; count < 7; count += 1) await story.flag(studyId, { reasons: ['charts-joined'] });
    expect(wordsOf(await operator.get('/rules'))).toContain('charts-joined 0 0 not shown');
  });
});

describe('RULES_OFF', () => {
  const configured = (names: string) =>
    readConfig({ SECRET_KEY: 'a key for tests, thirty-two bytes long at least', RULES_OFF: names });

  it('switches rules off by name, which the page lists', async () => {
    const { rulesOff } = await configured('corroborated, images-replaced,');
    expect([...rulesOff]).toEqual(['corroborated', 'images-replaced']);
    const off = ruleViews([], rulesOff).filter((rule) => rule.off);
    expect(off.map(({ name }) => name)).toEqual(['corroborated', 'images-replaced']);
    expect(ruleViews([], rulesOff)).toHaveLength(RULE_NAMES.length);
  });

  it('is refused at start by the name that is no rule', async () => {
    await expect(configured('corroborated,coroborated')).rejects.toThrow(
      /RULES_OFF names no rule of ours: coroborated\./,
    );
  });
});

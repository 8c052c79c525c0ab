import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WatchService } from '../../../src/services/watch.service.js';
import { type Page, type Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

const PROOF = new Blob([Buffer.from('%PDF-1.7 a birth certificate')]);
const SAM = { whose: 'care', name: 'Sam', birthDate: '2080-05-03', authority: 'parent' };

async function add(visitor: Visitor, differs: Record<string, string | Blob> = {}): Promise<Page> {
  const whose =
    differs['whose'] === 'self' ? { name: 'Ana', birthDate: '2050-01-01' } : { ...SAM, proof: PROOF };
  return visitor.post('/patients', { ...whose, ...differs });
}

async function newcomer(name: string): Promise<Visitor> {
  return family.story.browser(await family.story.account(name));
}

async function grantsOf({ accountId }: Visitor): Promise<Record<string, unknown>[]> {
  return family.app.query(
    `SELECT role, authority, valid_until AS until FROM active_grant WHERE account_id = $1`,
    [accountId],
  );
}

describe('who has nobody to watch', () => {
  it('is led to add a person, and can link a place for themselves', async () => {
    const ana = await newcomer('Ana');
    expect((await ana.get('/')).html).toContain('href="/patients/new"');
    expect((await ana.get('/patients/new')).status).toBe(200);
    const added = await add(ana, { whose: 'self' });
    expect(added.status).toBe(303);
    const record = await ana.follow(added);
    expect(wordsOf(record)).toContain('Link a place');
    expect(await grantsOf(ana)).toEqual([{ role: 'self', authority: null, until: null }]);
  });

  it('has one record of their own', async () => {
    const once = await newcomer('Once');
    expect((await add(once, { whose: 'self' })).status).toBe(303);
    const again = await add(once, { whose: 'self' });
    expect([again.status, wordsOf(again)]).toEqual([
      400,
      expect.stringContaining('a record of your own here already'),
    ]);
  });
});

describe('a person in one’s care', () => {
  it('is looked at as a helper until an operator has seen the proof, and acted for after that', async () => {
    const mother = await newcomer('Mother');
    const path = (await add(mother)).headers.get('location')!;
    expect(await grantsOf(mother)).toEqual([{ role: 'helper', authority: null, until: null }]);
    expect(wordsOf(await mother.get(path))).not.toContain('Link a place');
    const claims = await family.operator.get('/claims');
    expect(wordsOf(claims)).not.toContain('Sam');
    const proof = await family.operator.get(/href="(\/claims\/[^"]+\/proof)"/.exec(claims.html)![1]!);
    expect(proof.html).toBe('%PDF-1.7 a birth certificate');
    expect(proof.headers.get('content-disposition')).toBe('attachment; filename="proof.pdf"');
    expect(proof.headers.get('content-security-policy')).toContain('sandbox');
    const action = /action="(\/claims\/[^"]+)"/.exec(claims.html)![1]!;
    expect((await mother.post(action, { accepted: 'yes' })).status).toBe(403);
    expect((await family.operator.post(action, { accepted: 'yes' })).headers.get('location')).toBe('/claims');
    expect((await family.operator.post(action, { accepted: 'no' })).status).toBe(404);
    const until = new Date('2098-05-03T00:00:00Z');
    expect(await grantsOf(mother)).toEqual([{ role: 'representative', authority: 'parent', until }]);
    expect(wordsOf(await mother.get(path))).toContain('Link a place');
  });

  it('is no longer seen where the proof does not show it', async () => {
    const other = await newcomer('Other');
    const path = (await add(other, { authority: 'guardian' })).headers.get('location')!;
    const claims = await family.operator.get('/claims');
    await family.operator.post(/action="(\/claims\/[^"]+)"/.exec(claims.html)![1]!, { accepted: 'no' });
    expect((await other.get(path)).status).toBe(404);
    expect(wordsOf(await family.operator.get('/claims'))).toContain('No proof waits');
  });

  it.each([
    ['a file that is no paper', { proof: new Blob(['<svg>']) }],
    ['no file', { proof: '' }],
    ['no right to act', { authority: '' }],
    ['a child who is of age', { birthDate: '2060-01-01' }],
    ['a day that is none', { birthDate: '2080-02-30' }],
    ['a day to come', { birthDate: '2090-06-01' }],
    ['no name', { name: ' ' }],
  ])('is not added with %s', async (_what, differs) => {
    const wrong = await newcomer('Wrong');
    expect((await add(wrong, differs as Record<string, string | Blob>)).status).toBe(400);
    expect(await grantsOf(wrong)).toEqual([]);
  });
});

describe('a parent’s right to act', () => {
  it('ends at the 18th birthday, and is told once, 30 days before', async () => {
    const father = await newcomer('Father');
    await add(father, { birthDate: '2072-06-02' });
    const claims = await family.operator.get('/claims');
    await family.operator.post(/action="(\/claims\/[^"]+)"/.exec(claims.html)![1]!, { accepted: 'yes' });
    const told = async (): Promise<{ id: string; level: string }[]> =>
      family.app.query(
        `SELECT id, level FROM notification WHERE account_id = $1 AND starts_with(cause, 'people-ending:')`,
        [father.accountId],
      );
    for (let hours = 0; hours < 2; hours += 1) await family.app.get(WatchService).tellComingOfAge();
    const [message, ...others] = await told();
    expect([message?.level, others]).toEqual(['info', []]);
    const words = wordsOf(await father.get(`/inbox/${message!.id}`));
    expect(words).toContain('On 2 June 2090 Sam turns 18');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Visitor, wordsOf } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';

let family: Family;
beforeAll(async () => {
  family = await startFamily();
});
afterAll(() => family.app.close());

const TERMS = { role: 'helper', where: 'all', kinds: 'scans', until: 'year', day: '' };
const ENGLISH = 'A field has a hidden sign in it that we cannot keep. Please type it again.';
const SPANISH = 'Un campo tiene un signo oculto que no podemos guardar. Escríbalo otra vez.';

describe('a zero byte in a field', () => {
  it('is refused in a plain sentence, and nothing is kept', async () => {
    const form = { ...TERMS, name: 'Ro\0sa', email: 'rosa@mail.test' };
    const refused = await family.father.post(`${family.patientPath}/people/invitations`, form);
    expect([refused.status, wordsOf(refused)]).toEqual([400, expect.stringContaining(ENGLISH)]);
    expect(await family.app.query('SELECT FROM invitation')).toEqual([]);
  });

  it('is refused in the language of the reader', async () => {
    await family.app.query(`UPDATE account SET locale = 'es' WHERE name = 'Elena'`);
    const refused = await family.daughter.post(`${family.patientPath}/people/preview`, { name: '\0' });
    expect([refused.status, wordsOf(refused)]).toEqual([400, expect.stringContaining(SPANISH)]);
  });

  it('is refused in forms that find no row, before signing in, and in a search', async () => {
    const nobody = new Visitor(family.app.origin, null);
    for (const [name, page] of Object.entries({
      'a code': await nobody.post('/recovery', { email: 'a\0@mail.test', code: 'x' }),
      'an address': await family.father.post('/settings/sign-in/address', { email: 'a\0@mail.test' }),
      'a search': await family.operator.get('/organizations?q=a%00b'),
    }))
      expect([name, page.status, wordsOf(page)]).toEqual([name, 400, expect.stringContaining(ENGLISH)]);
  });
});

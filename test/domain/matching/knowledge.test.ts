import { describe, expect, it } from '@jest/globals';
import {
  filedNameKey,
  matchFiling,
  type MatchableFiling,
  type MatchKnowledge,
} from '../../../src/domain/match.js';
import { KNOWN_ALIASES } from '../../../src/domain/matching/known-aliases.js';
import type { Organization } from '../../../src/domain/organization.js';

const NOTHING: MatchKnowledge = { aliases: [], verdicts: [] };

function filing(name: string, more: Partial<MatchableFiling> = {}): MatchableFiling {
  return { name, state: 'OH', entityType: 'Healthcare Provider', ...more };
}

function organization(name: string, more: Partial<Organization> = {}): Organization {
  return { id: 'o1', name, aliases: [], state: 'OH', city: null, ...more };
}

describe('a known alias', () => {
  it('names an organization that no comparison of letters would find, and says so', () => {
    const site = organization('Carolinas HealthCare System Quillan', { state: 'NC' });
    const match = matchFiling(filing('Atrium Health Quillan', { state: 'NC' }), site);
    expect(match).toMatchObject({ outcome: 'named', reasons: expect.arrayContaining(['known-name']) });
  });

  it('holds in its own state only', () => {
    const aliases = [{ name: 'Quillan General Hospital', alias: 'QGH', state: 'OH' }];
    const known = { ...NOTHING, aliases };
    expect(matchFiling(filing('Quillan General Hospital'), organization('QGH'), known).outcome).toBe('named');
    const elsewhere = organization('QGH', { state: 'TX' });
    const filed = filing('Quillan General Hospital', { state: 'TX' });
    expect(matchFiling(filed, elsewhere, known).outcome).toBe('none');
  });

  it('of an owner asks a person, since a part of it need not be concerned', () => {
    const aliases = [{ name: 'Brandt Holdings Health', alias: 'Quillan', relation: 'part' as const }];
    const part = organization('Quillan Lake Hospital');
    expect(matchFiling(filing('Brandt Holdings Health'), part, { ...NOTHING, aliases })).toMatchObject({
      outcome: 'possible',
      reasons: ['same-name', 'owner-name', 'same-state'],
    });
    expect(
      matchFiling(filing('Quillan Lake Hospital'), organization('Brandt Holdings Health'), {
        ...NOTHING,
        aliases,
      }).outcome,
    ).toBe('none');
  });

  it('stands once in the table, and joins two names that differ', () => {
    const pairs = KNOWN_ALIASES.map(({ name, alias }) => `${name} | ${alias}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { name, alias } of KNOWN_ALIASES) expect(name).not.toBe(alias);
  });
});

describe('what an operator said', () => {
  const said = (says: 'same' | 'different', filed: MatchableFiling): MatchKnowledge => ({
    aliases: [],
    verdicts: [{ filedName: filedNameKey(filed), organizationId: 'o1', says }],
  });

  it('counts more than any likeness, either way', () => {
    const strange = filing('Brandt Partners');
    expect(matchFiling(strange, organization('Quillan Hospital'), said('same', strange))).toEqual({
      outcome: 'named',
      score: 1,
      reasons: ['operator-said-same'],
    });
    const alike = filing('Quillan Hospital');
    expect(matchFiling(alike, organization('Quillan Hospital'), said('different', alike))).toEqual({
      outcome: 'none',
      score: 0,
      reasons: ['operator-said-different'],
    });
  });

  it('holds for other spellings of the filed name, not for its namesake in another state or another organization', () => {
    const known = said('same', filing('Brandt & Co Partners, Inc.'));
    const place = organization('Quillan Hospital');
    expect(matchFiling(filing('BRANDT AND CO PARTNERS'), place, known).outcome).toBe('named');
    expect(matchFiling(filing('Brandt & Co Partners', { state: 'TX' }), place, known).outcome).toBe('none');
    expect(matchFiling(filing('Brandt & Co Partners'), { ...place, id: 'o2' }, known).outcome).toBe('none');
  });
});

describe('a vendor', () => {
  const place = organization('Quillan Hospital', { vendors: ['Ledger Billing, LLC'] });
  const vendor = { entityType: 'Business Associate', state: 'NY' };

  it('that a sourced list gives for the organization makes its row the organization’s, wherever it sits', () => {
    expect(matchFiling(filing('Ledger Billing', vendor), place)).toEqual({
      outcome: 'vendor',
      score: 0.8,
      reasons: ['vendor-of'],
    });
    expect(matchFiling(filing('Ledger Billing', vendor), organization('Quillan Hospital')).outcome).toBe(
      'none',
    );
  });

  it('that filed for one client is not reported to the others', () => {
    const forOther = filing('Ledger Billing on behalf of Brandt Eye Clinic', vendor);
    expect(matchFiling(forOther, place).outcome).toBe('none');
  });

  it('is not mistaken by a name that merely has words in common', () => {
    expect(matchFiling(filing('Brandt Billing', vendor), place).outcome).toBe('none');
  });
});

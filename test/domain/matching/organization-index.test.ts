import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  filedNameKey,
  indexOrganizations,
  matchAll,
  matchFiling,
  type MatchableFiling,
  type MatchKnowledge,
} from '../../../src/domain/match.js';
import type { Organization } from '../../../src/domain/organization.js';

// Few words, so that names collide in every way that the rules know.
const WORDS =
  `Quillan Quilan Brandt Texas Ohio Mercy Baptist Saint Mary Lake South Eastern University UO UQ Community
  Imaging Center District County State MD DDS Scott Health Healthcare System Hospital Medical Center Clinic Group Plan Radiology Dermatology Memorial`.split(
    /\s+/,
  );
const JOINTS = [
  ' ',
  ' ',
  ' ',
  ' ',
  ' - ',
  ' d/b/a ',
  ' (',
  ', LLC and ',
  ' and ',
  ', ',
  ' & ',
  ' of ',
  '/',
  ' on behalf of ',
  '',
];

const state = fc.constantFrom('TX', 'OH', null);
const name = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...JOINTS)), { minLength: 1, maxLength: 6 })
  .map((words) => words.flat().join('').trim());
const id = fc.constantFrom('o1', 'o2', 'o3', 'o4');
const organization: fc.Arbitrary<Organization> = fc.record({
  id,
  name,
  aliases: fc.array(name, { maxLength: 1 }),
  state,
  city: fc.constantFrom('Brandt', 'Salem', null),
  vendors: fc.array(name, { maxLength: 1 }),
});
const filing: fc.Arbitrary<MatchableFiling> = fc.record({
  name,
  state,
  entityType: fc.constantFrom('Healthcare Provider', 'Health Plan', 'Business Associate', null),
  businessAssociate: fc.constantFrom(true, false, null),
  description: fc.option(name.map((text) => `Records of ${text} were stolen.`)),
});

const learnt: fc.Arbitrary<(filed: MatchableFiling) => MatchKnowledge> = fc
  .record({
    aliases: fc.array(fc.record({ name, alias: name, relation: fc.constantFrom('same', 'part') }), {
      maxLength: 2,
    }),
    spoken: fc.array(fc.record({ organizationId: id, says: fc.constantFrom('same', 'different') }), {
      maxLength: 1,
    }),
  })
  .map(({ aliases, spoken }) => (filed) => ({
    aliases,
    verdicts: spoken.map((said) => ({ ...said, filedName: filedNameKey(filed) })),
  }));

describe('many organizations', () => {
  it('are matched with a filing exactly as one by one', () => {
    fc.assert(
      fc.property(
        fc.array(organization, { maxLength: 12 }),
        filing,
        learnt,
        (organizations, filed, learntOf) => {
          const knowledge = learntOf(filed);
          const oneByOne = organizations
            .map((known) => ({ ...matchFiling(filed, known, knowledge), organization: known }))
            .filter(({ outcome }) => outcome !== 'none');
          expect(matchAll(filed, indexOrganizations(organizations, knowledge))).toEqual(oneByOne);
        },
      ),
      { numRuns: 600 },
    );
  });

  it.each([
    [{ name: 'Quillan', aliases: ['UO Texas'], state: 'OH' }, 'Ohio University'],
    [{ name: 'Texas Dermatology Center', aliases: [], state: 'TX' }, 'Dermatology Texas University'],
  ])('find %j for "%s", where the state is a rare word in one name and not in the other', (known, filed) => {
    const organizations = [{ id: 'o1', city: 'Brandt', vendors: [], ...known }];
    const breach = { name: filed, state: 'TX' };
    const oneByOne = organizations
      .map((organization) => ({ ...matchFiling(breach, organization), organization }))
      .filter(({ outcome }) => outcome !== 'none');
    expect(matchAll(breach, indexOrganizations(organizations))).toEqual(oneByOne);
  });

  it.each([
    ['the same words', 'Memorial Medical Center', 'Medical Center Memorial'],
    ['the same letters', 'Lake Side Memorial', 'Lakesidememorial'],
    ['a rare word', 'Quillan Hospital', 'Memorial Hospital of Quillan'],
    ['two common words', 'Brandt Health South Lake Hospital', 'South Lake Hospital'],
    ['how they open', 'Mercy Health', 'Mercy Health North Hospital'],
  ])('are found by %s', (_, filed, known) => {
    const organizations = [{ id: 'o', name: known, aliases: [], state: 'OH', city: null }];
    const matches = matchAll({ name: filed, state: 'OH' }, indexOrganizations(organizations));
    expect(matches).toHaveLength(1);
  });

  it('are all told of, in the order they were given', () => {
    const sites = ['Quillan Health North', 'Brandt Clinic', 'Quillan Health South'].map((site, at) => ({
      id: `o${at}`,
      name: site,
      aliases: [],
      state: 'OH',
      city: null,
    }));
    const matches = matchAll({ name: 'Quillan Health', state: 'OH' }, indexOrganizations(sites));
    expect(matches.map((match) => match.organization.id)).toEqual(['o0', 'o2']);
  });
});

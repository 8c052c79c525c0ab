import { describe, expect, it } from '@jest/globals';
import { type Circumstances, exposureRule, holdOf } from '../../src/domain/exposure.js';
import type { Filing } from '../../src/domain/filing.js';

const TODAY = '2025-03-01';
const AT = '2025-03-01T08:00:00.000Z';

function aFiling(told: Partial<Filing> = {}): Filing {
  return {
    source: 'hhs',
    nativeId: null,
    name: 'Lakeside Medical Center',
    names: ['Lakeside Medical Center'],
    state: 'OH',
    entityType: null,
    affected: null,
    affectedIsPlaceholder: false,
    submitted: '2025-02-20',
    breachStart: null,
    breachEnd: null,
    discovered: null,
    types: [],
    locations: [],
    informationTypes: [],
    businessAssociate: null,
    description: null,
    url: null,
    file: 'list.csv',
    record: 2,
    ...told,
  };
}

const levelOf = (told: Partial<Filing>, outcome: 'named' | 'vendor' | 'possible' = 'named') =>
  exposureRule(outcome, aFiling(told), TODAY).level;

describe('what a match asks of a patient', () => {
  it.each([
    ['Names and Social Security numbers were taken.', 'act now'],
    ['The files held member ID and health plan details.', 'act now'],
    ['Bank account information may be in it, but no Social Security numbers were involved.', 'act now'],
    ['No Social Security numbers were involved.', 'act soon'],
    ['The files did not contain any credit card or other data.', 'act soon'],
    ['Financial account numbers were not affected.', 'act soon'],
    ['Names, birth dates and driver’s licenses were taken.', 'act soon'],
    ['The covered entity, Acme Health Plan, reported a stolen laptop.', 'act soon'],
    ['An employee of a health insurance company sent names to the wrong address.', 'act soon'],
    ['Patients covered by Medicare were mailed a wrong brochure.', 'act soon'],
    ['Names and Medicare beneficiary numbers were on the laptop.', 'act now'],
    ['It held names, health insurance information and diagnoses.', 'act now'],
    ['It did not include names, addresses, Social Security numbers or bank account numbers.', 'act soon'],
    ['It did not include addresses, but Social Security numbers.', 'act now'],
    ['No names, Social Security numbers or card numbers were involved.', 'act soon'],
    ['There is no evidence that Social Security numbers were misused.', 'act now'],
  ])('%s: %s', (description, level) => {
    expect(levelOf({ description })).toBe(level);
  });

  it.each([
    ['Social Security Number', 'act now'],
    ['Financial & Banking Information', 'act now'],
    ['Health Insurance Policy or ID Number', 'act now'],
    ['Name', 'act soon'],
    ["Driver's License or Washington ID Card Number", 'act soon'],
    ['Full Date of Birth', 'act soon'],
  ])('a list that names %s: %s', (type, level) => {
    expect(levelOf({ informationTypes: ['Name', type] })).toBe(level);
  });

  it('is one level less at a vendor, and a check where the match is only possible', () => {
    const numbers = { informationTypes: ['Social Security Number'] };
    expect([levelOf(numbers, 'vendor'), levelOf({}, 'vendor')]).toEqual(['act soon', 'check']);
    expect([levelOf(numbers, 'possible'), levelOf({}, 'possible')]).toEqual(['check', 'check']);
  });
});

describe('word of a match', () => {
  const hold = (told: Partial<Circumstances>, reviewed = true) =>
    holdOf(
      { outcome: 'named', source: 'wa', firstReadAt: AT, seenBefore: false, secondSource: false, ...told },
      reviewed,
      AT,
    );

  it('waits for an operator where it is only possible, and not where nobody reviews', () => {
    expect(hold({ outcome: 'possible', source: 'hhs' })).toEqual({ reason: 'review', until: '2025-03-04T08:00:00.000Z' }); // prettier-ignore
    expect(hold({ outcome: 'possible', source: 'hhs' }, false)).toBeNull();
  });

  it('waits two days from its first reading where a state’s list alone tells of a name never seen', () => {
    expect(hold({})).toEqual({ reason: 'second-source', until: '2025-03-03T08:00:00.000Z' });
    expect(hold({ source: 'ca' }, false)).not.toBeNull();
    expect(hold({ firstReadAt: '2025-02-27T08:00:00.000Z' })).toBeNull();
  });

  it.each<Partial<Circumstances>>([{ source: 'hhs' }, { seenBefore: true }, { secondSource: true }])(
    'does not wait with %j',
    (told) => {
      expect(hold(told)).toBeNull();
    },
  );
});

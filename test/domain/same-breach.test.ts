import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  incidentView,
  indexIncidents,
  linkCandidates,
  sameBreach,
  type IncidentView,
} from '../../src/domain/same-breach.js';

/** Filed in Washington: learnt of on 1 March, filed on 20 April. */
function washington(more: Partial<IncidentView> = {}): IncidentView {
  const days = {
    submitted: '2021-04-20',
    breachStart: '2021-02-10',
    breachEnd: null,
    discovered: '2021-03-01',
  };
  const count = { affected: 900, affectedIsPlaceholder: false, scope: 'state' as const };
  return {
    source: 'wa',
    name: 'Quillan Imaging',
    names: [],
    state: null,
    ...days,
    ...count,
    types: [],
    locations: [],
    businessAssociate: null,
    ...more,
  };
}

function federal(more: Partial<IncidentView> = {}): IncidentView {
  const days = { submitted: '2021-04-22', breachStart: null, breachEnd: null, discovered: null };
  const count = { affected: 40_000, affectedIsPlaceholder: false, scope: 'nation' as const };
  return {
    source: 'hhs',
    name: 'Quillan Imaging, Inc.',
    names: [],
    state: 'OH',
    ...days,
    ...count,
    types: [],
    locations: [],
    businessAssociate: false,
    ...more,
  };
}

describe('two filings are of one breach', () => {
  it.each([
    ['filed by one organization within days', {}, {}],
    [
      'on one day, with the brand of the owner in front',
      { name: 'Quillan Imaging' },
      { submitted: '2021-04-20', name: 'Brandt Health, Quillan Imaging' },
    ],
    ['under a trade name', { name: 'Brandt Partners dba Quillan Imaging' }, {}],
    ['by a vendor for its client', { name: 'Ledger Billing on behalf of Quillan Imaging' }, {}],
    [
      'by a vendor and by its client, in brackets',
      { name: 'Brandt Stores (The Quillan Imaging Group)' },
      { name: 'The Quillan Imaging Group' },
    ],
    ['while the national count is not known yet', {}, { affected: 500, affectedIsPlaceholder: true }],
    ['where no count is told', { affected: null }, {}],
    ['weeks apart, although the state counts a little more', {}, { submitted: '2021-05-20', affected: 700 }],
    [
      'of a common name on one day, with the office in another state',
      { name: 'Community Hospital', state: 'TX' },
      { name: 'Community Hospital', submitted: '2021-04-20' },
    ],
    ['on one day, although the state counts more', { affected: 50_000, submitted: '2021-04-22' }, {}],
    ['months apart, where the first fits the day of discovery', { submitted: '2021-09-01' }, {}],
    [
      'months apart, where one was filed soon after the breach and the other says it was learnt of later',
      { submitted: '2021-08-10', breachEnd: '2021-03-05', discovered: '2021-06-20' },
      { submitted: '2021-04-10' },
    ],
    [
      'by a company and by its own plan',
      { name: 'Quillan Paper Company' },
      { name: 'Quillan Paper Health and Welfare Benefit Plan' },
    ],
    [
      'with one uncommon count in one state, under the name of the owner',
      { name: 'Brandt State Hospital', affected: 713 },
      { name: 'Department of Social Services', state: 'WA', submitted: '2021-04-21', affected: 713 },
    ],
    [
      'months apart, with the very same days of breach',
      { discovered: null, breachEnd: '2021-02-20' },
      { submitted: '2021-09-20', breachStart: '2021-02-10', breachEnd: '2021-02-20' },
    ],
    [
      'with a name that tells little, in the state that the other leaves out',
      { name: 'Health Authority' },
      { name: 'Ohio Health Authority', submitted: '2021-04-20' },
    ],
  ])('%s', (_, left, right) => {
    expect(sameBreach(washington(left), federal(right))).toMatchObject({ same: true });
  });
});

describe('two filings are of different breaches', () => {
  it.each([
    ['a year later', {}, { submitted: '2022-04-20' }, 'filed-long-apart'],
    ['filed before the other began', {}, { submitted: '2021-01-05' }, 'filed-before-it-began'],
    [
      'filed long before the other was discovered',
      { breachStart: null },
      { submitted: '2021-01-20' },
      'filed-before-discovery',
    ],
    ['months apart with nothing that fits', {}, { submitted: '2021-08-20' }, 'filed-months-apart'],
    [
      'weeks apart, and the state counts more than the nation',
      {},
      { submitted: '2021-06-01', affected: 300 },
      'state-count-above-national',
    ],
    [
      'of other organizations on one day',
      {},
      { name: 'Brandt Dental', submitted: '2021-04-20' },
      'other-name',
    ],
    [
      'of a university and the medical university',
      { name: 'University of Ohio' },
      { name: 'Medical University of Ohio', submitted: '2021-05-10' },
      'like-name',
    ],
    [
      'of two clients of one vendor',
      { name: 'Ledger Billing - Quillan Clinic' },
      { name: 'Ledger Billing - Brandt Hospital' },
      'other-client',
    ],
    [
      'of namesakes in two states',
      { name: 'Community Hospital', state: 'TX' },
      { name: 'Community Hospital' },
      'other-state',
    ],
    [
      'at other times of breach',
      {},
      { breachStart: '2020-06-01', breachEnd: '2020-06-30', submitted: '2021-04-01' },
      'other-time-of-breach',
    ],
    [
      'with one round count in one state',
      { name: 'Brandt State Hospital', affected: 700 },
      { name: 'Department of Social Services', state: 'WA', submitted: '2021-04-21', affected: 700 },
      'other-name',
    ],
  ])('%s', (_, left, right, reason) => {
    const judged = sameBreach(washington(left), federal(right));
    expect(judged.same).toBe(false);
    expect(judged.reasons).toContain(reason);
  });

  it('where no day is told, since nothing can be said', () => {
    const undated = federal({ submitted: null });
    expect(sameBreach(washington(), undated)).toEqual({ same: false, score: 0, reasons: ['day-not-known'] });
  });
});

describe('counts', () => {
  it('of different scope are never held equal', () => {
    const equal = sameBreach(washington({ affected: 900 }), federal({ affected: 900 }));
    expect(equal.reasons).not.toContain('same-count');
  });

  it('of one scope speak for one breach, unless they are placeholders', () => {
    const far = { submitted: '2021-08-01', affected: 41_207 };
    const near = federal({ affected: 41_207 });
    expect(sameBreach(federal(far), near).same).toBe(true);
    const notYet = { affected: 500, affectedIsPlaceholder: true };
    expect(sameBreach(federal({ ...far, ...notYet }), federal(notYet)).same).toBe(false);
  });
});

describe('any two feeds', () => {
  it('are compared by the days that they tell', () => {
    const california = federal({
      source: 'ca',
      state: null,
      affected: null,
      scope: null,
      breachStart: '2021-02-12',
    });
    const judged = sameBreach(washington(), { ...california, submitted: '2021-08-20' });
    expect(judged).toMatchObject({ same: false });
    const overlapping = { ...california, breachEnd: '2021-03-01', submitted: '2021-08-20' };
    expect(sameBreach(washington({ breachEnd: '2021-02-20' }), overlapping)).toMatchObject({ same: true });
  });

  it('give a view each, with the scope of their counts', () => {
    const row = {
      nativeId: null,
      entityType: null,
      types: [],
      locations: [],
      informationTypes: [],
      description: null,
      url: null,
      file: 'f',
      record: 2,
    };
    const filing = { ...row, ...washington() };
    expect(incidentView({ ...filing, source: 'wa' })).toEqual(washington());
    expect(incidentView({ ...filing, source: 'hibp' }).scope).toBe('accounts');
  });
});

const day = fc.constantFrom(
  '2021-01-05',
  '2021-02-20',
  '2021-03-30',
  '2021-04-20',
  '2021-04-21',
  '2021-09-01',
  '2022-04-20',
  'soon',
  null,
);
const words = fc.constantFrom(
  'Quillan',
  'Brandt',
  'Ohio',
  'University',
  'Health',
  'Hospital',
  'Medical',
  'Center',
  'Mercy',
  'Saint',
  'Plan',
  '- ',
  '(',
  'dba',
);
const view: fc.Arbitrary<IncidentView> = fc.record({
  source: fc.constantFrom('wa' as const, 'hhs' as const, 'ca' as const),
  name: fc.array(words, { minLength: 1, maxLength: 6 }).map((all) => all.join(' ')),
  names: fc.constant([]),
  types: fc.constantFrom([], ['Ransomware'], ['Loss']),
  locations: fc.constantFrom([], ['Email'], ['Paper/Films']),
  state: fc.constantFrom('OH', 'TX', null),
  submitted: day,
  breachStart: day,
  breachEnd: day,
  discovered: day,
  affected: fc.constantFrom(500, 900, -3, null),
  affectedIsPlaceholder: fc.boolean(),
  scope: fc.constantFrom('nation' as const, 'state' as const, null),
  businessAssociate: fc.constantFrom(true, false, null),
});

describe('the comparison', () => {
  it('does not depend on which filing is given first, and always says why', () => {
    fc.assert(
      fc.property(view, view, (left, right) => {
        const judged = sameBreach(left, right);
        expect(sameBreach(right, left)).toMatchObject({ same: judged.same, score: judged.score });
        expect(judged.reasons.length).toBeGreaterThan(0);
        expect(judged.score).toBeGreaterThanOrEqual(0);
        expect(judged.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('candidates for a link', () => {
  it('leave out no filing that is of the same breach', () => {
    fc.assert(
      fc.property(view, fc.array(view, { maxLength: 12 }), (filed, others) => {
        const found = linkCandidates(filed, indexIncidents(others));
        for (const other of others) if (sameBreach(filed, other).same) expect(found).toContain(other);
      }),
      { numRuns: 1000 },
    );
  });

  it('have the plan of a company, whatever else its name holds', () => {
    const began = { breachStart: '2021-01-05', breachEnd: '2021-01-05', discovered: '2021-01-05' };
    const filed = washington({ ...began, name: 'University Mercy Ohio', submitted: '2021-01-05' });
    const other = washington({ ...began, name: 'Mercy Ohio Plan', submitted: '2021-02-20' });
    expect(linkCandidates(filed, indexIncidents([other]))).toEqual([other]);
  });

  it('are few: those of like names, and those of the same days', () => {
    const others = Array.from({ length: 400 }, (_, at) =>
      federal({ name: `Number${at} Clinic of Salem`, submitted: '2021-06-30' }),
    );
    const index = indexIncidents([...others, federal(), federal({ submitted: '2023-01-01' })]);
    expect(linkCandidates(washington(), index)).toEqual([federal()]);
  });
});

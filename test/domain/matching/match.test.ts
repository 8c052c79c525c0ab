import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchFiling, type MatchableFiling } from '../../../src/domain/match.js';
import type { Organization } from '../../../src/domain/organization.js';

function filing(name: string, more: Partial<MatchableFiling> = {}): MatchableFiling {
  return { name, state: 'OH', entityType: 'Healthcare Provider', ...more };
}

function organization(name: string, more: Partial<Organization> = {}): Organization {
  return { id: 'o1', name, aliases: [], state: 'OH', city: null, ...more };
}

function outcome(filed: string, known: string): string {
  return matchFiling(filing(filed), organization(known)).outcome;
}

describe('a filing names an organization', () => {
  it.each([
    ['Quillan Regional Medical Center', 'QUILLAN REG MED CTR'],
    ['Quillan Clinic, P.A.', 'OH - Quillan Clinic'],
    ['Brandt Holdings LLC d/b/a Quillan Imaging', 'Quillan Imaging'],
    ['Quillan, Anna MD, Inc.', 'Anna Quillan, MD'],
    ['Quillan Hospital', 'QUILLAN HOSPITAL DISTRICT'],
    ['Hospice of the Quillan Shore', 'Hospce of the Quillan Shore'],
    ['Tri Quillan Clinic', 'TriQuillan Clinic'],
    ['UQ Brandt Medical Center', 'University of Quillan Brandt Medical Center'],
    [
      'Radiology Associates of Quillan, PA and Brandt Imaging, LLC',
      'Radiology Associates of Quillan, PA and Brandt Imaging, LL',
    ],
    ['Ledger Billing on behalf of Quillan Eye Clinic', 'Quillan Eye Clinic'],
    ['Quillan Medical Center', 'Quillan Medical Center (Ohio)'],
    ['The Centers for Quillan Imaging', 'OH - CQI - Ctr for Quillan Imaging'],
    ['University of Quillan Health', 'University of Quillan Healthcare'],
    ['Mercy Clinic Foundation', 'Mercy Clinic Founation'],
    ['Brandt Health Quillan Lake Hospital', 'QUILLAN LAKE HOSPITAL'],
    ['Good Quillan Hospital', 'Good Quillan Hospital of Salem'],
    ['University of Ohio', 'UNIVERSITY OF OHIO HOSPITAL'],
    ['Ohio University Health', 'Ohio University Medical Center'],
    ['Quillan Hospital', 'MEDSTAR QUILLAN HOSPITAL'],
    ['Quillan View District Hospital', 'Quillan View Medical Center'],
    ['Quillan Heart and Spine Center', 'Quillan Heart & Spine Hospital'],
    ['Quillan Health System', 'Quillan Health System Authority'],
    ['Quillan Health ACE', 'Quillan Health'],
    ['Quillan Clinic (Brandt Ohio Clinic)', 'Brandt Ohio Clinic'],
    ['Brandt Health, St. Quill Hospital and Quillan Medical Center', 'QUILLAN MEDICAL CENTER'],
    ['The Brandt Institute of Quillan & Center for Spine', 'Brandt Institute of Quillan'],
    ['B. Anna Quillan MD, Bo Brandt DO and Cy Marsten MD', 'Anna Quillan, M.D.'],
    ['Quillan Imaging', 'Quillan Imaging - Salem'],
    ['Quillan Imaging Group, Inc.', 'Quillan Imaging of Marsten'],
    ['Quillan Park Comprehensive Cancer Center', 'Quillan Park'],
    ['Quillan', 'Quillan Operating Corp.'],
    ['Quillan Center', 'Quillan Center for Mental Health Services'],
    ['Quillan St. Brandt Healthcare', 'QUILLAN HOSPITAL'],
    ['Radiology Associates of Quillan Valley and Marsten', 'Radiology Associates of Quillan Val'],
    ['Quillan Valley Family Care Medical Group, APC', 'Quillan Valley Family Care Medical Group AP'],
    ['Quillan Scott & Brandt Medical Center - Marsten', 'QUILLAN MEDICAL CENTER AT MARSTEN'],
    ['Mount Sinai Quillan Brandt', 'QUILLAN BRANDT MEDICAL CENTER'],
    ['Quillan County Hospital District', 'QUILLAN HOSPITAL'],
    ['Quillan County Health Department', 'Quillan County Public Health'],
    ['Quillan Hopsital', 'QUILLAN HOSPITAL'],
    ['Quillan Eye Assocs., P.S.', 'Quillan Eye Associates'],
    ['Quillan Pain Mgmnt', 'QUILLAN PAIN MANAGEMENT'],
    ['University of Ohio Brandt Clinic', 'UO Brandt Clinic'],
    ['OSU Brandt Clinic', 'Ohio State University Brandt Clinic'],
    ['Ohio State University', 'Ohio State University Center for Health Sciences'],
    ['Quillan Hospital', 'Quilan Hospital'],
    ['Quillan Clinic, S.C.', 'Quillan Clinic'],
    ['Quillan Memorial Healthcare', 'Quillan Memorail Helthcare'],
    ['Ohio Mercy Quillan Clinic', 'Mercy Quillan Clinic'],
    ['University Health', 'UNIVERSITY HEALTH SALEM'],
    ['Memorial Healthcare', 'MEMORIAL HEALTHCARE'],
    ['University Hospital', 'UNIVERSITY HOSPITAL'],
    ['Quillan Medical Center', 'Quillan Health'],
    ['Quillan Memorial Health System', 'Quillan Health'],
    ['Quillan Ohio', 'QUILLAN BRANDT HOSPITAL'],
    ['Quillan Health Care Corporation', 'QUILLAN SALEM'],
    ['Salem Quillan Health System', 'SALEM QUILLAN HOSPITAL'],
    ['Quillan Healthcare Group', 'QUILLAN BRANDT HOSPITAL'],
    ['Quillan Healthcare District', 'QUILLAN GENERAL HOSPITAL'],
    ['St. Quill Health System', 'ST QUILL MEDICAL CENTER - ALMA'],
    ['St. Charles Health System', 'ST CHARLES MEDICAL CENTER - ALMA'],
    ['Sacred Heart Health System', 'SACRED HEART HOSPITAL'],
    ['Ascension Quillan Hospital', 'QUILLAN MEDICAL CENTER'],
    ['Quillan Regional Medical Center - Home Health Clinic', 'QUILLAN REGIONAL MEDICAL CENTER'],
    ['Brandt Medical Group, Inc., Quillan Detox LLC', 'Quillan Detox'],
    ['Quillan Physicians, Inc. / Brandt Medical Center', 'BRANDT MEDICAL CENTER'],
    ['Brandt Solutions, Inc. dba Quillan Urgent Care powered by Marsten', 'Quillan Urgent Care'],
  ])('%s | %s', (filed, known) => {
    const town = { city: 'Salem' };
    expect(matchFiling(filing(filed), organization(known, town))).toMatchObject({ outcome: 'named' });
  });

  it('by an alias that a person added', () => {
    const known = organization('Merit Hospital Brandt', { aliases: ['Quillan Lakes Hospital'] });
    expect(matchFiling(filing('Quillan-Lakes Hospital'), known).outcome).toBe('named');
  });

  it('as a site of the health system that reported, and says so', () => {
    const site = organization('QUILLAN HEALTH NORTH');
    expect(matchFiling(filing('County District d/b/a Quillan Health'), site)).toMatchObject({
      outcome: 'named',
      reasons: ['system-heads-name', 'trade-name', 'same-state'],
    });
    expect(outcome('Quillan Health', 'Quillan Brandt Hospital')).toBe('named');
  });

  it('whose state is known only from its name', () => {
    const match = matchFiling(
      filing('Ohio Birch Clinic'),
      organization('Ohio Birch Clinic', { state: null }),
    );
    expect(match).toMatchObject({ outcome: 'named', reasons: ['same-name', 'state-in-name'] });
  });

  it('by the name it had before', () => {
    const merged = organization('Ballad Health', { state: 'TN' });
    const before = filing('Mountain States Health Alliance', { state: 'TN' });
    expect(matchFiling(before, merged)).toMatchObject({
      outcome: 'named',
      reasons: ['same-name', 'known-name', 'same-state'],
    });
  });

  it('from another state, where the name itself states the organization’s own', () => {
    const match = matchFiling(
      filing('Nebraska Quillan Clinic', { state: 'IL' }),
      organization('Nebraska Quillan Clinic', { state: 'NE' }),
    );
    expect(match).toMatchObject({ outcome: 'named', reasons: ['same-name', 'state-in-name'] });
  });
});

describe('a filing does not name', () => {
  it.each([
    ['a sibling site', 'Quillan Health Hospital Salem', 'QUILLAN HEALTH HOSPITAL BRANDT'],
    ['a sibling site known by its town', 'Quillan Memorial Hospital Alma', 'QUILLAN MEMORIAL HOSPITAL SALEM'],
    ['the system, when one of its sites reported', 'Quillan Health Brandt', 'Quillan Health'],
    ['the health plan of the brand', 'Quillan Health', 'Quillan Health Plan'],
    ['a namesake of another specialty', 'Quillan Nephrology Associates', 'Quillan Neurology Associates'],
    ['a namesake by one letter', 'Stanmord Hospital', 'Stafmord Hospital'],
    ['a namesake with a compass point', 'Quillan Medical Center', 'Eastern Quillan Medical Center'],
    ['who shares only words that say what it is', 'Community Health Choice', 'Community Health Center'],
    ['who has one of two common words', 'Advanced Orthopedic Center', 'Advanced Orthopedics Institute'],
    ['a hospital, when its physicians reported', 'Quillan Physicians', 'Quillan Hospital'],
    ['a practice with the system’s brand', 'EvergreenHealth', 'Evergreen Gyn'],
    ['the medical university of the same state', 'University of Ohio', 'Medical University of Ohio'],
    ['whose department has the same name', 'Brandt Clinic (Outpatient Center)', 'Outpatient Center'],
    ['a namesake behind another word', 'Quillan Hospital', 'Brandt Quillan Hospital'],
    ['one of several of a common name', 'Memorial Hospital', 'MEMORIAL HOSPITAL'],
    ['a like name without the owner', 'Brandt - Quillan Health', 'Quillan Health System'],
    ['a like common name in a list', 'Quillan Clinic; St. Mary Hospital', 'St. Mary Hospital of Alma'],
    ['the dentist of a physician’s name', 'Quillan Brandt MD', 'Brandt Quillan, DDS'],
    ['a practice of the same words turned round', 'Urology Quillan', 'Quillan Urology Institute'],
    ['a hospital, when a specialty of it reported', 'Quillan Brandt Heart Group', 'Quillan Brandt'],
    [
      'the system that a part of one name spells',
      'Quillan Health and Wellness Center',
      'Quillan Health North',
    ],
    ['another hospital of the town', 'Mary County Hospital District', 'MARY MEDICAL CENTER'],
    ['a sibling site beside the town’s', 'Quillan Imaging Alma', 'Quillan Imaging Salem'],
    ['a namesake with a letter changed', 'Marston Clinic', 'Marsten Clinic'],
    ['a hospital of a saint whom many are called after', 'St. Mary’s Health', 'ST MARY MEDICAL CENTER'],
    ['a hospital that is called after the region', 'South Ohio Health System', 'SOUTH OHIO SPINE HOSPITAL'],
    ['the hospital of an office of public health', 'Quillan Health District', 'QUILLAN HOSPITAL'],
    [
      'the town’s hospital, when the owner’s in that town reported',
      'HCA Salem Hospital',
      'SALEM MEDICAL CENTER',
    ],
    [
      'the hospital, when another one of its owner reported',
      'Brandt Hospitals - Quillan Hospital',
      'BRANDT HOSPITALS',
    ],
    [
      'a site of the system, when the list names another',
      'Quillan Health, Brandt Clinic',
      'QUILLAN HEALTH NORTH',
    ],
    ['a practice whose brand the system has', 'Quillan Health System', 'Quillan Foot & Ankle'],
  ])('%s', (_, filed, known) => {
    expect(matchFiling(filing(filed), organization(known, { city: 'Salem' })).outcome).not.toBe('named');
  });

  it('the same name in another state', () => {
    const far = organization('Quillan Clinic', { state: 'TX' });
    expect(matchFiling(filing('Quillan Clinic'), far).outcome).toBe('none');
  });

  it('the other sites of a system that reported for one of them', () => {
    const match = matchFiling(
      filing('Quillan Health Inc. dba Grant Hospital'),
      organization('Quillan Brandt Hospital'),
    );
    expect(match.outcome).toBe('possible');
  });
});

describe('a person has to look', () => {
  it('where the state is not known, unless few can share the name', () => {
    const unknown = { state: null };
    expect(matchFiling(filing('Quillan Clinic'), organization('Quillan Clinic', unknown)).outcome).toBe(
      'possible',
    );
    expect(
      matchFiling(filing('Quillan Brandt Clinic'), organization('Quillan Brandt Clinic', unknown)).outcome,
    ).toBe('named');
    expect(matchFiling(filing('Memorial Hospital'), organization('Memorial Hospital', unknown)).outcome).toBe(
      'none',
    );
  });

  it('where the same uncommon name stands in another state', () => {
    const far = organization('Quillan Brandt Clinic', { state: 'TX' });
    expect(matchFiling(filing('Quillan Brandt Clinic'), far)).toMatchObject({ outcome: 'possible' });
  });

  it('where only the description of a vendor’s filing names the organization', () => {
    const vendor = filing('Ledger Billing', {
      entityType: 'Business Associate',
      state: 'NY',
      description: 'A laptop with records of patients of Quillan Lake Hospital was stolen.',
    });
    expect(matchFiling(vendor, organization('QUILLAN LAKE HOSPITAL'))).toEqual({
      outcome: 'possible',
      score: 0.5,
      reasons: ['named-in-description'],
    });
    expect(matchFiling(vendor, organization('Brandt Hospital')).outcome).toBe('none');
  });

  it('where the name has more to it than the row’s', () => {
    expect(outcome('Quillan Hospital', 'Quillan Community Hospital')).toBe('possible');
  });

  it('and such a pair scores below every named one', () => {
    const possible = matchFiling(
      filing('Quillan Brandt Clinic'),
      organization('Quillan Brandt Clinic', { state: 'TX' }),
    );
    const named = matchFiling(filing('Quillan Hospital'), organization('Quillan Health'));
    expect(named.outcome).toBe('named');
    expect(possible.score).toBeLessThan(named.score);
  });
});

describe('matching', () => {
  it('takes a state from a directory’s prefix where no address tells one', () => {
    const match = matchFiling(filing('Quillan Clinic'), organization('OH - Quillan Clinic', { state: null }));
    expect(match).toEqual({ outcome: 'named', score: 1, reasons: ['same-name', 'same-state'] });
  });

  it('never says vendor without a sourced list, and never fails, whatever is written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, fc.option(text), (filed, known, state) => {
        const match = matchFiling(filing(filed, { state }), organization(known, { state }));
        expect(['named', 'possible', 'none']).toContain(match.outcome);
        expect(match.score).toBeGreaterThanOrEqual(0);
        expect(match.score).toBeLessThanOrEqual(1);
        expect(match.reasons.length > 0).toBe(match.outcome !== 'none');
      }),
    );
  });

  it('finds an uncommon name in any case, order of legal forms and spacing', () => {
    const word = fc.constantFrom('Quillan', 'Brandt', 'Ostrava', 'Merrow', 'Tindall');
    const ending = fc.constantFrom('', ', Inc.', ' LLC', ', P.A.', ' - PROD');
    fc.assert(
      fc.property(word, word, ending, fc.boolean(), (first, second, form, isUpper) => {
        const name = `${first} ${second} Clinic`;
        const known = `${isUpper ? name.toUpperCase() : name}${form}`;
        expect(matchFiling(filing(name), organization(known)).outcome).toBe('named');
      }),
    );
  });
});

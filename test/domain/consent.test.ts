import { describe, expect, it } from '@jest/globals';
import { allowingConsents, consentNotes } from '../../src/domain/consent.js';
import { follow } from '../../src/domain/follow.js';
import { NO_HISTORY } from '../../src/domain/history.js';
import type { FhirResource } from '../../src/domain/pull.js';
import { watchedPatient } from '../../src/domain/fhir/subject.js';
import { ALL_TYPES, aPatient, aReading } from '../support/fhir-builders.js';

const AT = '2024-04-01T08:00:00.000Z';
const REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
const use = (code: string, display = code) => ({ system: REASON, code, display });
const concept = (code: string, display?: string) => ({ coding: [{ code, ...(display && { display }) }] });

const aConsent = (more: Record<string, unknown>): FhirResource => ({
  resourceType: 'Consent',
  id: 'c1',
  status: 'active',
  patient: { reference: 'Patient/anna' },
  ...more,
});
const RESEARCH = { scope: concept('research', 'Research') };
const PRIVACY = { scope: concept('patient-privacy', 'Privacy Consent') };

function allowedBy(...consents: FhirResource[]) {
  const patient = watchedPatient([aPatient()], null);
  return allowingConsents(consents, patient, AT);
}

describe('a consent', () => {
  it.each<[string, Record<string, unknown>, string | null]>([
    ['R4, scope research', RESEARCH, 'Research'],
    ['R4, permit', { ...RESEARCH, provision: { type: 'permit' } }, 'Research'],
    ['R4, deny', { ...RESEARCH, provision: { type: 'deny' } }, null],
    ['R4, a purpose', { ...PRIVACY, provision: { type: 'permit', purpose: [use('HRESCH', 'healthcare research')] } }, 'healthcare research'],
    ['R4, a trial within', { ...PRIVACY, provision: { type: 'deny', provision: [{ type: 'permit', purpose: [use('CLINTRCH')] }] } }, 'CLINTRCH'],
    ['R4, research taken out', { ...RESEARCH, provision: { type: 'permit', provision: [{ type: 'deny', purpose: [use('HRESCH')] }] } }, null],
    ['R4, care alone', { ...PRIVACY, provision: { type: 'permit', purpose: [use('TREAT'), use('HPAYMT')] } }, null],
    ['R4, a category', { category: [concept('INFASO', 'access and save only')] }, 'access and save only'],
    ['R4, in words', { category: [{ text: 'Sharing of images to develop AI' }] }, 'Sharing of images to develop AI'],
    ['R4, over', { ...RESEARCH, provision: { period: { end: '2023-12-31' } } }, null],
    ['R4, not yet over', { ...RESEARCH, provision: { period: { end: '2024-04-01' } } }, 'Research'],
    ['R4, a draft', { ...RESEARCH, status: 'draft' }, null],
    ['R4, taken back', { ...RESEARCH, status: 'inactive' }, null],
    ['STU3, a purpose', { purpose: [use('HRESCH')] }, 'HRESCH'],
    ['STU3, opted out', { purpose: [use('HRESCH')], policyRule: 'http://example.org/fhir/OPTOUT' }, null],
    ['STU3, an exception against', { purpose: [use('HRESCH')], except: [{ type: 'deny', purpose: [use('HRESCH')] }] }, null],
    ['R5, permit', { decision: 'permit', category: [concept('research', 'Research')] }, 'Research'],
    ['R5, deny with an exception', { decision: 'deny', provision: [{ purpose: [use('HRESCH')] }] }, 'HRESCH'],
    ['R5, permit with an exception', { decision: 'permit', category: [concept('research')], provision: [{ purpose: [use('HRESCH')] }] }, null],
    ['an advance directive', { scope: concept('adr'), category: [concept('acd')] }, null],
  ])('is understood in %s', (_, more, scope) => {
    expect(allowedBy(aConsent(more)).map((one) => one.scope)).toEqual(scope === null ? [] : [scope]);
  }); // prettier-ignore

  it('says who keeps it and when it was given, in R4 and R5', () => {
    const r4 = { dateTime: '2023-05-06', organization: [{ display: 'Elm Hospital' }] };
    const r5 = { patient: undefined, subject: { reference: 'Patient/anna' }, date: '2023-05-06', controller: [{ display: 'Elm Hospital' }] };
    const told = { on: '2023-05-06', organization: 'Elm Hospital' };
    expect(allowedBy(aConsent({ ...RESEARCH, ...r4 }))).toMatchObject([told]);
    expect(allowedBy(aConsent({ ...RESEARCH, ...r5, decision: 'permit' }))).toMatchObject([told]);
  }); // prettier-ignore

  it('of somebody else, or of nobody, is none of ours', () => {
    const other = aConsent({ ...RESEARCH, patient: { reference: 'Patient/otto' } });
    expect(allowedBy(other, aConsent({ ...RESEARCH, patient: undefined }))).toEqual([]);
  });

  it('is told once for each place, and again only where it allows more', () => {
    const [narrow] = allowedBy(aConsent(RESEARCH));
    const [wide] = allowedBy(aConsent({ ...RESEARCH, provision: { purpose: [use('HMARKT')] } }));
    const keys = (...args: Parameters<typeof consentNotes>) => consentNotes(...args).map(({ key }) => key);
    expect(keys([], [narrow!], 'Elm')).toHaveLength(1);
    expect(keys([narrow!], [narrow!], 'Elm')).toEqual([]);
    expect(keys([narrow!], [wide!], 'Elm')).toHaveLength(1);
    expect(keys([wide!], [narrow!], 'Elm')).toEqual([]);
    expect(keys([], [narrow!], 'Elm')).not.toEqual(keys([], [narrow!], 'Oak'));
    expect(keys([], [wide!], 'Elm')).not.toEqual(keys([], [narrow!], 'Elm'));
  });

  it('stays known where a pull does not show it, and goes where a complete one has it no more', () => {
    const read = [...ALL_TYPES, 'Consent'];
    const first = follow(NO_HISTORY, aReading([aConsent(RESEARCH)], { read }), null, AT, 24);
    const kept = follow(first.history, aReading([]), first.pull.patient, AT, 24);
    expect(kept.history.consents).toEqual(first.history.consents);
    expect(first.history.consents).toHaveLength(1);
    expect(follow(kept.history, aReading([], { read }), first.pull.patient, AT, 24).history.consents).toEqual(
      [],
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { levelOfChange } from '../../../src/domain/people/access-news.js';
import { mayEnd, mayHide, mayLeave, rolesToInvite, type Seer } from '../../../src/domain/people/rules.js';

const PATIENT: Seer = { role: 'self', authority: null };
const APPOINTED: Seer = { role: 'representative', authority: 'patient' };
const MOTHER: Seer = { role: 'representative', authority: 'parent' };
const HELPER: Seer = { role: 'helper', authority: null };

describe('whom one may let in', () => {
  it('is anybody for the patient', () => {
    expect(rolesToInvite(PATIENT, true)).toEqual(['helper', 'representative']);
  });

  it('is helpers alone for who acts for a patient who can speak', () => {
    expect(rolesToInvite(APPOINTED, true)).toEqual(['helper']);
    expect(rolesToInvite(MOTHER, true)).toEqual(['helper']);
  });

  it('is also somebody to act, where the patient has no account and there are papers', () => {
    expect(rolesToInvite(MOTHER, false)).toEqual(['helper', 'representative']);
    expect(rolesToInvite(APPOINTED, false)).toEqual(['helper']);
  });

  it('is nobody for a helper', () => {
    expect(rolesToInvite(HELPER, false)).toEqual([]);
  });
});

describe('whom one may let out', () => {
  it('is never the patient', () => {
    for (const seer of [PATIENT, APPOINTED, MOTHER, HELPER]) expect(mayEnd(seer, PATIENT, true)).toBe(false);
  });

  it('is everybody else for the patient, and nobody for a helper', () => {
    for (const other of [APPOINTED, MOTHER, HELPER]) {
      expect(mayEnd(PATIENT, other, true)).toBe(true);
      expect(mayEnd(HELPER, other, true)).toBe(false);
    }
  });

  it('is helpers for who acts; with papers for a child also whom they appointed', () => {
    expect(mayEnd(APPOINTED, HELPER, true)).toBe(true);
    expect(mayEnd(APPOINTED, MOTHER, true)).toBe(false);
    expect(mayEnd(MOTHER, APPOINTED, true)).toBe(false);
    expect(mayEnd(MOTHER, APPOINTED, false)).toBe(true);
    expect(mayEnd(MOTHER, { role: 'representative', authority: 'guardian' }, false)).toBe(false);
  });

  it('is oneself for whoever helps', () => {
    expect([PATIENT, APPOINTED, HELPER].map(mayLeave)).toEqual([false, true, true]);
  });
});

it('only the patient keeps things to themselves', () => {
  expect([PATIENT, APPOINTED, MOTHER, HELPER].map(mayHide)).toEqual([true, false, false, false]);
});

describe('news of who can see a record', () => {
  const by = { by: 'mother', byPatient: false, leaves: false };
  it('asks who speaks for the patient to act where another made the change', () => {
    expect(levelOfChange({ accountId: 'miguel', side: 'patient' }, by)).toBe('act now');
  });

  it('is information to the one who made it, to whom it is about, and where somebody leaves', () => {
    expect(levelOfChange({ accountId: 'mother', side: 'patient' }, by)).toBe('info');
    expect(levelOfChange({ accountId: 'nora', side: 'caregiver' }, by)).toBe('info');
    expect(levelOfChange({ accountId: 'miguel', side: 'patient' }, { ...by, leaves: true })).toBe('info');
    expect(levelOfChange({ accountId: 'mother', side: 'patient' }, { ...by, byPatient: true })).toBe('info');
  });
});

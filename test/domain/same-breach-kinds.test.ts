import { describe, expect, it } from '@jest/globals';
import { sameBreach, type IncidentView } from '../../src/domain/same-breach.js';

function view(more: Partial<IncidentView>): IncidentView {
  const days = { submitted: '2021-04-22', breachStart: null, breachEnd: null, discovered: null };
  const count = { affected: null, affectedIsPlaceholder: false, scope: null, businessAssociate: null };
  const kinds = { types: [], locations: [] };
  return {
    source: 'wa',
    name: 'Quillan Imaging',
    names: [],
    state: null,
    ...days,
    ...count,
    ...kinds,
    ...more,
  };
}

const RANSOM = { types: ['Cyberattack', 'Ransomware'] };

describe('what happened', () => {
  it('tells lost paper from a network that was broken into', () => {
    const lost = view({ source: 'hhs', types: ['Loss'], locations: ['Paper/Films'] });
    const judged = sameBreach(view(RANSOM), lost);
    expect(judged).toMatchObject({ same: false });
    expect(judged.reasons).toContain('paper-and-break-in');
  });

  it('tells a mailbox from servers locked for ransom, where the days leave it open', () => {
    const locked = view({ ...RANSOM, submitted: '2021-07-20', discovered: '2021-03-01' });
    const mailbox = view({ source: 'hhs', types: ['Hacking/IT Incident'], locations: ['Email'] });
    expect(sameBreach(locked, mailbox)).toMatchObject({ same: false });
    expect(sameBreach(locked, { ...mailbox, locations: ['Network Server'] })).toMatchObject({ same: true });
  });

  it('tells nothing where a feed does not say it', () => {
    const unsaid = view({ source: 'ca' });
    expect(sameBreach(view(RANSOM), unsaid)).toMatchObject({ same: true });
  });
});

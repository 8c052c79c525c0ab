import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASES } from '../fixtures/record/cases.js';
import { CHURNS } from '../fixtures/record/churns/all.js';
import { EVENTS } from '../fixtures/record/events.js';
import { type ExpectedPull, NOTHING, faults } from '../fixtures/record/expected.js';
import { asideAt, historiesOf } from '../fixtures/record/histories.js';
import { HOSPITALS } from '../fixtures/record/hospitals.js';
import type { PageFile } from '../fixtures/record/pages.js';
import { canHave, canTell, mixFor, pullsOf, served } from '../fixtures/record/play.js';
import { diffOf } from '../fixtures/record/run.js';
import { ordinaryRecord } from '../fixtures/record/truth.js';

/** Quiet kinds that a record which churns may have beside what happened in it. */
const BESIDE = ['reissued', 'grown', 'report-added', 'merged'];

async function faultsOf(pulls: PageFile[][], expected: (ExpectedPull | ExpectedPull[])[]): Promise<string[]> {
  const lines = await diffOf(pulls);
  return lines.flatMap((line, at) =>
    faults(line, expected[at] ?? NOTHING).map((fault) => `pull ${at + 1}: ${fault}`),
  );
}

for (const hospital of HOSPITALS) {
  const churns = CHURNS.filter((churn) => canHave(hospital, churn));
  const events = EVENTS.filter((event) => canTell(hospital, event));

  describe(`a hospital that serves ${hospital.name}`, () => {
    it('is read whole, and says nothing when it says the same again', async () => {
      const pull = served(hospital, ordinaryRecord());
      const expected = [1, 2, 3].map(() => ({ changes: [], studies: 5 }));
      expect(await faultsOf([pull, pull, pull], expected)).toEqual([]);
    });

    it.each(churns.map((churn) => [churn.name, churn] as const))(
      'raises no alarm by %s',
      async (_, churn) => {
        // There, there again but otherwise, and back.
        const turns = [0, 1, 2, 0];
        const pulls = turns.map((turn) => served(hospital, ordinaryRecord(), [churn], turn));
        const expected = turns.map((turn) => ({
          changes: [],
          mayAlso: churn.mayAlso ?? [],
          quarantined: turn === 0 ? 0 : (churn.quarantined ?? 0),
          studies: 5,
        }));
        expect(await faultsOf(pulls, expected)).toEqual([]);
      },
    );

    it.each(events.map((event) => [event.name, event] as const))('tells of %s', async (_, event) => {
      expect(await faultsOf(pullsOf(hospital, event), [NOTHING, ...event.expected])).toEqual([]);
    });

    it.each(events.map((event, at) => [event.name, event, at] as const))(
      'tells through all its churn at once of %s',
      async (_, event, at) => {
        const mixed = mixFor(hospital, event, CHURNS, at);
        const quarantined = mixed.reduce((sum, churn) => sum + (churn.quarantined ?? 0), 0);
        const expected = event.expected.map((each) => ({ ...each, mayAlso: BESIDE, quarantined }));
        expect(await faultsOf(pullsOf(hospital, event, mixed), [NOTHING, ...expected])).toEqual([]);
      },
    );
  });
}

for (const [about, cases] of Object.entries(CASES)) {
  describe(about, () => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', async (_, { pulls, expected }) => {
      expect(await faultsOf(pulls, expected)).toEqual([]);
    });
  });
}

describe('any history raises no flag by itself, and one for what happens, of the right kind, at', () => {
  it.each(HOSPITALS.map((hospital) => [hospital.name, hospital] as const))('%s', async (_, hospital) => {
    await fc.assert(
      fc.asyncProperty(historiesOf(hospital), async (history) => {
        const { event, calm, pulls } = history;
        const expected = pulls.map((_, at) => ({
          ...(event.expected[at - calm] ?? NOTHING),
          mayAlso: BESIDE,
          // What is somebody else's may stand there twice under two ids.
          quarantined: asideAt(history, at) > 0 ? -1 : 0,
        }));
        expect(await faultsOf(pulls, expected)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});

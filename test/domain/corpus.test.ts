import { describe, expect, it } from '@jest/globals';
import { CHURNS } from '../fixtures/record/churns/all.js';
import { EVENTS } from '../fixtures/record/events.js';
import { type ExpectedPull, NOTHING, faults } from '../fixtures/record/expected.js';
import { HOSPITALS } from '../fixtures/record/hospitals.js';
import { canHave, canTell, mixFor, pullsOf, served } from '../fixtures/record/play.js';
import type { PageFile } from '../fixtures/record/pages.js';
import { diffOf } from '../fixtures/record/run.js';
import { ordinaryRecord } from '../fixtures/record/truth.js';

async function expectDiff(pulls: PageFile[][], expected: ExpectedPull[]): Promise<void> {
  const lines = await diffOf(pulls);
  const found = lines.flatMap((line, at) =>
    faults(line, expected[at] ?? NOTHING).map((fault) => `pull ${at + 1}: ${fault}`),
  );
  expect(found).toEqual([]);
}

for (const hospital of HOSPITALS) {
  describe(`a hospital that serves ${hospital.name}`, () => {
    it('is read whole, and says nothing when it says the same again', async () => {
      const pull = served(hospital, ordinaryRecord());
      await expectDiff(
        [pull, pull, pull],
        [1, 2, 3].map(() => ({ changes: [], studies: 5 })),
      );
    });

    describe('raises no alarm by', () => {
      it.each(
        CHURNS.filter((churn) => canHave(hospital, churn)).map((churn) => [churn.name, churn] as const),
      )('%s', async (_name, churn) => {
        // There, there again but otherwise, and back.
        const pulls = [0, 1, 2, 0].map((turn) => served(hospital, ordinaryRecord(), [churn], turn));
        const aside = (turn: number) => (turn === 0 ? 0 : (churn.quarantined ?? 0));
        await expectDiff(
          pulls,
          [0, 1, 2, 0].map((turn) => ({
            changes: [],
            mayAlso: churn.mayAlso ?? [],
            quarantined: aside(turn),
            studies: 5,
          })),
        );
      });
    });

    describe('tells of', () => {
      it.each(
        EVENTS.filter((event) => canTell(hospital, event)).map((event) => [event.name, event] as const),
      )('%s', async (_name, event) => {
        await expectDiff(pullsOf(hospital, event), [NOTHING, ...event.expected]);
      });
    });

    describe('tells through all its churn at once of', () => {
      const played = EVENTS.filter((event) => canTell(hospital, event));
      it.each(played.map((event, at) => [event.name, event, at] as const))('%s', async (_name, event, at) => {
        const churns = mixFor(hospital, event, CHURNS, at);
        const aside = churns.reduce((sum, churn) => sum + (churn.quarantined ?? 0), 0);
        const mayAlso = ['reissued', 'grown', 'report-added', 'merged'];
        const later = event.expected.map((each) => ({ ...each, mayAlso, quarantined: aside }));
        await expectDiff(pullsOf(hospital, event, churns), [NOTHING, ...later]);
      });
    });
  });
}

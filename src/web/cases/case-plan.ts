import { letterBy } from '../../domain/cases/clocks.js';
import { standingSteps, stepsOfBreach, type TrackedBreach } from '../../domain/cases/plan.js';
import { type Answered, answeredLevel } from '../../domain/exposure.js';
import { namesIdentityNumbers } from '../../domain/identity-numbers.js';
import { placeOf } from '../../domain/letters/place.js';
import { compareLevels, type Level } from '../../domain/level.js';
import type { StepKey } from '../../domain/messages/steps.js';
import { namesNumbers, type PaperNotice } from '../../domain/paper-notice.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { dataKinds } from '../filed-data.js';

/** A breach as it is told now, and where its place lies. */
export interface ToldBreach extends Answered {
  paper: PaperNotice | null;
  state: string | null;
  country: string | null;
  /** YYYY-MM-DD */
  toldOn: string;
}

/** What is kept track of in a breach; null for one that is not known to concern the patient, or was taken back. */
export function trackedBreach(told: ToldBreach): TrackedBreach | null {
  const { situation, filing, paper, answer } = told;
  const confirmed = situation === 'S12' || (situation === 'S13' && answer === 'know');
  if (!confirmed && situation !== 'S14') return null;
  return {
    situation: confirmed ? 'S12' : 'S14',
    level: answeredLevel(told, told.toldOn),
    place: placeOf(told),
    letter: paper !== null,
    kinds: paper?.kinds ?? dataKinds([filing!.description, ...filing!.informationTypes].join('. ')),
    numbers: paper === null ? namesIdentityNumbers(filing!) : namesNumbers(paper.kinds),
    letterBy: letterBy(situation, filing?.discovered ?? null) !== null,
  };
}

/** The steps of a case today: a breach that turned out worse asks for more than when the case was opened. */
export function caseKeys(row: CaseRow): StepKey[] {
  const breach = breachOf(row);
  return standingSteps(placeOf(row), row.stepKeys, breach === null ? [] : stepsOfBreach(breach));
}

/** How loud it is: as it was when it was opened, or as its breach is now, whichever is louder. */
export function caseLevel(row: CaseRow): Level {
  const now = breachOf(row)?.level ?? row.level;
  return compareLevels(now, row.level) > 0 ? now : row.level;
}

/** Whether the report of its breach was taken back, or turned out to be about another place. */
export function isTakenBack({ exposure }: CaseRow): boolean {
  return exposure?.situation === 'S15';
}

function breachOf(row: CaseRow): TrackedBreach | null {
  const { exposure } = row;
  if (exposure === null) return null;
  const toldOn = new Date(exposure.toldAt).toISOString().slice(0, 10);
  return trackedBreach({ ...row, ...exposure, answer: exposure.answer?.answer ?? null, toldOn });
}

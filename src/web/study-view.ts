import { ABSENCES_UNTIL_REMOVED } from '../domain/history.js';
import { type Evidence, EVIDENCE_TYPES } from '../domain/evidence/item.js';
import { examName, type Study } from '../domain/study.js';
import type { StudyRow } from '../store/pages/study-row.js';
import { consentViews } from './consent-view.js';
import type { ShownEvidence, StudyView } from './views/record.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import { momentWords, type Reader, statedDay } from './words/times.js';

/** A study as pages show it, without what was asked about it. */
export function studyView(row: StudyRow, reader: Reader): StudyView {
  const { facts, evidence } = row;
  return {
    anchor: `study-${row.id}`,
    kind: scanKind(facts.modalities),
    name: examName(facts),
    organization: row.organization,
    day: facts.started === null ? null : statedDay(facts.started, reader),
    holds: holdsOf(row),
    images: imagesOf(facts),
    shown: shownOf(row, reader),
    firstList: row.firstList,
    evidence: evidenceKinds(evidence),
    told: row.told && { by: row.told.by },
    evidenceReadable: EVIDENCE_TYPES.some((type) => row.readable.includes(type)),
    ai: facts.ai && {
      by: facts.ai.by,
      product: facts.ai.product,
      on: facts.ai.on === null ? null : statedDay(facts.ai.on, reader),
    },
    consents: consentViews(row.consents, reader),
    href: null,
    flag: null,
    answer: null,
    ask: null,
  };
}

/** A person's own word is told with who gave it, and not among the rest. */
export function evidenceKinds(evidence: Evidence[]): ShownEvidence[] {
  return [...new Set(evidence.map((one) => one.evidence))].filter((kind) => kind !== 'own-word');
}

function holdsOf({ facts, evidence }: StudyRow): StudyView['holds'] {
  const report = evidence.some((one) => one.evidence === 'report');
  if (imagesOf(facts)) return report ? 'imagesAndReport' : 'images';
  if (report) return 'report';
  return facts.source === 'order' ? 'order' : 'noCount';
}

/** As stated for the study, else for its series; null where neither says. */
export function imagesOf({ instanceCount, series }: Study): number | null {
  if (instanceCount !== null) return instanceCount;
  const stated = series.flatMap(({ instances }) => instances ?? []);
  return stated.length === 0 ? null : stated.reduce((sum, instances) => sum + instances, 0);
}

/** Once missing is not gone: only two complete looks in a row without it say so. */
function shownOf(row: StudyRow, reader: Reader): StudyView['shown'] {
  const { absences, missingSince, withdrawnAt, firstSeenAt, facts } = row;
  if (facts.status === 'retracted')
    return { state: 'withdrawn', since: momentWords(withdrawnAt ?? firstSeenAt, reader) };
  if (absences === 0) return { state: 'shown' };
  const state = absences < ABSENCES_UNTIL_REMOVED ? 'missing' : 'gone';
  return { state, since: momentWords(missingSince ?? firstSeenAt, reader) };
}

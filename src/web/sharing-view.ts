import { isAtOdds } from '../domain/shared-images.js';
import type { Study } from '../domain/study.js';
import type { SharingRow } from '../store/pages/study-row.js';
import { studyHref } from './record-links.js';
import type { SharingView } from './views/flag.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import { type Reader, statedDay } from './words/times.js';

/** The other scans in which images of this one stand as well. */
export function sharingViews(
  patientId: string,
  study: Study,
  sharing: SharingRow[],
  reader: Reader,
): SharingView[] {
  return sharing.map(({ id, facts, organization }) => ({
    href: studyHref(patientId, id),
    kind: scanKind(facts.modalities),
    organization,
    day: facts.started === null ? null : statedDay(facts.started, reader),
    atOdds: isAtOdds(study, facts),
  }));
}

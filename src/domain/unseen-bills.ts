import { billedExams } from './evidence/claim.js';
import type { EvidenceItem } from './evidence/item.js';
import { agree, kindOfStudy } from './evidence/kind.js';
import { partsAgree } from './evidence/body-parts.js';
import { daysApart, spanOf } from './fhir/date.js';
import type { FhirResource } from './pull.js';
import type { Study } from './study.js';

/** Places share a scan within weeks of its bill; before that its absence says nothing. */
const WAITED_DAYS = 60;
/** Bills state the day of service a little off. */
const NEAR_DAYS = 3;

/**
 * Imaging that claims bill and that no place shows, one item for each exam. A bill whose day is not stated, or is
 * stated to the month only, is left out: it cannot be told to be unseen.
 * @param studies of every place of the patient; a withdrawn one was made all the same
 * @param at today (ISO 8601, UTC)
 */
export function unseenBills(claims: FhirResource[], studies: Study[], at: string): EvidenceItem[] {
  const today = spanOf(at);
  if (today === null) return [];
  return billedExams(claims).filter(
    (bill) =>
      bill.span !== null &&
      !bill.span.coarse &&
      daysApart(bill.span, today) > WAITED_DAYS &&
      !studies.some((study) => mayBe(bill, study)),
  );
}

/** What a study does not state speaks for it: only what contradicts the bill tells them apart. */
function mayBe(bill: EvidenceItem, study: Study): boolean {
  const made = spanOf(study.started ?? '');
  if (made !== null && bill.span !== null && Math.abs(daysApart(made, bill.span)) > NEAR_DAYS) return false;
  const kind = kindOfStudy(study);
  return (
    agree(kind.modalities, bill.kind.modalities) !== false &&
    partsAgree(kind.parts, bill.kind.parts) !== false
  );
}

import type { EvidenceKind } from './evidence/item.js';
import type { LetterId } from './letters/letter.js';
import type { ScanKind } from './messages/scan-kind.js';

/** What an office may say of a case that a patient sent to it. */
export const HANDOVER_ANSWERS = ['looked-into', 'ours', 'not-ours', 'corrected'] as const;
export type HandoverAnswer = (typeof HANDOVER_ANSWERS)[number];

/** Letters of an answer at most. */
export const LONGEST_ANSWER = 1_000;

/** Letters to the place itself, one of which may go with a case; the likeliest first. */
export const HANDOVER_LETTERS = {
  study: ['privacy-inquiry', 'amendment', 'disclosures', 'access'],
  breach: ['disclosures', 'access', 'ai-training'],
} as const satisfies Record<string, LetterId[]>;
export type HandoverLetter = (typeof HANDOVER_LETTERS)[keyof typeof HANDOVER_LETTERS][number];

/**
 * All that an office is sent of a case, kept as it was shown to whoever sent it: who the patient is, the scan or the breach,
 * what in the record fits it, and one letter. No notes, no other case, nothing that others answered.
 */
export interface HandoverContents {
  /** `birthDate`: YYYY-MM-DD as a place states it, or null. */
  patient: { name: string; birthDate: string | null };
  /** Who sends it. */
  sender: { name: string; role: 'self' | 'representative' };
  /** The place that it is about. */
  organization: string;
  /** Null for a breach. `day`: FHIR date or dateTime as stated; `firstSeen`: ISO 8601. */
  study: {
    kind: ScanKind;
    name: string | null;
    day: string | null;
    accession: string | null;
    uid: string | null;
    firstSeen: string;
    /** What else in the record fits it. */
    evidence: Exclude<EvidenceKind, 'own-word'>[];
  } | null;
  /** Null for a scan. `reportedOn`: YYYY-MM-DD or null. */
  breach: { name: string; reportedOn: string | null } | null;
  /** As it reads; its PDF is kept beside. */
  letter: { id: HandoverLetter; title: string; text: string } | null;
}

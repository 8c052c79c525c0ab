import { Injectable, NotFoundException } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { HANDOVER_LETTERS, type HandoverContents, type HandoverLetter } from '../../domain/handover.js';
import type { Authority } from '../../domain/letters/letter-facts.js';
import { placeOf } from '../../domain/letters/place.js';
import { lettersFor } from '../../domain/letters/who-may.js';
import { scanKind } from '../../domain/messages/scan-kind.js';
import { examName } from '../../domain/study.js';
import { letterFiles, type LetterFiles } from '../../letters/letter-files.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import type { HandoverCause } from '../../store/offices/handover.store.js';
import { LetterReader, type LetterRow } from '../../store/pages/letter.reader.js';
import { letterFacts, senderOf } from '../letter-facts.js';
import { localeFor, readerOf } from '../reader-of.js';
import { evidenceKinds } from '../study-view.js';
import { visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';

/** Which letter goes along, null for none, and by what a representative acts. */
export interface HandoverChoice {
  letter: HandoverLetter | null;
  as: Authority | null;
}

/** All that would be sent, and its mark: the same for the same. */
export interface HandoverDraft {
  contents: HandoverContents;
  pdf: Buffer | null;
  mark: string;
}

/** The letters to the place of a case that its reader may send along. */
export function letterChoices(
  row: CaseRow,
  { isAddressee }: HandoverCause['offices'][number],
  request: VisitRequest,
): HandoverLetter[] {
  if (!isAddressee) return [];
  const allowed = lettersFor(whoOf(request, row.name).role, placeOf(row));
  const choices: readonly HandoverLetter[] = HANDOVER_LETTERS[row.exposureId === null ? 'study' : 'breach'];
  return choices.filter((id) => allowed.includes(id));
}

/** Puts together what is sent of a case: who, the scan or the breach, and one letter. */
@Injectable()
export class HandoverDrafts {
  constructor(private readonly letters: LetterReader) {}

  /** @throws NotFoundException where the place of the case holds nothing of the patient */
  async make(
    row: CaseRow,
    cause: HandoverCause,
    choice: HandoverChoice,
    { request, now }: { request: VisitRequest; now: Date },
  ): Promise<HandoverDraft> {
    const of = { patientId: row.patientId, readerId: visitorOf(request).id };
    const { organizationId } = cause;
    const found = organizationId && (await this.letters.find(of, organizationId, cause.studyId));
    if (!found) throw new NotFoundException();
    const files = await this.letterOf(found, choice, request, now);
    const contents: HandoverContents = {
      patient: { name: row.name, birthDate: found.birthDate },
      sender: { name: visitorOf(request).name, role: roleOf(request, row) },
      organization: row.organization,
      study: studyOf(row, cause),
      breach: breachOf(row),
      letter: files && { id: choice.letter!, title: files.written.title, text: files.text },
    };
    const mark = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
    return { contents, pdf: files && files.pdf, mark };
  }

  /** Without the page that its sender keeps; null where none was chosen, or not by what its sender acts. */
  private async letterOf(
    found: LetterRow,
    { letter, as }: HandoverChoice,
    request: VisitRequest,
    now: Date,
  ): Promise<LetterFiles | null> {
    const sender = senderOf(whoOf(request, found.name), visitorOf(request).name, as);
    if (letter === null || sender === null) return null;
    const facts = letterFacts(found, sender, readerOf(request, now));
    return letterFiles(letter, facts, localeFor(request), false);
  }
}

function roleOf(request: VisitRequest, { name }: CaseRow): 'self' | 'representative' {
  return whoOf(request, name).role === 'self' ? 'self' : 'representative';
}

function studyOf({ study }: CaseRow, { evidence, firstSeenAt }: HandoverCause): HandoverContents['study'] {
  if (study === null || firstSeenAt === null) return null;
  return {
    kind: scanKind(study.modalities),
    name: examName(study),
    day: study.started,
    accession: study.accessions[0]?.value ?? null,
    uid: study.uid,
    firstSeen: firstSeenAt.toISOString(),
    evidence: evidenceKinds(evidence),
  };
}

function breachOf({ exposureId, filing, paper, organization }: CaseRow): HandoverContents['breach'] {
  if (exposureId === null) return null;
  return {
    name: filing?.name ?? paper?.place ?? organization,
    reportedOn: filing?.submitted ?? paper?.letterOn ?? null,
  };
}

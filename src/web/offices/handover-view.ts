import type { HandoverContents } from '../../domain/handover.js';
import type { GivenHandoverAnswer } from '../../store/offices/office-case.store.js';
import { momentWords, type Reader, statedDay } from '../words/times.js';
import type { HandoverAnswerView, HandoverContentsView } from './views.js';

/** What was sent, in the words of its reader. */
export function contentsView(contents: HandoverContents, reader: Reader): HandoverContentsView {
  const { patient, sender, organization, study, breach, letter } = contents;
  return {
    patient: patient.name,
    birthDate: dayOf(patient.birthDate, reader),
    sender,
    organization,
    study: study && {
      kind: study.kind,
      name: study.name,
      day: dayOf(study.day, reader),
      accession: study.accession,
      uid: study.uid,
      firstSeen: momentWords(new Date(study.firstSeen), reader),
      evidence: study.evidence,
    },
    breach: breach && { name: breach.name, reportedOn: dayOf(breach.reportedOn, reader) },
    letter: letter && { title: letter.title, text: letter.text },
  };
}

export function answerViews(answers: GivenHandoverAnswer[], reader: Reader): HandoverAnswerView[] {
  return answers.map(({ answer, words, by, at }) => ({
    answer,
    words,
    by,
    at: momentWords(new Date(at), reader),
  }));
}

function dayOf(stated: string | null, reader: Reader): HandoverContentsView['birthDate'] {
  return stated === null ? null : statedDay(stated, reader);
}

import { canShowFace } from './face.js';
import { hashOf } from './hash.js';
import type { Study } from './study.js';

/** Something worth knowing about a study, whether or not it changed. */
export interface Note {
  /** The same for what is told only once to a person. */
  key: string;
  situation: 'S08' | 'S09' | 'S10';
  level: 'info' | 'check';
  studyKey: string;
}

/**
 * AI as stated, once for each product and place; and once that scans of the head can show a face. Of several studies
 * the newest carries the note.
 * @param place who holds the studies that do not name who made them
 */
export function notesOn(studies: Study[], place: string): Note[] {
  const told = studies.filter(({ status }) => status !== 'retracted').sort(byNewest);
  const notes = told.flatMap((study): Note[] => {
    const about = { level: 'info', studyKey: study.key } as const;
    return [
      ...(study.ai === null ? [] : [{ ...about, situation: 'S09' as const, key: aiKey(study, place) }]),
      ...(canShowFace(study) ? [{ ...about, situation: 'S10' as const, key: 'face' }] : []),
    ];
  });
  return notes.filter(({ key }, at) => notes.findIndex((other) => other.key === key) === at);
}

function aiKey({ organization, ai }: Study, place: string): string {
  return `ai:${hashOf(JSON.stringify([organization.name ?? place, ai?.product ?? null]))}`;
}

/** FHIR dates sort by day as texts; those without one come last. */
function byNewest(a: Study, b: Study): number {
  return (b.started ?? '').localeCompare(a.started ?? '') || (a.key < b.key ? -1 : 1);
}

import type { LetterId, Said } from './letter.js';
import type { Signing } from './who-may.js';

/** What else belongs to some letters. */
const PAPERS: Partial<Record<LetterId, string>> = {
  disagreement: 'enclosure.refusal',
  'fraud-unit': 'enclosure.claim',
  'ocr-complaint': 'enclosure.papers',
};

/** What goes into the envelope: who signs, by what authority (45 CFR 164.502(g), 164.514(h)), and papers of the matter. */
export function enclosuresOf(id: LetterId, signing: Signing): Said[] {
  if (signing === 'own-voice' || signing === 'nobody') return [];
  const ids = [
    id === 'ocr-complaint' ? null : 'enclosure.photo-id',
    signing === 'representative' ? 'enclosure.proof' : null,
    PAPERS[id] ?? null,
  ];
  return ids.filter((one) => one !== null).map((one) => ({ id: one }));
}

import { examName } from '../../domain/study.js';
import { scanKind } from '../../domain/messages/scan-kind.js';
import type { HiddenItem } from '../../store/people/hidden.store.js';
import { localeOf, wordsIn } from '../../words/words.js';
import { momentWords, type Reader } from '../words/times.js';
import { hiddenAction } from './people-links.js';
import type { HiddenView } from './views.js';

const WHAT = { connection: 'place', study: 'scan', exposure: 'breach' } as const;

/** Something kept from others, as the patient knows it. */
export function hiddenView(
  patientId: string,
  { id, what, place, facts, since }: HiddenItem,
  reader: Reader,
): HiddenView {
  const name = facts && (examName(facts) ?? kindName(scanKind(facts.modalities), reader));
  return {
    what: WHAT[what],
    name: name === null ? place : `${name} · ${place}`,
    since: momentWords(since, reader),
    action: `${hiddenAction(patientId)}/${id}/show`,
  };
}

function kindName(kind: string, { language }: Reader): string {
  return wordsIn(localeOf(language)).say('scan.a', { kind: kind.replaceAll('-', '') });
}

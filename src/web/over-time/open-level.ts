import type { Level } from '../../domain/level.js';
import type { AskedStudy } from '../../store/pages/patient.reader.js';
import { shownLevel } from '../flag-view.js';

/** How loud the open question about a scan is; null where none is open. */
export function openLevel({ flag, answer, dealt }: AskedStudy): Level | null {
  const said = { answer: answer?.answer ?? null, dealt: dealt !== null };
  const level = shownLevel(flag?.level ?? 'quiet', flag !== null && !flag.stale, said);
  return level === 'quiet' || said.answer === 'unsure' ? null : level;
}

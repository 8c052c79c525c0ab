import type { WatchedPatient } from '../domain/fhir/subject.js';
import { type History, type KnownStudy, NO_HISTORY } from '../domain/history.js';
import type { Study } from '../domain/study.js';

/** History and patient as they lie in `connection.progress`; the studies lie in the snapshot. */
export interface Progress {
  history: Partial<Omit<History, 'known'>>;
  watched: { ids: string[]; identifiers: string[]; names: string[]; births: string[] } | null;
}

/** What a pull leaves for the next one. */
export function progressOf(history: History, patient: WatchedPatient | null): Progress {
  return {
    history: { ...history, known: undefined } as Progress['history'],
    watched: patient && {
      ids: [...patient.ids],
      identifiers: [...patient.identifiers],
      names: [...patient.names],
      births: [...patient.births],
    },
  };
}

/** The same as it is carried on; what was not kept yet at that time is as before the first pull. */
export function carriedIn(progress: Progress | null): {
  history: Omit<History, 'known'>;
  watched: WatchedPatient | null;
} {
  const { history, watched } = progress ?? { history: {}, watched: null };
  return {
    history: { ...NO_HISTORY, ...history },
    watched: watched && {
      ids: new Set(watched.ids),
      identifiers: new Set(watched.identifiers),
      names: new Set(watched.names),
      births: new Set(watched.births),
    },
  };
}

/** What studies of older snapshots are silent about. */
const UNTOLD = { reports: [], ai: null, procedureCodes: [] } satisfies Partial<Study>;

/** A study as a snapshot of any age holds it, in today's form. */
export function asKnownNow(known: KnownStudy): KnownStudy {
  return { ...known, isForeign: known.isForeign ?? false, study: Object.assign({}, UNTOLD, known.study) };
}

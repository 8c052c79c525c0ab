import type { Gap, Reading } from '../domain/pull.js';

/** Where one patient's records are asked for. `token` is sent to the origin of `fhirBase` and nowhere else. */
export interface SourceConnection {
  id: string;
  fhirBase: string;
  patientId: string;
  token: string | null;
}

/** A gap with a stable name for its cause, e.g. `unauthorized`, on which the caller can act. */
export interface SourceGap extends Gap {
  code: string;
  /** How long the source asked us to wait, in ms. */
  retryAfterMs?: number | undefined;
}

export interface SourceReading extends Reading {
  refused: SourceGap[];
  failed: SourceGap[];
}

/** Told after each page: the type being read and how many of its resources are there by now. */
export type Progress = (type: string, count: number) => void;

/** A patient's records as one source reports them today. */
export abstract class StudySource {
  /**
   * Reads every page of every type and never throws away what was read; what could not be read is named in `refused`
   * or `failed`, so that a short list never passes for all there is. Safe to call again; rejects only on our own bugs.
   */
  abstract read(connection: SourceConnection, progress?: Progress): Promise<SourceReading>;
}
